namespace HazardLedger.Projections.Names;

/// <summary>Sectors of safety supervision, by their words on the wire.</summary>
internal static class SectorNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["roadTraffic"] = new("道路交通", "Road traffic"),
        ["fire"] = new("消防", "Fire safety"),
        ["gas"] = new("燃气", "Gas"),
        ["construction"] = new("建筑施工", "Construction"),
        ["industryTrade"] = new("工贸", "Industry and trade"),
        ["hazardousChemicals"] = new("危险化学品", "Hazardous chemicals"),
        ["fireworks"] = new("烟花爆竹", "Fireworks"),
        ["mines"] = new("矿山", "Mines"),
        ["specialEquipment"] = new("特种设备", "Special equipment"),
        ["waterTransport"] = new("水上交通", "Water transport"),
        ["fishing"] = new("渔业船舶", "Fishing"),
        ["agriculturalMachinery"] = new("农业机械", "Agricultural machinery"),
        ["cultureTourism"] = new("文化旅游", "Culture and tourism"),
        ["education"] = new("教育", "Education"),
        ["health"] = new("卫生健康", "Health"),
        ["electricity"] = new("电力", "Electricity"),
        ["other"] = new("其他", "Other"),
    };
}
