using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Somebody goes back to a closed hazard to see whether the closing holds (回头看). Reopening is a step of its own.</summary>
public sealed record LookBack(LookBackOutcome Outcome, IReadOnlyList<string> Inspectors) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(LookBack command, Entry entry) => command.Inspectors.Count == 0 && !entry.Lacks("inspectors")
        ? LookBackInspectorRequired
        : [new LookBackPerformed(command.Outcome, command.Inspectors)];
}
