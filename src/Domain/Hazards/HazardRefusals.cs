namespace HazardLedger.Domain.Hazards;

/// <summary>Every reason a rule has to say no. Codes are permanent; sentences may be bettered.</summary>
public static class HazardRefusals
{
    public static readonly Refusal NotRegistered = new("notRegistered", "隐患尚未登记。", "The hazard is not registered.");
    public static readonly Refusal AlreadyRegistered = new("alreadyRegistered", "隐患已经登记。", "The hazard is registered already.");
    public static readonly Refusal HazardIsVoided = new("hazardIsVoided", "隐患已作废，不能再办理。", "The hazard is voided; nothing more can be recorded on it.");
    public static readonly Refusal HazardIsMerged = new("hazardIsMerged", "隐患已并入另一条，请在保留的那条上办理。", "The hazard is merged into another; record on the survivor.");
    public static readonly Refusal HazardIsClosed = new("hazardIsClosed", "隐患已销号。", "The hazard is closed.");
    public static readonly Refusal AlreadyAccepted = new("alreadyAccepted", "隐患已验收合格。", "The hazard has passed its acceptance.");
    public static readonly Refusal NotClosed = new("notClosed", "隐患尚未销号，不能重新打开。", "Only a closed hazard can be reopened.");
    public static readonly Refusal NotAccepted = new("notAccepted", "隐患尚未验收合格。", "The hazard has not passed its acceptance.", "WSL-65");
    public static readonly Refusal AwaitsAcceptance = new("awaitsAcceptance", "整改已报完成，正待验收。", "Completion is reported; the hazard awaits acceptance.");
    public static readonly Refusal NotOrdered = new("notOrdered", "尚未责令整改、交办或开始自改。", "Rectification has not been ordered, assigned or started.");
    public static readonly Refusal AlreadyRectifying = new("alreadyRectifying", "整改已经开始。", "Rectification is under way already.");
    public static readonly Refusal NotOnTheSpotAnyMore = new("notOnTheSpotAnyMore", "已进入整改程序，不能再按立行立改处理。", "Rectification has begun; it can no longer count as fixed on the spot.");
    public static readonly Refusal MajorNeedsOrder = new("majorNeedsOrder", "重大事故隐患不能当场整改销案，须下达整改指令。", "A major hazard cannot be settled on the spot; it needs an order.", "WSL-41");
    public static readonly Refusal TooLateForOnTheSpot = new("tooLateForOnTheSpot", "立行立改须在发现后24小时内完成。", "Fixing on the spot must happen within 24 hours of the discovery.");

    public static readonly Refusal AlreadyGraded = new("alreadyGraded", "隐患已定级，请用升级或降级。", "The hazard is graded already.");
    public static readonly Refusal NotGeneral = new("notGeneral", "隐患现为非一般级，不能升级。", "Only a general hazard can be upgraded.");
    public static readonly Refusal NotMajor = new("notMajor", "隐患不是重大事故隐患。", "The hazard is not major.", "WSL-118");
    public static readonly Refusal CriterionRequired = new("criterionRequired", "定为重大须引用判定标准或说明理由。", "Grading as major needs a criterion or the general definition with reasons.", "WSL-118");
    public static readonly Refusal PanelTooSmall = new("panelTooSmall", "专家判定须不少于七人且三分之二以上同意。", "An expert judgement needs a panel of at least seven with two thirds agreeing.", "GB 35181");
    public static readonly Refusal SamePersonDowngrades = new("samePersonDowngrades", "降级不得由原定级人员决定。", "The person who graded cannot downgrade.");

    public static readonly Refusal AlreadyListed = new("alreadyListed", "隐患已由同级或上级挂牌督办。", "The hazard is listed at this level or higher already.");
    public static readonly Refusal EscalateInstead = new("escalateInstead", "已由下级挂牌，请办理提级督办。", "It is listed at a lower level; escalate that listing.");
    public static readonly Refusal NotListed = new("notListed", "没有这一有效的挂牌督办。", "There is no such active listing.");
    public static readonly Refusal HazardIsListed = new("hazardIsListed", "隐患正在挂牌督办，须先摘牌或撤销挂牌。", "The hazard is listed; delist or revoke the listing first.");
    public static readonly Refusal AcceptedBeforeListing = new("acceptedBeforeListing", "验收早于挂牌，摘牌须以挂牌后的验收为据。", "Delisting needs an acceptance after the listing.");
    public static readonly Refusal NotTheListingBody = new("notTheListingBody", "只有挂牌单位可以办理。", "Only the listing body may do this.");
    public static readonly Refusal ListingBodyIsResponsible = new("listingBodyIsResponsible", "挂牌单位不得同时是责任单位。", "The listing body cannot be the responsible unit.");
    public static readonly Refusal DelistFirst = new("delistFirst", "挂牌督办的隐患须先摘牌再销号。", "A listed hazard must be delisted before it is closed.");
    public static readonly Refusal ListingNoTaken = new("listingNoTaken", "挂牌编号已被使用。", "The listing number is taken.");

