namespace HazardLedger.Projections.Names;

/// <summary>Members of the policy, by their names on the wire, and the rungs of the escalation ladder.</summary>
internal static class PolicyNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["name"] = new("政策名称", "Name of the policy"),
        ["reinspection"] = new("复查期限", "Re-inspection"),
        ["fireReinspection"] = new("消防复查期限", "Re-inspection by the fire authority"),
        ["extensionRequest"] = new("责令整改延期申请提前天数", "Latest request for more time, order"),
        ["listedExtensionRequest"] = new("挂牌督办延期申请提前天数", "Latest request for more time, listing"),
        ["extensionDecision"] = new("责令整改延期答复期限", "Answer to a request for more time, order"),
        ["listedExtensionDecision"] = new("挂牌督办延期答复期限", "Answer to a request for more time, listing"),
        ["resumptionReview"] = new("复产复工审查期限", "Review of a request to resume"),
        ["seizureLimit"] = new("查封扣押期限", "Longest sealing or seizure"),
        ["seizureExtension"] = new("查封扣押延长期限", "Longest extension of a seizure"),
        ["penaltyDecision"] = new("处罚决定期限", "Decision of a penalty case"),
        ["penaltyPublication"] = new("处罚公示期限", "Publication of a penalty"),
        ["listingPublication"] = new("挂牌公示期限", "Publication of a listing"),
        ["delistingPublication"] = new("摘牌公示期限", "Publication of a delisting"),
        ["reward"] = new("举报奖励标准", "Reward for a report"),
        ["lateAfterDays"] = new("迟录天数", "Days after which an entry is late"),
        ["reopenWithinMonths"] = new("可重新打开月数", "Months in which a closing can be reopened"),
        ["acceptanceInspectors"] = new("验收最少人数", "Least inspectors at an acceptance"),
        ["delistBeforeClosing"] = new("先摘牌后销号", "Delist before closing"),
        ["planBeforeClosing"] = new("重大隐患须有治理方案方可销号", "Plan before closing a major hazard"),
        ["listOnlyMajor"] = new("仅重大隐患可挂牌", "List only major hazards"),
        ["closeOnAcceptance"] = new("验收合格即销号", "Close on acceptance"),
        ["listingBodyDelists"] = new("仅挂牌单位可摘牌", "Only the listing body delists"),
        ["evidenceFor"] = new("须有佐证的步骤", "Steps that need evidence"),
        ["powerCutConditions"] = new("停电措施须具备条件", "Conditions of a power cut"),
        ["powerCutNoticeHours"] = new("停电提前通知小时数", "Hours of notice before a power cut"),
        ["secondPersonFor"] = new("须双人办理的事项", "What needs a second person"),
        ["administratorActsAlone"] = new("管理员可单独办理", "An administrator may act alone"),
        ["separates"] = new("须分离的职责", "Parts kept apart"),
        ["escalation"] = new("升级督办阶梯", "Escalation ladder"),
    };

    public static IReadOnlyDictionary<string, Name> Steps { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["reminder"] = new("提醒", "Reminder"),
        ["overdueRecord"] = new("记录逾期", "Record that it is overdue"),
        ["supervisionNotice"] = new("督办函", "Supervision notice"),
        ["summons"] = new("约谈", "Summons"),
        ["circular"] = new("通报", "Circular"),
    };
}
