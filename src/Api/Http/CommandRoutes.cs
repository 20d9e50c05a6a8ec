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

        var (hazard, path) = await AddressAsync(http, row);
        var (caller, faults) = (http.Caller(), new List<Fault>());
        var takesTwo = terms.Propose || row.AnswersProposal;
        if (takesTwo && caller.MustNameActor())
        {
            return Problem.Of(ProblemKind.Forbidden); // two people are two keys: nobody proposes or decides in another's name
        }

        if (hazard is null || (row.Command != typeof(RegisterHazard) && !await recorder.ShowsAsync(hazard.Value, caller.Scope, http.RequestAborted)))
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        var (command, entry) = CommandReading.Read(row, body.Root, caller, path, faults);
        faults.AddRange(takesTwo && entry.Actor is not null ? [InAnothersName] : []);
        if (faults.Count > 0)
        {
            return Problem.Faults(faults);
        }

        var line = new CommandLine(hazard.Value, command, entry.ToEntry(caller.ToActor(), recorder.Today, profile: null)) { IsProposed = terms.Propose };
        var key = terms.Key is null ? null : new RequestKey(caller.Id, terms.Key, HashOf(http, terms, body.Hash));
        var outcome = await recorder.RecordAsync(
            new([line], caller.Scope) { IfMatch = terms.IfMatch, ValidateOnly = terms.ValidateOnly, Key = key, ActsAlone = caller.ActsAlone() }, http.RequestAborted);
        Outcomes.Count(row.Route, outcome, figures);
        return await answers.AnswerAsync(http, command, outcome);
    }

    private static readonly Fault InAnothersName = new("actor", "提请和审批须由本人办理。", "Whoever proposes or decides does so in his own name.");

    private static async Task<((JsonElement Root, byte[] Hash)? Body, IResult? Problem)> BodyAsync(HttpContext http)
    {
        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.CommandLimit, "application/json");
        return unread is not null ? (null, unread)
            : JsonBody.Parse(bytes, out var broken) is { } body ? (body, null) : (null, Problem.Faults([broken!], ProblemKind.Malformed));
    }

    private readonly record struct Terms(long? IfMatch, string? Key, bool ValidateOnly, bool Propose);

    // What the query and the headers say beside the body.
    private static IResult? Preconditions(HttpContext http, CommandRow row, out Terms terms)
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
    private async Task<(Guid? Hazard, JsonObject Path)> AddressAsync(HttpContext http, CommandRow row)
    {
        if (row.Command == typeof(RegisterHazard))
        {
            return (Guid.CreateVersion7(), []);
        }

        var hazard = await addresses.FindAsync((string?)http.Request.RouteValues["id"] ?? "", http.RequestAborted);
        if (hazard is null || CommandPath.Read(row, http.Request.RouteValues) is not { } path)
        {
            return (null, []);
        }

        if (row.Command != typeof(CancelEntry))
        {
            return (hazard, path);
        }

        var named = await ledger.ReadAllAsync((long)path["position"]! - 1, 1, http.RequestAborted) is [var entry] && entry.Stream == hazard ? entry : null;
        path["version"] = named?.Version;
        return (named is null ? null : hazard, path);
    }

    // The same key on another route is another request; so is the same command when it is only proposed.
    private static byte[] HashOf(HttpContext http, Terms terms, byte[] bodyHash) => System.Security.Cryptography.SHA256.HashData(
        [.. System.Text.Encoding.UTF8.GetBytes(http.Request.Path.Value + (terms.Propose ? "?propose\n" : "\n")), .. bodyHash]);
}
