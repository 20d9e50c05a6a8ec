namespace HazardLedger.Projections.Names;

/// <summary>Areas by code: the two districts that the ledger was made for, what lies above and below them, and their neighbours.</summary>
internal static class AreaNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["35"] = new("福建省", "Fujian"),
        ["3503"] = new("莆田市", "Putian"),
        ["350302"] = new("城厢区", "Chengxiang"),
        ["350303"] = new("涵江区", "Hanjiang"),
        ["350304"] = new("荔城区", "Licheng"),
        ["350305"] = new("秀屿区", "Xiuyu"),
        ["350304001"] = new("镇海街道", "Zhenhai Sub-district"),
        ["350304002"] = new("拱辰街道", "Gongchen Sub-district"),
        ["350304100"] = new("西天尾镇", "Xitianwei Town"),
        ["350304101"] = new("黄石镇", "Huangshi Town"),
        ["350304102"] = new("新度镇", "Xindu Town"),
        ["350304103"] = new("北高镇", "Beigao Town"),
        ["Z-350304-01"] = new("荔城经济开发区", "Licheng Economic Development Zone"),
        ["43"] = new("湖南省", "Hunan"),
        ["4309"] = new("益阳市", "Yiyang"),
        ["430902"] = new("资阳区", "Ziyang"),
    };
}
