namespace HazardLedger.Projections.Names;

/// <summary>Commands by their routes' last words: what somebody may do.</summary>
internal static class CommandNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["registrations"] = new("登记隐患", "Register"),
        ["gradings"] = new("定级", "Grade"),
        ["on-the-spot-rectifications"] = new("立行立改", "Record on-the-spot rectification"),
        ["interim-controls"] = new("采取临时管控措施", "Impose an interim control"),
        ["extensions"] = new("延长管控措施", "Extend a control"),
        ["liftings"] = new("解除管控措施", "Lift a control"),
        ["resumption-requests"] = new("申请复产复工", "Ask to resume"),
        ["resumption-decisions"] = new("复产复工审查", "Decide on resumption"),
        ["assignments"] = new("交办", "Assign"),
        ["rectification-orders"] = new("责令整改", "Order rectification"),
        ["self-rectifications"] = new("自查自改", "Start self-rectification"),
        ["plans"] = new("报送治理方案", "Submit a plan"),
        ["plan-decisions"] = new("审核治理方案", "Decide on the plan"),
        ["items"] = new("添加整改子项", "Add an item"),
        ["completions"] = new("完成整改子项", "Complete an item"),
        ["progress-reports"] = new("报告整改进展", "Report progress"),
        ["extension-requests"] = new("申请延期", "Ask for an extension"),
        ["extension-decisions"] = new("审批延期", "Decide on the extension"),
        ["completion-reports"] = new("报告整改完成", "Report completion"),
        ["acceptance-inspections"] = new("验收", "Inspect for acceptance"),
        ["closures"] = new("销号", "Close"),
        ["listings"] = new("挂牌督办", "List for supervision"),
        ["listing-publications"] = new("公示挂牌", "Publish the listing"),
        ["delisting-requests"] = new("申请摘牌", "Request delisting"),
        ["delistings"] = new("摘牌", "Delist"),
        ["listing-revocations"] = new("撤销挂牌", "Revoke the listing"),
        ["reopenings"] = new("重新打开", "Reopen"),
        ["mergers"] = new("并案", "Merge into another"),
        ["voidings"] = new("作废", "Void"),
        ["corrections"] = new("更正", "Correct"),
        ["cancellations"] = new("红字冲销", "Cancel an entry"),
        ["evidence"] = new("补充佐证", "Add evidence"),
        ["notes"] = new("备注", "Add a note"),
    };
}
