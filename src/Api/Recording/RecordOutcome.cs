using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Api.Recording;

/// <summary>Every answer to a request to record. Refusals are values.</summary>
public abstract record RecordOutcome
{
    private protected RecordOutcome()
    {
    }
}

/// <summary>It stands in the ledger now, or stood there already under the same idempotency key.</summary>
/// <param name="Hazard">The hazard that the (last) command was posted to.</param>
/// <param name="Version">Its version with these events.</param>
/// <param name="FirstPosition">Position of the first event; the others follow without a gap.</param>
/// <param name="Count">Number of events.</param>
public sealed record Recorded(Guid Hazard, long Version, long FirstPosition, int Count) : RecordOutcome
{
    public long LastPosition => FirstPosition + Count - 1;

    /// <summary>The events as they stand in the ledger, each with its hazard; null when they were recorded before and have to be read.</summary>
    public IReadOnlyList<(Guid Hazard, RecordedFact Fact)>? Facts { get; init; }
}

/// <summary>The ledger says so already; nothing was recorded.</summary>
public sealed record AlreadySo(Guid Hazard, long Version) : RecordOutcome;

/// <summary>It would be recorded: the answer to validateOnly.</summary>
public sealed record WouldRecord(Guid Hazard, long Version, IReadOnlyList<HazardEvent> Events) : RecordOutcome;

/// <summary>A rule says no.</summary>
/// <param name="Line">Index of the command in its request.</param>
public sealed record RefusedByRule(Refusal Refusal, Guid Hazard, Hazard State, long Version, int Line) : RecordOutcome
{
    /// <summary>The refused command's route, its last words.</summary>
    public string? Route { get; init; }
}

/// <summary>If-Match named another version.</summary>
public sealed record StaleVersion(Guid Hazard, long Version) : RecordOutcome;

/// <summary>No such hazard, or not within what the caller may see.</summary>
public sealed record HazardNotFound(int Line) : RecordOutcome;

/// <summary>The area or sector lies outside of what the caller's key may record.</summary>
public sealed record OutsideScope(int Line) : RecordOutcome;

/// <summary>The idempotency key was used with another body.</summary>
public sealed record KeyReused : RecordOutcome;

/// <summary>The hazard moved under us five times: ask again.</summary>
public sealed record TooBusy : RecordOutcome;
