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
}
