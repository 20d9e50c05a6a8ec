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
        var terms = new Terms(ifMatch, key is null ? null : new(caller.Id, key, RuleDesk.HashOf(http, body.Hash)), validateOnly);
        return await RecordAsync(http, terms, entry.ToEntry(caller.ToActor(), clock.Today(), profile: null), said => decide(command, said));
    }

    private async Task<IResult> RecordAsync(HttpContext http, Terms terms, Entry entry, Func<Entry, Task<ReportAttempt>> decide)
    {
        var ct = http.RequestAborted;
        if (terms.Key is { } key && await ledger.FindRequestAsync(key.Caller, key.Key, ct) is { } before)
        {
            return before.BodyHash.AsSpan().SequenceEqual(key.BodyHash) ? await StandsAsync(http, before.FirstPosition) : Http.Problem.Of(ProblemKind.KeyReused);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (step, problem) = entry.OccurredOn > clock.Today() ? new(null, Refused(HazardRefusals.OccurredInFuture, 0)) : await decide(entry);
            if (problem is not null || step is null)
            {
                return problem ?? Http.Problem.Of(ProblemKind.NotFound);
            }

            if (terms.IfMatch is { } expected && expected != step.Version)
            {
                return await StampedAsync(http, step.Version, Http.Problem.Of(ProblemKind.Stale, more: ("version", step.Version)));
            }

            if (await TryAsync(http, terms, entry, step) is { } answer)
            {
                return answer;
            }
        }

        return Http.Problem.Of(ProblemKind.Unavailable);
    }

    // Null: the stream moved, decide again.
    private async Task<IResult?> TryAsync(HttpContext http, Terms terms, Entry entry, ReportStep step)
    {
        if (step.Decision.Refusal is { } refusal)
        {
            return Refused(refusal, step.Version);
        }

        if (step.Decision.Event is not { } happened || terms.ValidateOnly)
        {
            return await NothingAsync(http, step);
        }

        var group = new AppendGroup(
            [new(step.Stream, step.StreamType, step.Version)],
            [new(0, Guid.CreateVersion7(), EventJson.TypeName(happened.GetType()), ReportJson.Data(happened), EventJson.Headers(entry))])
        {
            Keys = step.Key is { } claim ? [claim] : [],
            Request = terms.Key,
        };
        return await ledger.AppendAsync(group, http.RequestAborted) switch
        {
            Appended appended => await StandsAsync(http, appended.FirstPosition),
            Replayed replayed => await StandsAsync(http, replayed.FirstPosition),
            RequestKeyReused => Http.Problem.Of(ProblemKind.KeyReused),
            WrongVersion => null,
            var other => throw new InvalidOperationException($"A step of a report was answered with {other}."),
        };
    }

    private async Task<IResult> StandsAsync(HttpContext http, long position)
    {
        var stored = (await ledger.ReadRangeAsync(position, 1, http.RequestAborted))[0];
        Versions.Stamp(http, stored.Version, clock.Today(), stored.Position);
        if (stored.Type == EventJson.TypeName(typeof(ReportCompiled)))
        {
            http.Response.Headers.Location = $"/v1/reports/{stored.Stream}";
        }

        return Results.Json(
            new { report = stored.Stream, version = stored.Version, position = stored.Position, recorded = new[] { RuleView.Of(stored) } }, EventJson.Options, statusCode: 201);
    }

    private Task<IResult> NothingAsync(HttpContext http, ReportStep step) => StampedAsync(http, step.Version, Results.Json(
        new
        {
            version = step.Version,
            validated = step.Decision.Event is null ? (bool?)null : true,
            wouldRecord = step.Decision.Event is { } would ? new[] { new { type = EventJson.TypeName(would.GetType()), data = (object)would } } : null,
            recorded = Array.Empty<object>(),
        }, EventJson.Options));

    private async Task<IResult> StampedAsync(HttpContext http, long version, IResult result)
    {
        Versions.Stamp(http, version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
        return result;
    }

    private static IResult Refused(Refusal refusal, long version) =>
        Http.Problem.Of(new ProblemKind(409, refusal.Code, refusal.Chinese, refusal.English), more: ("version", version));

    private sealed record Terms(long? IfMatch, RequestKey? Key, bool ValidateOnly);
}
