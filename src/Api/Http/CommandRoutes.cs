using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>What happened is POSTed: one route per command, all through the same few steps.</summary>
public static class CommandRoutes
{
    /// <summary>Maps `POST /v1/hazards` and `POST /v1/hazards/{id}/…` for every row of the command table.</summary>
    public static void MapCommands(this IEndpointRouteBuilder app)
    {
        foreach (var row in HazardCommands.All)
        {
            var path = row.Route switch
            {
                "registrations" => "/v1/hazards",
                "cancellations" => "/v1/hazards/{id}/entries/{position}/cancellations",
                _ => $"/v1/hazards/{{id}}/{row.Route}",
            };
            app.MapPost(path, (HttpContext http, CommandDesk desk) => desk.AnswerAsync(http, row))
                .RequireAuthorization(AccessPolicy.Write).WithMetadata(row).WithName(row.Command.Name).WithTags("commands");
        }
    }
}

/// <summary>Takes one command from the wire to the recorder and its answer back.</summary>
public sealed class CommandDesk(Recorder recorder, HazardAddress addresses, CommandAnswers answers, Ledger ledger, FigureColumns figures)
{
    /// <summary>Answers one command's request.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, CommandRow row)
    {
        if (Preconditions(http, out var terms) is { } bad)
        {
            return bad;
        }

        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.CommandLimit, "application/json");
        if (unread is not null)
        {
            return unread;
        }

        if (JsonBody.Parse(bytes, out var broken) is not { } body)
        {
            return Problem.Faults([broken!], ProblemKind.Malformed);
        }

        var (hazard, path) = await AddressAsync(http, row);
        if (hazard is null)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        var (caller, faults) = (http.Caller(), new List<Fault>());
        var (command, entry) = CommandReading.Read(row, body.Root, caller, path, faults);
        if (faults.Count > 0)
        {
            return Problem.Faults(faults);
        }

        var line = new CommandLine(hazard.Value, command, entry.ToEntry(caller.ToActor(), recorder.Today, profile: null));
        var key = terms.Key is null ? null : new RequestKey(caller.Id, terms.Key, HashOf(http, body.Hash));
        var outcome = await recorder.RecordAsync(
            new([line], caller.Scope) { IfMatch = terms.IfMatch, ValidateOnly = terms.ValidateOnly, Key = key }, http.RequestAborted);
        Outcomes.Count(row.Route, outcome, figures);
        return await answers.AnswerAsync(http, command, outcome);
    }

    private readonly record struct Terms(long? IfMatch, string? Key, bool ValidateOnly);

    // What the query and the headers say beside the body.
    private static IResult? Preconditions(HttpContext http, out Terms terms)
    {
        var query = new Query(http);
        var validateOnly = query.Flag("validateOnly") ?? false;
        var (goodVersion, goodKey) = (Versions.TryIfMatch(http, out var ifMatch), Versions.TryIdempotencyKey(http, out var key));
        terms = new(ifMatch, key, validateOnly);
        return query.Problem() ?? (!goodVersion ? Problem.Faults([Fault.Form("If-Match", "\"<version>\"")], ProblemKind.BadParameter)
            : !goodKey ? Problem.Faults([Fault.Form("Idempotency-Key", "1–128")], ProblemKind.BadParameter)
            : null);
    }

    private async Task<(Guid? Hazard, PathPart? Path)> AddressAsync(HttpContext http, CommandRow row)
    {
        if (row.Command == typeof(RegisterHazard))
        {
            return (Guid.CreateVersion7(), null);
        }

        var hazard = await addresses.FindAsync((string?)http.Request.RouteValues["id"] ?? "", http.RequestAborted);
        if (row.Command != typeof(CancelEntry) || hazard is null)
        {
            return (hazard, null);
        }

        var named = long.TryParse((string?)http.Request.RouteValues["position"], out var position) && position > 0
            && await ledger.ReadAllAsync(position - 1, 1, http.RequestAborted) is [var entry] ? entry : null;
        return named is not null && named.Stream == hazard ? (hazard, new PathPart(named.Position, named.Version)) : (null, null);
    }

    // The same key on another route is another request.
    private static byte[] HashOf(HttpContext http, byte[] bodyHash) => System.Security.Cryptography.SHA256.HashData(
        [.. System.Text.Encoding.UTF8.GetBytes(http.Request.Path.Value + "\n"), .. bodyHash]);
}
