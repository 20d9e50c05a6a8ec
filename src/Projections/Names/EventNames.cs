namespace HazardLedger.Projections.Names;

/// <summary>Events by their stored aliases: what happened.</summary>
internal static class EventNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["hazard_registered"] = new("登记", "Registered"),
        ["hazard_graded"] = new("定级", "Graded"),
        ["hazard_upgraded"] = new("升级", "Upgraded"),
        ["hazard_downgraded"] = new("降级", "Downgraded"),
        ["hazard_rectified_on_the_spot"] = new("立行立改", "Rectified on the spot"),
        ["interim_control_imposed"] = new("采取临时管控措施", "Interim control imposed"),
        ["interim_control_extended"] = new("延长管控措施", "Interim control extended"),
        ["interim_control_lifted"] = new("解除管控措施", "Interim control lifted"),
        ["resumption_requested"] = new("申请复产复工", "Resumption requested"),
        ["resumption_approved"] = new("同意复产复工", "Resumption approved"),
        ["resumption_refused"] = new("不同意复产复工", "Resumption refused"),
        ["hazard_assigned"] = new("交办", "Assigned"),
        ["rectification_ordered"] = new("责令整改", "Rectification ordered"),
        ["self_rectification_started"] = new("开始自查自改", "Self-rectification started"),
        ["rectification_plan_submitted"] = new("报送治理方案", "Plan submitted"),
        ["rectification_plan_approved"] = new("治理方案审核通过", "Plan approved"),
        ["rectification_plan_returned"] = new("治理方案退回", "Plan returned"),
        ["rectification_item_added"] = new("添加整改子项", "Item added"),
        ["rectification_item_completed"] = new("整改子项完成", "Item completed"),
        ["rectification_progress_reported"] = new("报告整改进展", "Progress reported"),
        ["extension_requested"] = new("申请延期", "Extension requested"),
        ["extension_approved"] = new("同意延期", "Extension approved"),
        ["extension_refused"] = new("不同意延期", "Extension refused"),
        ["rectification_completion_reported"] = new("报告整改完成", "Completion reported"),
        ["acceptance_passed"] = new("验收合格", "Acceptance passed"),
        ["acceptance_failed"] = new("验收不合格", "Acceptance failed"),
        ["hazard_closed"] = new("销号", "Closed"),
        ["hazard_listed"] = new("挂牌督办", "Listed for supervision"),
        ["listing_published"] = new("挂牌公示", "Listing published"),
        ["delisting_requested"] = new("申请摘牌", "Delisting requested"),
        ["hazard_delisted"] = new("摘牌", "Delisted"),
        ["listing_revoked"] = new("撤销挂牌", "Listing revoked"),
        ["hazard_reopened"] = new("重新打开", "Reopened"),
        ["hazard_merged"] = new("并案", "Merged into another"),
        ["duplicate_absorbed"] = new("并入重复登记", "Duplicate absorbed"),
        ["hazard_voided"] = new("作废", "Voided"),
        ["hazard_corrected"] = new("更正", "Corrected"),
        ["entry_cancelled"] = new("红字冲销", "Entry cancelled"),
        ["evidence_added"] = new("补充佐证", "Evidence added"),
        ["note_added"] = new("备注", "Note added"),
    };
}
