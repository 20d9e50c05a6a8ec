using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>It was fixed during the visit and somebody saw it (立行立改).</summary>
public sealed record RectifyOnTheSpot(string Measures, string Verifier) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RectifyOnTheSpot command, Entry entry, Hazard hazard, Story story, Desk desk) => hazard switch
    {
        { Acceptance: { OnTheSpot: true } acceptance } when acceptance.On == entry.OccurredOn => [],
        _ when entry.OccurredOn > hazard.DiscoveredOn.AddDays(1) && !entry.IsHistorical => TooLateForOnTheSpot,
        _ when LacksEvidence(Policies.EvidenceDuty.OnTheSpot, entry, desk) => EvidenceRequired,
        _ => Settled(new HazardRectifiedOnTheSpot(command.Measures, command.Verifier), entry, hazard, story, desk),
    };
}
