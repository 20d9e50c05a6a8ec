using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

public static partial class HazardPostings
{
    private static Cause CauseOf(HazardEvent recorded) => recorded switch
    {
        HazardRegistered => Cause.Found,
        HazardGraded => Cause.Graded,
        HazardUpgraded => Cause.Upgraded,
        HazardDowngraded => Cause.Downgraded,
        HazardRectifiedOnTheSpot => Cause.RectifiedOnTheSpot,
        HazardAssigned => Cause.Assigned,
        RectificationOrdered => Cause.Ordered,
        SelfRectificationStarted => Cause.SelfRectificationStarted,
        RectificationCompletionReported => Cause.CompletionReported,
        AcceptancePassed => Cause.AcceptancePassed,
        AcceptanceFailed => Cause.AcceptanceFailed,
        HazardClosed => Cause.Closed,
        HazardListed => Cause.Listed,
        HazardDelisted => Cause.Delisted,
        HazardReopened => Cause.Reopened,
        ExtensionApproved => Cause.Extended,
        ListingEscalated => Cause.Escalated,
        HazardTransferred => Cause.Transferred,
        AssignmentRejected => Cause.TransferRejected,
        RectificationPlanSubmitted => Cause.Planned,
        RectificationPlanApproved or RectificationPlanReturned => Cause.PlanDecided,
        PenaltyDecided => Cause.Penalised,
        PenaltyRevoked => Cause.PenaltyRevoked,
        HazardCorrected { EffectiveOn: not null } => Cause.Corrected,
        HazardMerged => Cause.Merged,
        HazardVoided => Cause.Voided,
        _ => Cause.None, // since registration, or without effect on where it stands: the day's other steps are the cause
    };

    // Things that happen and do not stand: each is one more under its code, for ever, with the dims of its day.
    private static IEnumerable<short> HappeningOf(HazardEvent recorded) => recorded switch
    {
        HazardReopened => [Account.Reopened],
        PubliclyExposed => [Account.Exposed],
        NoticeIssued => [Account.Notice],
        _ => [],
    };

    private static Cause CauseOf(short happened) => happened switch
    {
        Account.Reopened => Cause.Reopened,
        Account.Exposed => Cause.Exposed,
        _ => Cause.Noticed,
    };

    // Beside the unit account: plans of unfinished major hazards, and penalties that stand.
    private static IEnumerable<Standing> MemosOf(Hazard hazard, Dims dims, string party)
    {
        if (hazard is { Grade: Grade.Major, IsFinished: false, Plan: { Status: not PlanStatus.Returned } plan })
        {
            yield return new(Account.Planned, hazard.DiscoveredOn, plan.SubmittedOn, dims, party, "");
            if (plan.FiveElementsReached)
            {
                yield return new(Account.FiveElements, hazard.DiscoveredOn, plan.SubmittedOn, dims, party, "");
            }
        }

        foreach (var penalty in hazard.PenaltyCases.Where(penalty => penalty is { DecidedOn: not null, RevokedOn: null }))
        {
            yield return new(Account.Penalty, penalty.DecidedOn!.Value, null, dims, party, penalty.CaseNo);
        }
    }
}