    public static readonly Refusal ExternalIdTaken = new("externalIdTaken", "该外部编号已对应另一隐患。", "Another hazard has this external id.");
    public static readonly Refusal DispatchNoTaken = new("dispatchNoTaken", "该上级交办编号已对应另一隐患。", "Another hazard has this upper dispatch number.");

    public static readonly Refusal DeadlineNotAhead = new("deadlineNotAhead", "整改期限不得早于办理之日。", "The deadline lies before the day of the step.");
    public static readonly Refusal EvidenceRequired = new("evidenceRequired", "须附整改佐证。", "Evidence is required.");
    public static readonly Refusal EvidenceUnknown = new("evidenceUnknown", "引用的文件尚未上传。", "A cited file has not been uploaded.");
    public static readonly Refusal ReportRequired = new("reportRequired", "重大事故隐患报完成须附自验或第三方评估报告。", "Completing a major hazard needs its own acceptance or a third-party evaluation report.");
    public static readonly Refusal InspectorsRequired = new("inspectorsRequired", "验收人员不得少于两人。", "An acceptance needs at least two inspectors.");
    public static readonly Refusal ReporterInspects = new("reporterInspects", "报告整改完成的人不得参加验收。", "Whoever reported the completion cannot take part in the acceptance.");
    public static readonly Refusal ReasonsRequired = new("reasonsRequired", "验收不合格须写明理由。", "A failed acceptance needs reasons.");
    public static readonly Refusal CompletedAfterReport = new("completedAfterReport", "完成日期不得晚于报告日期。", "The work cannot be completed after the day of the report.");
    public static readonly Refusal NotSelfFound = new("notSelfFound", "只有企业自查的隐患可以自改。", "Only what an enterprise found itself can be self-rectified.");

    public static readonly Refusal PlanRequired = new("planRequired", "重大事故隐患须有治理方案方可销号。", "Closing a major hazard needs a rectification plan.", "Order 16 of 2007, Art. 15");
    public static readonly Refusal PlanOnlyForMajor = new("planOnlyForMajor", "只有重大或挂牌督办的隐患报送治理方案。", "Only major or listed hazards take a plan.", "Order 16 of 2007, Art. 15");
    public static readonly Refusal FiveElementsRequired = new("fiveElementsRequired", "方案须明确措施、责任、资金、时限和预案（含临时防范措施）。", "A plan names measures, responsibility, funds, deadline and contingency plan with interim measures.", "Order 16 of 2007, Art. 15");
    public static readonly Refusal PlanBeyondDeadline = new("planBeyondDeadline", "方案时限不得晚于整改或督办期限。", "The plan ends after the deadline of the order or listing.");
    public static readonly Refusal NoPlanPending = new("noPlanPending", "没有待审核的治理方案。", "No plan awaits a decision.");
    public static readonly Refusal OwnRequest = new("ownRequest", "提出的人不得自行审批。", "Whoever asked cannot decide.");
    public static readonly Refusal ItemNoTaken = new("itemNoTaken", "子项编号已被使用。", "The item number is taken.");
    public static readonly Refusal ItemUnknown = new("itemUnknown", "没有这一子项。", "There is no such item.");
    public static readonly Refusal ItemsOpen = new("itemsOpen", "尚有子项未完成，不能报整改完成。", "Some items are not done; completion cannot be reported.");
    public static readonly Refusal NoDeadline = new("noDeadline", "尚无整改期限。", "There is no deadline yet.");
    public static readonly Refusal DeadlinePassed = new("deadlinePassed", "整改期限已过，不能再申请延期。", "The deadline has passed; it can no longer be extended.");
    public static readonly Refusal ExtensionNotLater = new("extensionNotLater", "申请的期限须晚于现期限。", "The date asked for must lie after the deadline.");
    public static readonly Refusal ExtensionTooLate = new("extensionTooLate", "延期申请已晚于规定的提前天数。", "It is too late to ask: the policy wants more days before the deadline.");
    public static readonly Refusal ExtensionPending = new("extensionPending", "有延期申请尚未审批。", "A request for extension awaits a decision.");
    public static readonly Refusal NoExtensionPending = new("noExtensionPending", "没有待审批的延期申请。", "No request for extension awaits a decision.");
    public static readonly Refusal NotTheDeadlineSetter = new("notTheDeadlineSetter", "只有确定期限的单位可以审批延期。", "Only the organisation that set the deadline can extend it.");
    public static readonly Refusal ExtensionOutsideRequest = new("extensionOutsideRequest", "批准的期限须晚于现期限且不晚于申请的期限。", "The new deadline must lie after the present one and not after what was asked for.");

