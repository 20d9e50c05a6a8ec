using HazardLedger.Domain.Hazards;
using Stage = HazardLedger.Domain.Hazards.Lifecycle;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace HazardLedger.MartenReader;

/// <summary>One hazard, aggregated from its stream in the order of recording. A card for a reader: the ledger's own state also knows legal
/// days, corrections and cancelled entries.</summary>
public sealed record HazardCard
{
    public Guid Id { get; init; }

    public string? Number { get; init; }

    public string Area { get; init; } = "";

    public DateOnly DiscoveredOn { get; init; }

    public Grade Grade { get; init; }

    public Lifecycle Lifecycle { get; init; }

    public DateOnly? Deadline { get; init; }

    public string? ListingNo { get; init; }

    public long Version { get; init; }
}

/// <summary>How a card follows from the events: live, when it is asked for.</summary>
public sealed class HazardCardProjection : SingleStreamProjection<HazardCard, Guid>
{
    public override HazardCard? Evolve(HazardCard? snapshot, Guid id, IEvent e)
    {
        var card = snapshot ?? new HazardCard { Id = id };
        return Told(card, e.Data) with { Version = e.Version };
    }

    private static HazardCard Told(HazardCard card, object data) => data switch
    {
        HazardRegistered registered => card with
        {
            Number = registered.Number, Area = registered.Area, DiscoveredOn = registered.DiscoveredOn, Lifecycle = Stage.Registered,
        },
        HazardGraded graded => card with { Grade = graded.Grade },
        HazardUpgraded => card with { Grade = Grade.Major },
        HazardDowngraded => card with { Grade = Grade.General },
        RectificationOrdered ordered => card with { Lifecycle = Stage.Rectifying, Deadline = ordered.Deadline },
        RectificationCompletionReported => card with { Lifecycle = Stage.PendingAcceptance },
        AcceptanceFailed => card with { Lifecycle = Stage.Rectifying },
        AcceptancePassed or HazardRectifiedOnTheSpot => card with { Lifecycle = Stage.Accepted },
        HazardListed listed => card with { ListingNo = listed.ListingNo, Deadline = listed.Deadline },
        HazardDelisted or ListingRevoked => card with { ListingNo = null },
        HazardClosed => card with { Lifecycle = Stage.Closed },
        HazardReopened reopened => card with { Lifecycle = Stage.Rectifying, Deadline = reopened.Deadline },
        HazardMerged => card with { Lifecycle = Stage.Merged },
        HazardVoided => card with { Lifecycle = Stage.Voided },
        _ => card,
    };
}
