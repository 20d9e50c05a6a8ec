using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>Histories told to the day: a night fire check and a listed dust-explosion hazard.</summary>
internal static class KnownCases
{
    public const string DustListing = "L-350304-2026-001";

    /// <summary>H5: one hazard fixed during a night check, one ordered, accepted a day after its deadline.</summary>
    public static IEnumerable<Dossier> NightCheck()
    {
        var estate = Parties.All.First(party => party.Kind == "estate");
        var charging = new Dossier("night-check/a", "fire", estate, DiscoverySource.JointInspection, new("night-check/a"))
        {
            Place = $"{estate.ShortName}二号楼楼梯间", Description = "楼梯间内电动自行车充电，飞线2处。",
            Defect = new("电动自行车室内充电", "act", [], "当场断电清理，引导至集中充电点"),
        };
        charging.OnTheSpot(new(2026, 6, 11), 0);

        var valve = new Dossier("night-check/b", "fire", estate, DiscoverySource.JointInspection, new("night-check/b"))
        {
            Place = $"{estate.ShortName}消防泵房", Description = "喷淋系统供水控制阀关闭，管网无压力。",
            Defect = new("喷淋系统供水控制阀关闭", "thing", [], "开启并铅封控制阀，做末端试水"),
        };
        valve.Register(new(2026, 6, 11), new(2026, 6, 11));
        valve.GradeGeneral(new(2026, 6, 11));
        valve.Order(new(2026, 6, 12), new(2026, 6, 16), [valve.Defect.Measures]);
        valve.Pass(new(2026, 6, 17));
        valve.Close(new(2026, 6, 17));
        return [charging, valve];
    }

    /// <summary>H6: dust explosion, listed on 26 February, delisted on 9 June. A new order of 6 May stands for the extension.</summary>
    public static Dossier DustExplosion()
    {
        var party = Parties.ById(Parties.ListedFurnitureMaker);
        var file = new Dossier("dust-explosion", "industryTrade", party, DiscoverySource.BureauInspection, new("dust-explosion"), major: true)
        {
            Place = $"{party.ShortName}木工打磨车间", Description = "除尘系统未设置防爆措施，风管内积尘严重，粉尘收集室与车间未隔离。",
            Defect = new("除尘系统积尘且无防爆措施", "thing", [], "更换防爆除尘系统，增设泄爆、锁气卸灰和接地跨接", new("工贸企业重大事故隐患判定标准（应急管理部令第10号）", "第十一条")),
        };
        DateOnly foundOn = new(2026, 2, 10);
        file.Register(foundOn, foundOn);
        file.GradeMajor(foundOn);
        file.Order(foundOn, new(2026, 5, 15), ["停用打磨除尘线", file.Defect.Measures]);
        file.List(DustListing, new(2026, 2, 26), new(2026, 5, 15));
        file.Add(new(2026, 3, 16), file.Handling, new AddNote(), new(Note: "治理方案审核通过，资金86万元已落实，五落实齐备"));
        file.Add(new(2026, 3, 31), Offices.SafetyOfficerOf(party), new AddNote(), new(Note: "一季度进展：设备已订购，完成约50%"));
        file.Add(new(2026, 4, 20), Offices.SafetyOfficerOf(party), new AddNote(), new(Note: "防爆阀供货延迟，申请延期至6月5日"));
        file.Order(new(2026, 5, 6), new(2026, 6, 5), ["同意延期，停用措施继续执行", file.Defect.Measures]);
        file.FinishListed(DustListing, new()
        {
            FoundOn = foundOn, RegisteredOn = foundOn, OrderedOn = foundOn, Deadline = new(2026, 6, 5), DoneOn = new(2026, 5, 28), ReportedOn = new(2026, 5, 28),
            FailedOn = new(2026, 6, 1), ReportedAgainOn = new(2026, 6, 3), AcceptedOn = new(2026, 6, 5), ClosedOn = new(2026, 6, 9),
        });
        return file;
    }
}
