using HazardLedger.Api.Evidence;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;
using HazardLedger.Api.Access;

namespace HazardLedger.Api.Http;

/// <summary>Outcomes of recording as HTTP answers.</summary>
public sealed class CommandAnswers(Ledger ledger, HazardRegister register, EvidenceFlags flags, TimeProvider clock)
{
    /// <summary>Status, headers and body of one command's outcome.</summary>
    public async Task<IResult> AnswerAsync(HttpContext http, HazardCommand command, RecordOutcome outcome)
    {
        switch (outcome)
        {
            case Recorded recorded:
                Versions.Stamp(http, recorded.Version, clock.Today(), recorded.LastPosition);
                http.Response.Headers.Location = $"/v1/hazards/{recorded.Hazard}";
                return JsonText.Of(await BodyAsync(recorded, command, http.Caller().Scope, http.RequestAborted), 201);
            case AlreadySo so:
                Versions.Stamp(http, so.Version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
                return Results.Json(new { id = so.Hazard, version = so.Version, recorded = Array.Empty<object>() }, EventJson.Options);
            case WouldRecord would:
                Versions.Stamp(http, null, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
                return Results.Json(
                    new { validated = true, wouldRecord = would.Events.Select(e => new { type = EventJson.TypeName(e.GetType()), data = (object)e }), recorded = Array.Empty<object>() },
                    EventJson.Options);
            case StaleVersion stale:
                Versions.Stamp(http, stale.Version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
                return ProblemOf(outcome)!;
            default:
                return ProblemOf(outcome)!;
        }
    }

    /// <summary>The problem that an outcome is, or null when it is none.</summary>
    public static IResult? ProblemOf(RecordOutcome outcome, bool inBatch = false) => outcome switch
    {
        RefusedByRule refused => Problem.Refused(refused, inBatch),
        StaleVersion stale => Problem.Of(ProblemKind.Stale, more: ("version", stale.Version)),
        HazardNotFound missing => Problem.Of(ProblemKind.NotFound, more: ("line", inBatch ? missing.Line : null)),
        OutsideScope outside => Problem.Of(ProblemKind.OutsideScope, more: ("line", inBatch ? outside.Line : null)),
        KeyReused => Problem.Of(ProblemKind.KeyReused),
        TooBusy => Problem.Of(ProblemKind.Unavailable),
        _ => null,
    };

    /// <summary>The body of a 201: the events as they stand in the ledger, odd files that they cite, and for a registration what looks like it.</summary>
    public async Task<RecordedAnswer> BodyAsync(Recorded recorded, HazardCommand command, Scope scope, CancellationToken ct)
    {
        var facts = recorded.Facts ?? [.. (await ledger.ReadRangeAsync(recorded.FirstPosition, recorded.Count, ct)).Select(stored => (stored.Stream, HazardHistories.Told(stored)))];
        var cited = facts.Any(told => told.Fact.Entry.Evidence.Count > 0);
        return new(
            recorded.Hazard,
            facts.Select(told => told.Fact.Event).OfType<HazardRegistered>().FirstOrDefault()?.Number,
            recorded.Version,
            recorded.LastPosition,
            [.. facts.Select(told => EventView.Of(told.Hazard, told.Fact))],
            cited ? await flags.OfAsync(facts.SelectMany(told => told.Fact.Entry.Evidence.Select(cited => (told.Hazard, cited.Sha256))), ct) : [],
            command is RegisterHazard registration ? await register.SimilarAsync(scope, registration, recorded.Hazard, clock.Today(), ct) : null);
    }
}

/// <summary>What was recorded, as it is answered.</summary>
/// <param name="Id">The hazard that the command was posted to.</param>
/// <param name="Number">The number that a registration was given; null for other commands.</param>
/// <param name="Version">The hazard's version now.</param>
/// <param name="Position">Place of the last event in the ledger.</param>
/// <param name="Recorded">The events in the order of recording.</param>
/// <param name="Flags">Cited files that deserve a second look.</param>
/// <param name="Similar">For a registration, what looks like it; null for other commands.</param>
public sealed record RecordedAnswer(
    Guid Id, string? Number, long Version, long Position, IReadOnlyList<EventView> Recorded, IReadOnlyList<FlaggedFile> Flags, IReadOnlyList<SimilarHazard>? Similar);
