using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

public static partial class HazardOrder
{
    private static Dictionary<Type, Func<Hazard, Refusal?>> SupervisionRows => new()
    {
        [typeof(AssignmentAccepted)] = Answerable,
        [typeof(AssignmentRejected)] = Answerable,
        [typeof(HazardTransferred)] = Open,
        [typeof(ListingEscalated)] = hazard => hazard.Listing is null ? NotListed : Open(hazard),
        [typeof(RectificationOverdueRecorded)] = _ => null,
        [typeof(NoticeIssued)] = hazard => hazard.Lifecycle == Lifecycle.Closed ? HazardIsClosed : null,
        [typeof(PenaltyCaseOpened)] = _ => null,
        [typeof(PenaltyDecided)] = Punishable,
        [typeof(PenaltyRevoked)] = Punishable,
        [typeof(DailyFineStarted)] = hazard => hazard switch
        {
            { Lifecycle: Lifecycle.Registered } or { Lifecycle: Lifecycle.Rectifying, OrderDays.Count: 0 } => NotOrdered,
            { Lifecycle: Lifecycle.PendingAcceptance } => AwaitsAcceptance,
            { Lifecycle: not Lifecycle.Rectifying } => Finished(hazard),
            _ => hazard.PenaltyCases.Any(penalty => penalty.IsFined) ? null : NotFined,
        },
        [typeof(OnSiteNoticePosted)] = hazard => hazard.Listing is null ? NotListed : null,
        [typeof(PubliclyExposed)] = _ => null,
        [typeof(LookBackPlanned)] = LookedBackAt,
        [typeof(LookBackPerformed)] = LookedBackAt,
        [typeof(RewardDecided)] = _ => null,
    };

    private static Refusal? Open(Hazard hazard) =>
        hazard.Lifecycle is Lifecycle.Registered or Lifecycle.Rectifying or Lifecycle.PendingAcceptance ? null : Finished(hazard);

    private static Refusal? Answerable(Hazard hazard) => hazard.Handover is { Status: RequestStatus.Pending } ? null : NoAssignmentPending;

    private static Refusal? LookedBackAt(Hazard hazard) => hazard.Lifecycle == Lifecycle.Closed ? null : LookBackNeedsClosing;

    private static Refusal? Punishable(Hazard hazard) => hazard.PenaltyCases.Count == 0 ? PenaltyCaseUnknown : null;

    private static Refusal? RefusesSupervision(HazardEvent recorded, Hazard before) => recorded switch
    {
        ListingEscalated escalated when before.Listing?.ListingNo != escalated.ListingNo => NotListed,
        ListingEscalated escalated when before.Listing.Level >= escalated.Level => NotHigherLevel,
        OnSiteNoticePosted posted when before.Listing?.ListingNo != posted.ListingNo => NotListed,
        DailyFineStarted started when !before.PenaltyCases.Any(penalty => penalty.IsFined && penalty.CaseNo == started.CaseNo) => NotFined,
        DailyFineStarted started when before.DailyFines.Any(fine => fine.CaseNo == started.CaseNo) => DailyFineRuns,
        DailyFineStarted started when !before.OrderDays.Contains(started.From.AddDays(-1)) => DailyFineFromOrder,
        PenaltyDecided decided => before.PenaltyCases.FirstOrDefault(penalty => penalty.CaseNo == decided.CaseNo) switch
        {
            null => PenaltyCaseUnknown,
            { DecidedOn: not null } => PenaltyIsDecided,
            _ => null,
        },
        PenaltyRevoked revoked => before.PenaltyCases.FirstOrDefault(penalty => penalty.CaseNo == revoked.CaseNo) switch
        {
            null => PenaltyCaseUnknown,
            { DecidedOn: null } => PenaltyNotDecided,
            { RevokedOn: not null } => PenaltyIsRevoked,
            _ => null,
        },
        _ => null,
    };
}
