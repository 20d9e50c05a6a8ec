using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The supervising organ approves a plan or sends it back (方案审核).</summary>
public sealed record DecidePlan(PlanVerdict Decision, string? Comments) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DecidePlan command, Entry entry, Hazard hazard, Desk desk) => (command.Decision, hazard.Plan) switch
    {
        (PlanVerdict.Approved, { Status: PlanStatus.Approved }) or (PlanVerdict.Returned, { Status: PlanStatus.Returned }) => [],
        (_, { } plan) when entry.IsBy(plan.SubmittedBy) && Separates(desk, SeparateDuties.PlanningAndApproving, entry) => OwnRequest,
        (PlanVerdict.Approved, _) => [new RectificationPlanApproved(command.Comments)],
        _ => [new RectificationPlanReturned(command.Comments)],
    };
}
