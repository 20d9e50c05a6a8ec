using System.Text.Json;
using System.Text.Json.Nodes;
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
            app.MapPost(CommandPath.Of(row), (HttpContext http, CommandDesk desk) => desk.AnswerAsync(http, row))
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
        if (Preconditions(http, row, out var terms) is { } bad)
        {
            return bad;
        }

        var (read, unreadable) = await BodyAsync(http);
        if (read is not { } body)
        {
            return unreadable!;
        }

        var request = new DeskRequest(row, http.Request.RouteValues, body.Root, HashOf(http, terms, body.Hash), terms);
        return await DecideAsync(http.Caller(), request, http.RequestAborted) switch
        {
            DeskAnswer.Faulty faulty => Problem.Faults(faulty.Faults),
            DeskAnswer.Decided decided => await answers.AnswerAsync(http, decided.Command, decided.Outcome),
            DeskAnswer.Forbidden => Problem.Of(ProblemKind.Forbidden),
            _ => Problem.Of(ProblemKind.NotFound),
        };
    }

    /// <summary>Reads, validates and records one command, whichever door it came in by.</summary>
    public async Task<DeskAnswer> DecideAsync(Caller caller, DeskRequest request, CancellationToken ct)
    {
        var (row, terms) = (request.Row, request.Terms);
        var (hazard, path) = await AddressAsync(row, request.Address, ct);
        var faults = new List<Fault>();
        var takesTwo = terms.Propose || row.AnswersProposal;
        if (takesTwo && caller.MustNameActor())
        {
            return new DeskAnswer.Forbidden(); // two people are two keys: nobody proposes or decides in another's name
        }

        if (hazard is null || (row.Command != typeof(RegisterHazard) && !await recorder.ShowsAsync(hazard.Value, caller.Scope, ct)))
        {
            return new DeskAnswer.NotFound();
        }

        var (command, entry) = CommandReading.Read(row, request.Body, caller, path, faults);
        faults.AddRange(takesTwo && entry.Actor is not null ? [InAnothersName] : []);
        if (faults.Count > 0)
        {
            return new DeskAnswer.Faulty(faults);
        }

        var line = new CommandLine(hazard.Value, command, entry.ToEntry(caller.ToActor(), recorder.Today, profile: null)) { IsProposed = terms.Propose };
        var key = terms.Key is null ? null : new RequestKey(caller.Id, terms.Key, request.Hash);
        var outcome = await recorder.RecordAsync(
            new([line], caller.Scope) { IfMatch = terms.IfMatch, ValidateOnly = terms.ValidateOnly, Key = key, ActsAlone = caller.ActsAlone() }, ct);
        Outcomes.Count(row.Route, outcome, figures);
        return new DeskAnswer.Decided(command, outcome);
    }

    private static readonly Fault InAnothersName = new("actor", "提请和审批须由本人办理。", "Whoever proposes or decides does so in his own name.");

    private static async Task<((JsonElement Root, byte[] Hash)? Body, IResult? Problem)> BodyAsync(HttpContext http)
    {
        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.CommandLimit, "application/json");
        return unread is not null ? (null, unread)
            : JsonBody.Parse(bytes, out var broken) is { } body ? (body, null) : (null, Problem.Faults([broken!], ProblemKind.Malformed));
    }

    // What the query and the headers say beside the body.
    private static IResult? Preconditions(HttpContext http, CommandRow row, out DeskTerms terms)
    {
        var query = new Query(http);
        var (validateOnly, propose) = (query.Flag("validateOnly") ?? false, row.CanBeProposed && query.Flag("propose") == true);
        var (goodVersion, goodKey) = (Versions.TryIfMatch(http, out var ifMatch), Versions.TryIdempotencyKey(http, out var key));
        terms = new(ifMatch, key, validateOnly, propose);
        return query.Problem() ?? (!goodVersion ? Problem.Faults([Fault.Form("If-Match", "\"<version>\"")], ProblemKind.BadParameter)
            : !goodKey ? Problem.Faults([Fault.Form("Idempotency-Key", "1–128")], ProblemKind.BadParameter)
            : null);
    }

    // The hazard, and the members of the command that stand in the path; null when the path leads nowhere.
    private async Task<(Guid? Hazard, JsonObject Path)> AddressAsync(CommandRow row, RouteValueDictionary values, CancellationToken ct)
    {
        if (row.Command == typeof(RegisterHazard))
        {
            return (Guid.CreateVersion7(), []);
        }

        var hazard = await addresses.FindAsync((string?)values["id"] ?? "", ct);
        if (hazard is null || CommandPath.Read(row, values) is not { } path)
        {
            return (null, []);
        }

        if (row.Command != typeof(CancelEntry))
        {
            return (hazard, path);
        }

        var named = await ledger.ReadAllAsync((long)path["position"]! - 1, 1, ct) is [var entry] && entry.Stream == hazard ? entry : null;
        path["version"] = named?.Version;
        return (named is null ? null : hazard, path);
    }

    // The same key on another route is another request; so is the same command when it is only proposed.
    private static byte[] HashOf(HttpContext http, DeskTerms terms, byte[] bodyHash) => System.Security.Cryptography.SHA256.HashData(
        [.. System.Text.Encoding.UTF8.GetBytes(http.Request.Path.Value + (terms.Propose ? "?propose\n" : "\n")), .. bodyHash]);
}