    public static readonly Refusal ControlIdTaken = new("controlIdTaken", "管控措施编号已被使用。", "The control's id is taken.");
    public static readonly Refusal ControlUnknown = new("controlUnknown", "没有这一管控措施。", "There is no such interim control.");
    public static readonly Refusal ControlIsLifted = new("controlIsLifted", "该管控措施已解除。", "The control is lifted.");
    public static readonly Refusal ControlActive = new("controlActive", "尚有管控措施未解除，不能销号。", "An interim control is active; the hazard cannot be closed.");
    public static readonly Refusal ControlEndNotAhead = new("controlEndNotAhead", "管控截止日期须晚于现截止日期和办理之日。", "The control's end must lie ahead and after its present end.");
    public static readonly Refusal ControlHasNoEnd = new("controlHasNoEnd", "该管控措施没有截止日期，无须延长。", "The control has no end of its own and needs no extension.");
    public static readonly Refusal NotTheImposer = new("notTheImposer", "只有作出管控决定的单位可以办理。", "Only the organisation that imposed the control may do this.");
    public static readonly Refusal DecisionNoRequired = new("decisionNoRequired", "查封、扣押须有决定书文号。", "Sealing or seizing needs the number of its written decision.", "Administrative Compulsion Law 2011, Art. 24");
    public static readonly Refusal InventoryRequired = new("inventoryRequired", "查封、扣押须附清单。", "Sealing or seizing needs an inventory.", "Administrative Compulsion Law 2011, Art. 24");
    public static readonly Refusal SeizureTooLong = new("seizureTooLong", "查封、扣押不得超过三十日，延长一次不得超过三十日。", "Sealing or seizing lasts at most 30 days and is extended once by at most 30.", "Administrative Compulsion Law 2011, Art. 25");
    public static readonly Refusal PowerCutApprovalRequired = new("powerCutApprovalRequired", "停止供电须经本部门主要负责人批准。", "Cutting the power needs the approval of the authority's principal.", "WSL-70");
    public static readonly Refusal PowerCutNoticeRequired = new("powerCutNoticeRequired", "停止供电须写明通知时间和起始时间，紧急情形除外。", "A power cut says when notice was given and when it starts, unless it is an emergency.", "WSL-70");
    public static readonly Refusal PowerCutNoticeTooShort = new("powerCutNoticeTooShort", "停止供电须提前二十四小时通知，紧急情形除外。", "Notice of a power cut is given 24 hours ahead, unless it is an emergency.", "WSL-70");
    public static readonly Refusal DisposalRequired = new("disposalRequired", "解除扣押须写明退还、没收或销毁。", "Ending a seizure says whether the things are returned, confiscated or destroyed.", "Administrative Compulsion Law 2011, Art. 27–28");
    public static readonly Refusal ResumptionRequired = new("resumptionRequired", "重大事故隐患的停产停用措施，须经审查同意复产复工方可解除。", "What was stopped for a major hazard is taken up again only after an approved review.", "WSL-65");
    public static readonly Refusal NoStopControl = new("noStopControl", "没有这一有效的停产停用措施。", "No such active control stops anything.");
    public static readonly Refusal ResumptionPending = new("resumptionPending", "有复产复工申请尚未审查。", "A request for resumption awaits its review.");
    public static readonly Refusal NoResumptionPending = new("noResumptionPending", "没有待审查的复产复工申请。", "No request for resumption awaits its review.");
    public static readonly Refusal ReviewersRequired = new("reviewersRequired", "复产复工审查须写明审查人员。", "A review for resumption names its reviewers.");

