using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>Takes one step of a report from the wire to the ledger and its answer back: the same headers and the same entry as a command to a hazard.</summary>
public sealed class ReportDesk(Ledger ledger, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>Answers one step.</summary>
    /// <param name="http">The request.</param>
    /// <param name="check">Adds what is wrong with the body's form.</param>
    /// <param name="decide">Decides on the newest state; called again when the stream moved.</param>
    public async Task<IResult> AnswerAsync<T>(HttpContext http, Action<T, List<Fault>> check, Func<T, Entry, Task<ReportAttempt>> decide) where T : notnull
    {
        if (RuleDesk.Terms(http, out var ifMatch, out var key, out var validateOnly) is { } bad)
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
        if (RuleDesk.Read(body.Root, check, faults) is not var (command, entry) || faults.Count > 0)
        {
            return Http.Problem.Faults(faults);
        }

        var caller = http.Caller();
        var terms = new ReportTerms(ifMatch, key is null ? null : new(caller.Id, key, RuleDesk.HashOf(http, body.Hash)), validateOnly);
        var outcome = await RecordAsync(terms, entry.ToEntry(caller.ToActor(), clock.Today(), profile: null), said => decide(command, said), http.RequestAborted);
        return await AnswerAsync(http, outcome);
    }

    /// <summary>Decides on a step and appends it, whichever door it came in by; decides again when the stream moved meanwhile.</summary>
    public async Task<ReportOutcome> RecordAsync(ReportTerms terms, Entry entry, Func<Entry, Task<ReportAttempt>> decide, CancellationToken ct)
    {
        if (terms.Key is { } key && await ledger.FindRequestAsync(key.Caller, key.Key, ct) is { } before)
        {
            return before.BodyHash.AsSpan().SequenceEqual(key.BodyHash) ? await StandsAsync(before.FirstPosition, ct) : new ReportOutcome.No(ProblemKind.KeyReused);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (step, problem) = entry.OccurredOn > clock.Today()
                ? new(new(Guid.Empty, "", 0, HazardRefusals.OccurredInFuture), null) : await decide(entry);
            if (problem is not null || step is null)
            {
                return new ReportOutcome.No(problem ?? ProblemKind.NotFound);
            }

            if (terms.IfMatch is { } expected && expected != step.Version)
            {
                return new ReportOutcome.Stale(step.Version);
            }

            if (await TryAsync(terms, entry, step, ct) is { } outcome)
            {
                return outcome;
            }
        }

        return new ReportOutcome.No(ProblemKind.Unavailable);
    }

    // Null: the stream moved, decide again.
    private async Task<ReportOutcome?> TryAsync(ReportTerms terms, Entry entry, ReportStep step, CancellationToken ct)
    {
        if (step.Decision.Refusal is { } refusal)
        {
            return new ReportOutcome.Refused(refusal, step.Version);
        }

        if (step.Decision.Event is not { } happened || terms.ValidateOnly)
        {
            return new ReportOutcome.Nothing(step);
        }

        var group = new AppendGroup(
            [new(step.Stream, step.StreamType, step.Version)],
            [new(0, Guid.CreateVersion7(), EventJson.TypeName(happened.GetType()), ReportJson.Data(happened), EventJson.Headers(entry))])
        {
            Keys = step.Key is { } claim ? [claim] : [],
            Request = terms.Key,
        };
        return await ledger.AppendAsync(group, ct) switch
        {
            Appended appended => await StandsAsync(appended.FirstPosition, ct),
            Replayed replayed => await StandsAsync(replayed.FirstPosition, ct),
            RequestKeyReused => new ReportOutcome.No(ProblemKind.KeyReused),
            WrongVersion => null,
            var other => throw new InvalidOperationException($"A step of a report was answered with {other}."),
        };
    }

    private async Task<ReportOutcome> StandsAsync(long position, CancellationToken ct) => new ReportOutcome.Stands((await ledger.ReadRangeAsync(position, 1, ct))[0]);

    private async Task<IResult> AnswerAsync(HttpContext http, ReportOutcome outcome) => outcome switch
    {
        ReportOutcome.Stands stands => Created(http, stands.Recorded),
        ReportOutcome.Nothing nothing => await StampedAsync(http, nothing.Step.Version, Nothing(nothing.Step)),
        ReportOutcome.Stale stale => await StampedAsync(http, stale.Version, Http.Problem.Of(ProblemKind.Stale, more: ("version", stale.Version))),
        ReportOutcome.Refused refused => Http.Problem.Of(
            new ProblemKind(409, refused.Refusal.Code, refused.Refusal.Chinese, refused.Refusal.English), more: ("version", refused.Version)),
        ReportOutcome.No no => Http.Problem.Of(no.Problem),
        _ => throw new InvalidOperationException($"A step of a report ended with {outcome}."),
    };

    private IResult Created(HttpContext http, StoredEvent stored)
    {
        Versions.Stamp(http, stored.Version, clock.Today(), stored.Position);
        if (stored.Type == EventJson.TypeName(typeof(ReportCompiled)))
        {
            http.Response.Headers.Location = $"/v1/reports/{stored.Stream}";
        }

        return Results.Json(
            new { report = stored.Stream, version = stored.Version, position = stored.Position, recorded = new[] { RuleView.Of(stored) } }, EventJson.Options, statusCode: 201);
    }

    private static IResult Nothing(ReportStep step) => Results.Json(
        new
        {
            version = step.Version,
            validated = step.Decision.Event is null ? (bool?)null : true,
            wouldRecord = step.Decision.Event is { } would ? new[] { new { type = EventJson.TypeName(would.GetType()), data = (object)would } } : null,
            recorded = Array.Empty<object>(),
        }, EventJson.Options);

    private async Task<IResult> StampedAsync(HttpContext http, long version, IResult result)
    {
        Versions.Stamp(http, version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
        return result;
    }
}
