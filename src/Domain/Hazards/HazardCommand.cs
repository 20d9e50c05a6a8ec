namespace HazardLedger.Domain.Hazards;

/// <summary>Something that somebody wants recorded about a hazard. Its members are the body of its HTTP route, and of what is proposed:
/// stored for ever like an event's, they are only added to (nullable).</summary>
public abstract record HazardCommand;

/// <summary>One row of the command table: the route's last words, the command's type, the steps that it can record. An approval
/// has none of its own: it records what was proposed.</summary>
public sealed record CommandRow(string Route, Type Command, IReadOnlyList<Type> Steps)
{
    /// <summary>True when it can be proposed: everything that happens to a hazard that is there, but not the answer to a proposal.</summary>
    public bool CanBeProposed => Command != typeof(RegisterHazard) && !AnswersProposal;

    /// <summary>True for the approval and the refusal of what another person proposed.</summary>
    public bool AnswersProposal => Command == typeof(ApproveProposal) || Command == typeof(RefuseProposal);
}

/// <summary>The command table: what can be posted to a hazard.</summary>
public static class HazardCommands
{
    public static IReadOnlyList<CommandRow> All { get; } =
    [
        Row<RegisterHazard>("registrations", typeof(HazardRegistered)),
        Row<GradeHazard>("gradings", typeof(HazardGraded), typeof(HazardUpgraded), typeof(HazardDowngraded)),
        Row<RectifyOnTheSpot>("on-the-spot-rectifications", typeof(HazardRectifiedOnTheSpot)),
        Row<ImposeControl>("interim-controls", typeof(InterimControlImposed)),
        Row<ExtendControl>("extensions", typeof(InterimControlExtended)),
        Row<LiftControl>("liftings", typeof(InterimControlLifted)),
        Row<RequestResumption>("resumption-requests", typeof(ResumptionRequested)),
        Row<DecideResumption>("resumption-decisions", typeof(ResumptionApproved), typeof(ResumptionRefused)),
        Row<AssignHazard>("assignments", typeof(HazardAssigned)),
        Row<AnswerAssignment>("assignment-answers", typeof(AssignmentAccepted), typeof(AssignmentRejected)),
        Row<TransferHazard>("transfers", typeof(HazardTransferred)),
        Row<OrderRectification>("rectification-orders", typeof(RectificationOrdered)),
        Row<StartSelfRectification>("self-rectifications", typeof(SelfRectificationStarted)),
        Row<SubmitPlan>("plans", typeof(RectificationPlanSubmitted)),
        Row<DecidePlan>("plan-decisions", typeof(RectificationPlanApproved), typeof(RectificationPlanReturned)),
        Row<AddItem>("items", typeof(RectificationItemAdded)),
        Row<CompleteItem>("completions", typeof(RectificationItemCompleted)),
        Row<ReportProgress>("progress-reports", typeof(RectificationProgressReported)),
        Row<RequestExtension>("extension-requests", typeof(ExtensionRequested)),
        Row<DecideExtension>("extension-decisions", typeof(ExtensionApproved), typeof(ExtensionRefused)),
        Row<ReportCompletion>("completion-reports", typeof(RectificationCompletionReported)),
        Row<InspectAcceptance>("acceptance-inspections", typeof(AcceptancePassed), typeof(AcceptanceFailed)),
        Row<CloseHazard>("closures", typeof(HazardClosed)),
        Row<ListForSupervision>("listings", typeof(HazardListed)),
        Row<PublishListing>("listing-publications", typeof(ListingPublished)),
        Row<PostOnSiteNotice>("on-site-notices", typeof(OnSiteNoticePosted)),
        Row<EscalateListing>("listing-escalations", typeof(ListingEscalated)),
        Row<RequestDelisting>("delisting-requests", typeof(DelistingRequested)),
        Row<DelistHazard>("delistings", typeof(HazardDelisted)),
        Row<RevokeListing>("listing-revocations", typeof(ListingRevoked)),
        Row<IssueNotice>("notices", typeof(NoticeIssued)),
        Row<OpenPenaltyCase>("penalty-cases", typeof(PenaltyCaseOpened)),
        Row<DecidePenalty>("penalty-decisions", typeof(PenaltyDecided)),
        Row<RevokePenalty>("penalty-revocations", typeof(PenaltyRevoked)),
        Row<StartDailyFine>("daily-fines", typeof(DailyFineStarted)),
        Row<ExposePublicly>("exposures", typeof(PubliclyExposed)),
        Row<PlanLookBack>("look-back-plans", typeof(LookBackPlanned)),
        Row<LookBack>("look-backs", typeof(LookBackPerformed)),
        Row<ReopenHazard>("reopenings", typeof(HazardReopened)),
        Row<MergeHazard>("mergers", typeof(HazardMerged)),
        Row<VoidHazard>("voidings", typeof(HazardVoided)),
        Row<CorrectHazard>("corrections", typeof(HazardCorrected)),
        Row<CancelEntry>("cancellations", typeof(EntryCancelled)),
        Row<DecideReward>("rewards", typeof(RewardDecided)),
        Row<AddEvidence>("evidence", typeof(EvidenceAdded)),
        Row<AddNote>("notes", typeof(NoteAdded)),
        Row<ApproveProposal>("approvals"),
        Row<RefuseProposal>("refusals", typeof(ProposalRefused)),
    ];

    /// <summary>The row of a command's type.</summary>
    public static CommandRow Of(HazardCommand command) => ByType[command.GetType()];

    private static readonly Dictionary<Type, CommandRow> ByType = All.ToDictionary(row => row.Command);

    private static CommandRow Row<T>(string route, params Type[] steps) where T : HazardCommand => new(route, typeof(T), steps);
}
