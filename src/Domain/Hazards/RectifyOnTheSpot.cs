using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>It was fixed during the visit and somebody saw it (立行立改).</summary>
public sealed record RectifyOnTheSpot(string Measures, string Verifier) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RectifyOnTheSpot command, Entry entry, Hazard hazard) => hazard switch
    {
        { Acceptance: { OnTheSpot: true } acceptance } when acceptance.On == entry.OccurredOn => [],
        _ when entry.OccurredOn > hazard.DiscoveredOn.AddDays(1) && !entry.IsHistorical => TooLateForOnTheSpot,
        _ when entry.Evidence.Count == 0 && !entry.Lacks("evidence") => EvidenceRequired,
        _ => [new HazardRectifiedOnTheSpot(command.Measures, command.Verifier)],
    };
}
