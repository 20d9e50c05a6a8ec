using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;

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
public sealed class CommandDesk(Recorder recorder, HazardAddress addresses, CommandAnswers answers, Ledger ledger)
{
    /// <summary>Answers one command's request.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, CommandRow row)
    {
        var query = new Query(http);
        var validateOnly = query.Flag("validateOnly") ?? false;
        if (query.Problem() is { } badQuery)
        {
            return badQuery;
        }

        if (Preconditions(http, out var ifMatch, out var key) is { } badHeader)
        {
            return badHeader;
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

        var caller = http.Caller();
        var faults = new List<Fault>();
        var (command, entry) = CommandReading.Read(row, body.Root, caller, path, faults);
        if (faults.Count > 0)
        {
            return Problem.Faults(faults);
        }

        var outcome = await recorder.RecordAsync(
            new([new(hazard.Value, command, entry.ToEntry(caller.ToActor(), recorder.Today, profile: null))], caller.Scope)
            {
                IfMatch = ifMatch,
                ValidateOnly = validateOnly,
                Key = key is null ? null : new RequestKey(caller.Id, key, HashOf(http, body.Hash)),
            }, http.RequestAborted);
        Outcomes.Count(row.Route, outcome);
        return await answers.AnswerAsync(http, row, command, outcome);
    }

    private static IResult? Preconditions(HttpContext http, out long? ifMatch, out string? key)
    {
        key = null;
        return !Versions.TryIfMatch(http, out ifMatch) ? Problem.Faults([Fault.Form("If-Match", "\"<version>\"")], ProblemKind.BadParameter)
            : !Versions.TryIdempotencyKey(http, out key) ? Problem.Faults([Fault.Form("Idempotency-Key", "1–128")], ProblemKind.BadParameter)
            : null;
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
