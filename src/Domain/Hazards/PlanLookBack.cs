using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A closed hazard is to be looked at again by a day (回头看计划). A later plan takes the place of an earlier one.</summary>
/// <param name="Organisation">Who is to go; may stay open.</param>
public sealed record PlanLookBack(DateOnly DueOn, string? Organisation) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(PlanLookBack command, Entry entry, Hazard hazard) => command switch
    {
        _ when hazard.LookBackPlan == new LookBackPlan(command.DueOn, command.Organisation) => [],
        _ when command.DueOn < entry.OccurredOn && !entry.IsHistorical => LookBackDueNotAhead,
        _ => [new LookBackPlanned(command.DueOn, command.Organisation)],
    };
}
