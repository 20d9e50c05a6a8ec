using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>Takes one change of the rules from the wire to the ledger and its answer back: the same headers and the same entry as a command to a hazard.</summary>
public sealed class RuleDesk(RuleRecorder recorder, Ledger ledger, TimeProvider clock)
{
    private static readonly Shape EntryShape = Shape.Of(typeof(EntryBody));

    /// <summary>Answers a change; what it changes must lie within the caller's scope.</summary>
    public async Task<IResult> AnswerAsync<T>(HttpContext http, Action<T, List<Fault>> check) where T : RuleCommand
    {
        if (Terms(http, out var ifMatch, out var key, out var validateOnly) is { } bad)
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
            return Http.Problem.Faults([broken!], ProblemKind.Malformed);
        }

        var faults = new List<Fault>();
        if (Read(body.Root, check, faults) is not var (command, entry) || faults.Count > 0)
        {
            return Http.Problem.Faults(faults);
        }

        if (!MayChange(command, http.Caller().Scope))
        {
            return Http.Problem.Of(ProblemKind.OutsideScope);
        }

        var caller = http.Caller();
        var outcome = await recorder.RecordAsync(
            new(command, entry.ToEntry(caller.ToActor(), clock.Today(), profile: null))
            {
                Key = key is null ? null : new(caller.Id, key, HashOf(http, body.Hash)), IfMatch = ifMatch, ValidateOnly = validateOnly,
            }, http.RequestAborted);
        return await AnswerAsync(http, outcome);
    }

    // What the query and the headers say beside the body.
    internal static IResult? Terms(HttpContext http, out long? ifMatch, out string? key, out bool validateOnly)
    {
        var query = new Query(http);
        validateOnly = query.Flag("validateOnly") ?? false;
        var (goodVersion, goodKey) = (Versions.TryIfMatch(http, out ifMatch), Versions.TryIdempotencyKey(http, out key));
        return query.Problem() ?? (!goodVersion ? Http.Problem.Faults([Fault.Form("If-Match", "\"<version>\"")], ProblemKind.BadParameter)
            : !goodKey ? Http.Problem.Faults([Fault.Form("Idempotency-Key", "1–128")], ProblemKind.BadParameter)
            : null);
    }

    // A body with the command's members and the entry's, for every desk beside that of the hazards.
    internal static (T Command, EntryBody Entry)? Read<T>(JsonElement body, Action<T, List<Fault>> check, List<Fault> faults) where T : notnull
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Fault.Form("", "object"));
            return null;
        }

        var shape = Shape.Of(typeof(T));
        Shape.RefuseUnknown(body, faults, shape, EntryShape);
        var command = (T)shape.Read(body, faults);
        var entry = (EntryBody)EntryShape.Read(body, faults);
        if (faults.Count > 0)
        {
            return null;
        }

        check(command, faults);
        RuleForms.Check(entry, faults);
        return (command, entry);
    }

    // Whoever keeps one county's rules changes that county's; the calendar and the whole ledger's rules are for keys without limits.
    private static bool MayChange(RuleCommand command, Scope scope) => scope is { Sectors.Count: 0, Party: null }
        && (scope.Areas.Count == 0 || (command is ChangePolicy { Jurisdiction: { Length: > 0 } area } && scope.Covers(area, "", null)));

    private async Task<IResult> AnswerAsync(HttpContext http, RuleOutcome outcome)
    {
        switch (outcome)
        {
            case RuleOutcome.Stands stands:
                var last = stands.Events[^1];
                Versions.Stamp(http, last.Version, clock.Today(), last.Position);
                return Results.Json(
                    new { version = last.Version, position = last.Position, recorded = stands.Events.Select(RuleView.Of) }, EventJson.Options, statusCode: 201);
            case RuleOutcome.NothingRecorded nothing:
                Versions.Stamp(http, nothing.Version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
                return Results.Json(
                    new
                    {
                        version = nothing.Version,
                        validated = nothing.Would is null ? (bool?)null : true,
                        wouldRecord = nothing.Would is { } would ? new[] { new { type = EventJson.TypeName(would.GetType()), data = (object)would } } : null,
                        recorded = Array.Empty<object>(),
                    }, EventJson.Options);
            case RuleOutcome.Refused refused:
                return Http.Problem.Of(new ProblemKind(409, refused.Refusal.Code, refused.Refusal.Chinese, refused.Refusal.English), more: ("version", refused.Version));
            case RuleOutcome.Stale stale:
                Versions.Stamp(http, stale.Version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
                return Http.Problem.Of(ProblemKind.Stale, more: ("version", stale.Version));
            case RuleOutcome.KeyUsed:
                return Http.Problem.Of(ProblemKind.KeyReused);
            default:
                return Http.Problem.Of(ProblemKind.Unavailable);
        }
    }

    internal static byte[] HashOf(HttpContext http, byte[] bodyHash) => SHA256.HashData([.. Encoding.UTF8.GetBytes(http.Request.Path.Value + "\n"), .. bodyHash]);
}
