namespace HazardLedger.Domain.Hazards;

/// <summary>The registration should never have been (作废). It leaves all figures and stays in the audit.</summary>
public sealed record VoidHazard(VoidReason Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(VoidHazard command, Hazard hazard) => hazard switch
    {
        { Lifecycle: Lifecycle.Voided } => [],
        _ => [new HazardVoided(command.Reason)],
    };
}
