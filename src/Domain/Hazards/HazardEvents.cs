// THE CONTRACT. These records are stored for ever: their names and members are never changed or removed, only added to
// (new members nullable or with a default). A golden file in tests/Domain.Tests/Golden pins each one.
namespace HazardLedger.Domain.Hazards;

/// <summary>Something that happened to a hazard. Stored under the snake_case of its name; its entry travels in the headers.</summary>
public abstract record HazardEvent;

/// <summary>A standard's clause by which a hazard is judged (重大事故隐患判定标准).</summary>
public sealed record Criterion(string Standard, string Clause, string? Version = null);

/// <summary>An expert panel's vote (GB 35181: at least seven experts, two thirds agreeing).</summary>
public sealed record Panel(int Size, int Agree);

/// <summary>A place on earth; the datum (WGS-84, GCJ-02) is kept because Chinese maps shift.</summary>
public sealed record GeoPoint(double Longitude, double Latitude, string Datum);

/// <summary>The id by which another system knows the hazard.</summary>
public sealed record ExternalId(string System, string Id);

/// <summary>Found and entered with a number (登记). The story begins on <see cref="DiscoveredOn"/>.</summary>
public sealed record HazardRegistered(
    string Number, DateOnly DiscoveredOn, DiscoverySource Source, string Area, string Sector, Category Category,
    string? Enterprise, string? Site, string Place, string Description, IReadOnlyList<string> Discoverers,
    GeoPoint? Point, IReadOnlyList<string> Campaigns, string? RecurrenceOf, string? UpperDispatchNo, ExternalId? External) : HazardEvent;

/// <summary>First judged (定级).</summary>
public sealed record HazardGraded(
    Grade Grade, IReadOnlyList<Criterion> Criteria, GradingMethod Method, string Reasons, Panel? Panel, DateOnly? EffectiveOn) : HazardEvent;

/// <summary>From general to major (升级).</summary>
public sealed record HazardUpgraded(
    Grade FromGrade, Grade Grade, IReadOnlyList<Criterion> Criteria, GradingMethod Method, string Reasons, Panel? Panel, DateOnly? EffectiveOn) : HazardEvent;

/// <summary>From major to general (降级); always on the audit list.</summary>
public sealed record HazardDowngraded(
    Grade FromGrade, Grade Grade, IReadOnlyList<Criterion> Criteria, GradingMethod Method, string Reasons, Panel? Panel, DateOnly? EffectiveOn) : HazardEvent;

/// <summary>Fixed during the visit (立行立改).</summary>
public sealed record HazardRectifiedOnTheSpot(string Measures, string Verifier) : HazardEvent;

/// <summary>One line of a seizure's inventory (查封扣押清单).</summary>
public sealed record InventoryItem(string Name, long Quantity, string Unit);

/// <summary>Something is stopped, sealed, cleared or watched until the hazard is gone (临时管控措施). A power cut also says when it
/// starts, when notice of it was given, which principal agreed, and whether it is an emergency (WSL Art. 70).</summary>
public sealed record InterimControlImposed(
    string ControlId, ControlKind Kind, string Scope, DateOnly? Until, IReadOnlyList<InventoryItem>? Items,
    DateTimeOffset? StartsAt = null, DateTimeOffset? NoticeGivenAt = null, string? ApprovedBy = null, bool? Emergency = null) : HazardEvent;

/// <summary>The control goes on until a later day.</summary>
public sealed record InterimControlExtended(string ControlId, DateOnly Until, string Reason) : HazardEvent;

/// <summary>The control is over (解除管控); what was seized is returned, confiscated or destroyed.</summary>
public sealed record InterimControlLifted(string ControlId, string Reason, Disposal? Disposal) : HazardEvent;

/// <summary>The unit asks to take up again what was stopped (复产复工申请). <see cref="ReviewBy"/> is the authority's limit, frozen here.</summary>
public sealed record ResumptionRequested(IReadOnlyList<string> Controls, string? Report, DateOnly ReviewBy, string ReviewByRule) : HazardEvent;

/// <summary>Whoever ordered the stop has looked and agrees (同意复产复工). The controls are lifted apart.</summary>
public sealed record ResumptionApproved(IReadOnlyList<string> Reviewers, string Findings) : HazardEvent;

/// <summary>Whoever ordered the stop has looked and does not agree (不同意复产复工).</summary>
public sealed record ResumptionRefused(IReadOnlyList<string> Reviewers, string Findings) : HazardEvent;

/// <summary>Handed to a responsible unit (交办).</summary>
public sealed record HazardAssigned(string To, string? ResponsiblePerson, string SlipNo, DateOnly? FeedbackDueOn) : HazardEvent;

/// <summary>The receiver takes the assignment or transfer (接收).</summary>
public sealed record AssignmentAccepted : HazardEvent;

/// <summary>The receiver does not take it; it goes back to the sender (退回).</summary>
public sealed record AssignmentRejected(string Reason) : HazardEvent;

