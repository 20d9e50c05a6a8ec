namespace HazardLedger.Domain.Hazards;

public static partial class HazardEvolution
{
    // Handovers, escalation and penalties; null for an event of another subject.
    private static Hazard? EvolveSupervision(this Hazard hazard, HazardEvent recorded, Entry entry) => recorded switch
    {
        AssignmentAccepted => hazard with { Handover = hazard.Handover! with { Status = RequestStatus.Approved } },
        AssignmentRejected => hazard.GiveBack(hazard.Handover!),
        HazardTransferred transferred => hazard with
        {
            Regulator = transferred.To, Handover = new(transferred.From ?? entry.Actor.Organisation, transferred.To, IsTransfer: true, RequestStatus.Pending),
        },
        ListingEscalated escalated => hazard.Escalate(escalated, entry),
        PenaltyCaseOpened opened => hazard with { PenaltyCases = [.. hazard.PenaltyCases, new(opened.CaseNo, entry.OccurredOn, opened.DecideBy)] },
        PenaltyDecided decided => hazard.Penalise(decided.CaseNo, penalty => penalty with { DecidedOn = entry.OccurredOn, Fine = decided.Fine ?? 0 }),
        PenaltyRevoked revoked => hazard.Penalise(revoked.CaseNo, penalty => penalty with { RevokedOn = entry.OccurredOn })
            with { DailyFines = [.. hazard.DailyFines.Where(fine => fine.CaseNo != revoked.CaseNo)] },
        DailyFineStarted started => hazard with { DailyFines = [.. hazard.DailyFines, new(started.CaseNo, started.From, started.BaseAmount)] },
        LookBackPlanned planned => hazard with { LookBackPlan = new(planned.DueOn, planned.Organisation) },
        LookBackPerformed => hazard with { LookBackPlan = null },
        RectificationOverdueRecorded or NoticeIssued or OnSiteNoticePosted or PubliclyExposed or RewardDecided => hazard,
        _ => null,
    };

    private static Hazard GiveBack(this Hazard hazard, Handover handover) => hazard with
    {
        Regulator = handover.IsTransfer ? handover.From : hazard.Regulator,
        AssignedTo = handover.IsTransfer ? hazard.AssignedTo : handover.From,
        Handover = handover with { Status = RequestStatus.Refused },
    };

    private static Hazard Escalate(this Hazard hazard, ListingEscalated escalated, Entry entry) =>
        hazard.Rectify(escalated.Deadline) with
        {
            Lifecycle = hazard.Lifecycle,
            DeadlineSetBy = escalated.ListingBody,
            Listings =
            [
                .. hazard.Listings.Select(listing => listing.ListingNo == escalated.ListingNo ? listing with { Status = ListingStatus.Superseded } : listing),
                new(escalated.NewListingNo, escalated.Level, escalated.ListingBody, entry.OccurredOn, escalated.Deadline, ListingStatus.Active),
            ],
        };

    private static Hazard Penalise(this Hazard hazard, string caseNo, Func<PenaltyCase, PenaltyCase> change) => hazard with
    {
        PenaltyCases = [.. hazard.PenaltyCases.Select(penalty => penalty.CaseNo == caseNo ? change(penalty) : penalty)],
    };
}
