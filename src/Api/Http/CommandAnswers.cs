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
                return Results.Json(await BodyAsync(recorded, command, http.Caller().Scope, http.RequestAborted), EventJson.Options, statusCode: 201);
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
    public async Task<object> BodyAsync(Recorded recorded, HazardCommand command, Scope scope, CancellationToken ct)
    {
        var events = await ledger.ReadRangeAsync(recorded.FirstPosition, recorded.Count, ct);
        var told = events.Select(stored => (stored.Stream, Fact: HazardHistories.Told(stored))).ToList();
        var number = events.Where(e => e.Type == "hazard_registered").Select(e => ((HazardRegistered)EventJson.Read(e.Type, e.Data.Span)).Number).FirstOrDefault();
        return new
        {
            id = recorded.Hazard,
            number,
            version = recorded.Version,
            position = recorded.LastPosition,
            recorded = told.Select(one => EventView.Of(one.Stream, one.Fact)),
            flags = await flags.OfAsync(told.SelectMany(one => one.Fact.Entry.Evidence.Select(cited => (one.Stream, cited.Sha256))), ct),
            similar = command is RegisterHazard registration
                ? await register.SimilarAsync(
                    scope, registration.Area, registration.Place, registration.Enterprise ?? registration.Site, registration.Category, recorded.Hazard, clock.Today(), ct) : null,
        };
    }
}
