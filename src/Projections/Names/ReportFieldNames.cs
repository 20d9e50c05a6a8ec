namespace HazardLedger.Projections.Names;

/// <summary>Members of reports by their names on the wire, beside those of <see cref="FieldNames"/>.</summary>
internal static class ReportFieldNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["asOf"] = new("截至日", "As of"),
        ["bridge"] = new("变动对照", "Bridge"),
        ["campaign"] = new("专项行动", "Campaign"),
        ["changed"] = new("变动前的数字", "Figures before"),
        ["closing"] = new("期末", "Closing"),
        ["difference"] = new("差额", "Difference"),
        ["edition"] = new("版次", "Edition"),
        ["figure"] = new("指标", "Figure"),
        ["figures"] = new("指标数字", "Figures"),
        ["flow"] = new("流量表", "Flow"),
        ["generation"] = new("过账规则代次", "Generation"),
        ["knownAt"] = new("所知时刻", "As known at"),
        ["ledgerCount"] = new("台账所计数", "Count by the ledger"),
        ["month"] = new("月份", "Month"),
        ["movements"] = new("变动", "Movements"),
        ["office"] = new("职务", "Office"),
        ["opening"] = new("期初", "Opening"),
        ["sectors"] = new("行业领域", "Sectors"),
        ["title"] = new("标题", "Title"),
    };
}