    public static readonly Refusal NoAssignmentPending = new("noAssignmentPending", "没有待答复的交办或移送。", "No assignment or transfer awaits an answer.");
    public static readonly Refusal NotTheReceiver = new("notTheReceiver", "只有接收单位可以答复。", "Only the receiver can answer.");
    public static readonly Refusal RejectionReasonRequired = new("rejectionReasonRequired", "退回须写明理由。", "Sending it back needs a reason.");
    public static readonly Refusal NotHigherLevel = new("notHigherLevel", "提级督办须由更高级别作出。", "Only a higher level can take over the supervision.");
    public static readonly Refusal PenaltyCaseUnknown = new("penaltyCaseUnknown", "没有这一处罚案件。", "There is no such penalty case.");
    public static readonly Refusal PenaltyIsDecided = new("penaltyIsDecided", "该案件已作出处罚决定。", "The case is decided.");
    public static readonly Refusal PenaltyNotDecided = new("penaltyNotDecided", "该案件尚未作出处罚决定。", "The case is not decided yet.");
    public static readonly Refusal PenaltyIsRevoked = new("penaltyIsRevoked", "该处罚决定已撤销。", "The decision is revoked.");
    public static readonly Refusal NotFined = new("notFined", "未受罚款处罚，不能按日连续处罚。", "Without a fine that stands there is no daily fine.", "WSL-112");
    public static readonly Refusal CaseNoRequired = new("caseNoRequired", "有多件罚款案件，须写明案号。", "There are several fines; say which case.");
    public static readonly Refusal DailyFineRuns = new("dailyFineRuns", "该案已开始按日连续处罚。", "The daily fine of this case has started.");
    public static readonly Refusal DailyFineFromOrder = new("dailyFineFromOrder", "按日连续处罚自责令改正之日的次日起算。", "A daily fine counts from the day after the order.", "WSL-112");
    public static readonly Refusal DailyFineIsTheFine = new("dailyFineIsTheFine", "按日连续处罚的数额为原处罚数额。", "A daily fine is each day the amount of the first fine.", "WSL-112");
    public static readonly Refusal LookBackDueNotAhead = new("lookBackDueNotAhead", "回头看期限不得早于办理之日。", "The look-back is due before the day of the plan.");
    public static readonly Refusal LookBackInspectorRequired = new("lookBackInspectorRequired", "回头看须写明检查人员。", "A look-back names its inspectors.");
    public static readonly Refusal LookBackNeedsClosing = new("lookBackNeedsClosing", "隐患尚未销号，无须回头看。", "Only a closed hazard is looked back at.");
    public static readonly Refusal NotReported = new("notReported", "只有群众举报或从业人员报告的隐患可以奖励。", "Only what somebody reported is rewarded.");
    public static readonly Refusal RewardIsDecided = new("rewardIsDecided", "该举报已决定奖励。", "This report's reward is decided.");
    public static readonly Refusal RewardTooHigh = new("rewardTooHigh", "奖励金额超过上限。", "The reward is above the ceiling.", "Reward rule of 2018");

    public static readonly Refusal BeforeDiscovery = new("beforeDiscovery", "办理日期早于发现日期。", "The step lies before the day of discovery.");
    public static readonly Refusal DiscoveredAfterRegistration = new("discoveredAfterRegistration", "发现日期不得晚于登记日期。", "The discovery lies after the registration.");
    public static readonly Refusal OccurredInFuture = new("occurredInFuture", "发生日期不得晚于今天。", "The day lies in the future.");
    public static readonly Refusal LateReasonRequired = new("lateReasonRequired", "迟录超过规定天数，须写明理由。", "It is recorded late; a reason is required.");
    public static readonly Refusal EffectiveAfterEntry = new("effectiveAfterEntry", "生效日期不得晚于办理日期。", "It cannot take effect after the day of the entry.");
    public static readonly Refusal ContradictsLaterSteps = new("contradictsLaterSteps", "与其后已记录的步骤相矛盾。", "It contradicts a later step that is recorded already.");
    public static readonly Refusal ReopenWindowOver = new("reopenWindowOver", "销号已超过可重新打开的期限，请另行登记。", "The time for reopening is over; register a new hazard.");

    public static readonly Refusal MergeIntoItself = new("mergeIntoItself", "不能并入自身。", "A hazard cannot be merged into itself.");
    public static readonly Refusal SurvivorUnknown = new("survivorUnknown", "保留的隐患不存在。", "The surviving hazard does not exist.");
    public static readonly Refusal SurvivorIsGone = new("survivorIsGone", "保留的隐患已作废或已被并入他处。", "The surviving hazard is voided or merged itself.");
    public static readonly Refusal FieldValueInvalid = new("fieldValueInvalid", "该字段不能取这个值。", "The new value does not fit the field.");
    public static readonly Refusal SecondPersonRequired = new("secondPersonRequired", "须由两人办理：请提请，由另一人审批。", "It takes two people: propose it, and another person decides.", "policy: secondPersonFor");
    public static readonly Refusal ProposalUnknown = new("proposalUnknown", "没有这一提请。", "There is no such proposal.");
    public static readonly Refusal ProposalSettled = new("proposalSettled", "该提请已有结论。", "The proposal is settled.");
    public static readonly Refusal NotCancellable = new("notCancellable", "该条记录不能撤销。", "This entry cannot be cancelled.");

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyDictionary<string, Refusal> All { get; } = typeof(HazardRefusals)
        .GetFields().Where(field => field.FieldType == typeof(Refusal))
        .Select(field => (Refusal)field.GetValue(null)!).ToDictionary(refusal => refusal.Code, StringComparer.Ordinal);
}