/// <summary>Handed over to the authority that has jurisdiction (移送; WSL Art. 69). From this day the hazard is the receiver's in figures by department.</summary>
public sealed record HazardTransferred(string? From, string To, string Reason) : HazardEvent;

/// <summary>Written order with a date (责令限期整改).</summary>
public sealed record RectificationOrdered(
    OrderKind OrderKind, DateOnly Deadline, IReadOnlyList<string> Requirements, DateOnly? ServedOn, string? ServedTo) : HazardEvent;

/// <summary>The enterprise rectifies what it found itself, by a date of its own (自查自改).</summary>
public sealed record SelfRectificationStarted(DateOnly Deadline, string ResponsiblePerson) : HazardEvent;

/// <summary>Money for a rectification, in whole yuan, and whether it is there (资金到位).</summary>
public sealed record PlanFunds(long Amount, string Source, bool Secured);

/// <summary>The plan for a major or listed hazard with its five elements: measures, responsibility, funds, deadline, contingency plan (治理方案).</summary>
public sealed record RectificationPlanSubmitted(
    IReadOnlyList<string> Measures, string? ResponsibleUnit, string? ResponsiblePerson, PlanFunds? Funds, DateOnly? Deadline,
    string? ContingencyPlan, string? InterimMeasures, string? Goal) : HazardEvent;

/// <summary>The supervising organ agrees to the plan (方案审核通过).</summary>
public sealed record RectificationPlanApproved(string? Comments) : HazardEvent;

/// <summary>The plan goes back to be bettered (方案退回).</summary>
public sealed record RectificationPlanReturned(string? Comments) : HazardEvent;

/// <summary>One of the parts into which a compound hazard's work is divided (整改子项). Items are not hazards in any figure.</summary>
public sealed record RectificationItemAdded(int No, string Description, DateOnly? Due) : HazardEvent;

/// <summary>A part of the work is done.</summary>
public sealed record RectificationItemCompleted(int No) : HazardEvent;

/// <summary>How far the work is (整改进展). Funds spent so far in whole yuan.</summary>
public sealed record RectificationProgressReported(int? Percent, string Done, string? Remaining, long? FundsSpent, string? Problems) : HazardEvent;

/// <summary>The responsible unit asks for more time (延期申请). <see cref="DecideBy"/> is the authority's limit, frozen here.</summary>
public sealed record ExtensionRequested(DateOnly Until, string Reason, string MeasuresMeanwhile, DateOnly DecideBy, string DecideByRule) : HazardEvent;

/// <summary>More time is given by whoever set the deadline (同意延期). The first deadline is kept beside the new one.</summary>
public sealed record ExtensionApproved(DateOnly Deadline) : HazardEvent;

/// <summary>No more time is given (不同意延期).</summary>
public sealed record ExtensionRefused : HazardEvent;

/// <summary>The responsible unit says the work is done. <see cref="ReinspectBy"/> is the authority's limit, frozen here.</summary>
public sealed record RectificationCompletionReported(
    DateOnly? CompletedOn, string Measures, long? Cost, string? Report, DateOnly ReinspectBy, string ReinspectByRule) : HazardEvent;

/// <summary>The authority has looked and is satisfied (验收合格).</summary>
public sealed record AcceptancePassed(IReadOnlyList<string> Inspectors) : HazardEvent;

/// <summary>The authority has looked and is not satisfied (验收不合格). Does not move the deadline.</summary>
public sealed record AcceptanceFailed(IReadOnlyList<string> Inspectors, IReadOnlyList<string> Reasons) : HazardEvent;

/// <summary>Struck off the list (销号).</summary>
public sealed record HazardClosed(ClosureKind Kind) : HazardEvent;

/// <summary>Put on a public supervision list (挂牌督办). <see cref="PublishBy"/> is the listing body's limit for making it public, frozen here.</summary>
public sealed record HazardListed(
    string ListingNo, Level Level, string ListingBody, string? BatchNo, string SupervisingUnit, string ResponsibleUnit,
    string? LeaderInCharge, DateOnly Deadline, DateOnly? PlanDueOn, DateOnly? PublishBy = null, string? PublishByRule = null) : HazardEvent;

/// <summary>The listing, or its end, was made public.</summary>
public sealed record ListingPublished(string ListingNo, string Medium, string? Url) : HazardEvent;

/// <summary>A notice board stands where the hazard is (现场公示牌); the entry's evidence shows it.</summary>
public sealed record OnSiteNoticePosted(string ListingNo, string Place) : HazardEvent;

/// <summary>A higher level takes over the supervision (提级督办): the old listing is superseded, the new one leads and sets the deadline.</summary>
public sealed record ListingEscalated(
    string ListingNo, string NewListingNo, Level Level, string ListingBody, DateOnly Deadline, string Reason) : HazardEvent;

/// <summary>Someone asks the listing body to lift the listing.</summary>
public sealed record DelistingRequested(string ListingNo) : HazardEvent;

/// <summary>The listing is lifted (摘牌), which is made public as the listing was, by the limit frozen here.</summary>
public sealed record HazardDelisted(string ListingNo, DelistingGround Ground, DateOnly? PublishBy = null, string? PublishByRule = null) : HazardEvent;

