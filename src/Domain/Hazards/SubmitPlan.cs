using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The responsible unit submits its plan for a major or listed hazard (报送治理方案; Order 16 of 2007, Art. 15). Funds in whole yuan.</summary>
public sealed record SubmitPlan(
    IReadOnlyList<string> Measures, string? ResponsibleUnit, string? ResponsiblePerson, PlanFunds? Funds, DateOnly? Deadline,
    string? ContingencyPlan, string? InterimMeasures, string? Goal) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(SubmitPlan command, Entry entry, Hazard hazard, Story story)
    {
        var plan = new RectificationPlanSubmitted(
            command.Measures, command.ResponsibleUnit, command.ResponsiblePerson, command.Funds, command.Deadline,
            command.ContingencyPlan, command.InterimMeasures, command.Goal);
        return hazard switch
        {
            { Plan.Status: PlanStatus.Pending } when story.Standing.Any(fact => fact.Entry.OccurredOn == hazard.Plan.SubmittedOn && IsSame(fact.Event, plan)) => [],
            _ when !NamesFiveElements(plan) && !entry.Lacks("fiveElements") => FiveElementsRequired,
            _ when command.Deadline > hazard.Deadline && !entry.IsHistorical => PlanBeyondDeadline,
            _ => [plan],
        };
    }

    internal static bool NamesFiveElements(RectificationPlanSubmitted plan) =>
        plan is { Measures.Count: > 0, Funds: not null, Deadline: not null }
        && IsSaid(plan.ResponsibleUnit) && IsSaid(plan.ResponsiblePerson) && IsSaid(plan.ContingencyPlan) && IsSaid(plan.InterimMeasures);

    private static bool IsSaid(string? text) => !string.IsNullOrWhiteSpace(text);

    // Records compare their lists by reference.
    private static bool IsSame(HazardEvent recorded, RectificationPlanSubmitted plan) =>
        recorded is RectificationPlanSubmitted before && before with { Measures = plan.Measures } == plan
        && before.Measures.SequenceEqual(plan.Measures, StringComparer.Ordinal);
}