/// <summary>The listing was a mistake: it counts nowhere, on no day.</summary>
public sealed record ListingRevoked(string ListingNo, string Reason) : HazardEvent;

/// <summary>The deadline ran out while the work was open; recorded once for each deadline by the daily sweep. Moves no figure.
/// <see cref="ReinspectBy"/> is the authority's limit for looking unasked, counted from the deadline and frozen here.</summary>
public sealed record RectificationOverdueRecorded(DateOnly Deadline, DateOnly? ReinspectBy = null, string? ReinspectByRule = null) : HazardEvent;

/// <summary>A reminder, a supervision notice, a summons or a circular (提醒 / 督办函 / 约谈 / 通报).</summary>
public sealed record NoticeIssued(NoticeKind Kind, string To, DateOnly? DueOn) : HazardEvent;

/// <summary>A penalty case is opened (立案). <see cref="DecideBy"/> is the authority's limit, frozen here.</summary>
public sealed record PenaltyCaseOpened(string CaseNo, string Cause, DateOnly DecideBy, string DecideByRule) : HazardEvent;

/// <summary>The case is decided (处罚决定): a fine in whole yuan, what is confiscated, what is suspended. A penalty is no rectification.</summary>
public sealed record PenaltyDecided(
    string CaseNo, long? Fine, string? Confiscation, string? Suspension, DateOnly PublishBy, string PublishByRule) : HazardEvent;

/// <summary>The decision is taken back (撤销处罚).</summary>
public sealed record PenaltyRevoked(string CaseNo, string Reason) : HazardEvent;

/// <summary>Ordered, fined and still not put right, the unit is fined anew for each day (按日连续处罚; WSL Art. 112): from the day after the
/// order, each day the base amount, that of the first fine, in whole yuan.</summary>
public sealed record DailyFineStarted(string CaseNo, DateOnly From, long BaseAmount) : HazardEvent;

/// <summary>Made public as a warning to others (公开曝光), without personal data.</summary>
public sealed record PubliclyExposed(string Medium, string? Url) : HazardEvent;

/// <summary>Somebody is to go back by a day and see whether the closing holds (回头看计划).</summary>
public sealed record LookBackPlanned(DateOnly DueOn, string? Organisation) : HazardEvent;

/// <summary>Somebody went back to see whether the closing holds (回头看).</summary>
public sealed record LookBackPerformed(LookBackOutcome Outcome, IReadOnlyList<string> Inspectors) : HazardEvent;

/// <summary>The reporter gets a reward (举报奖励), whole yuan. The token says nothing about who it is; names live in an erasable table.</summary>
public sealed record RewardDecided(string Scheme, long Amount, string ReporterToken) : HazardEvent;

/// <summary>The closing did not hold (重新打开).</summary>
public sealed record HazardReopened(string Cause, DateOnly Deadline, string? LookBack) : HazardEvent;

/// <summary>This hazard is the same as another and leaves all figures; the survivor says <see cref="DuplicateAbsorbed"/>.</summary>
public sealed record HazardMerged(Guid Survivor, string Reason) : HazardEvent;

/// <summary>Another registration of this hazard was merged into it; it is found on the earlier of the two days.</summary>
public sealed record DuplicateAbsorbed(Guid Duplicate, string Number, DateOnly DiscoveredOn, DiscoverySource Source, string FoundBy) : HazardEvent;

/// <summary>The registration should never have been; it leaves all figures and stays in the audit.</summary>
public sealed record HazardVoided(VoidReason Reason) : HazardEvent;

/// <summary>A field was entered wrongly. Without <see cref="EffectiveOn"/> it counts since registration.</summary>
public sealed record HazardCorrected(
    CorrectableField Field, string? OldValue, string NewValue, string Reason, DateOnly? EffectiveOn) : HazardEvent;

/// <summary>An entry of this stream is cancelled (红字冲销): the story is read as if version <see cref="Version"/> had never been.</summary>
public sealed record EntryCancelled(long Position, long Version, string Reason) : HazardEvent;

/// <summary>Files added for the record.</summary>
public sealed record EvidenceAdded : HazardEvent;

/// <summary>A remark; its text is the entry's note.</summary>
public sealed record NoteAdded : HazardEvent;

/// <summary>Somebody asks for a step that another person decides on (提请). Nothing is posted before that; the step's own entry is this one's.</summary>
/// <param name="N">Number of the proposal on its hazard: 1, 2, 3 …</param>
/// <param name="Command">The command's route, its last words.</param>
/// <param name="Body">The command with the members of its own body.</param>
/// <param name="ProposedOn">The legal day on which it was asked; the step itself may be of an earlier one.</param>
public sealed record CommandProposed(int N, string Command, HazardCommand Body, DateOnly ProposedOn) : HazardEvent;

/// <summary>Nobody does what was proposed (不同意); the step was never taken. An approval has no event of its own: it is the step itself, naming both people.</summary>
public sealed record ProposalRefused(int N, string Reason) : HazardEvent;
