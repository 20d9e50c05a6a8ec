namespace HazardLedger.Api.Tests.Histories;

/// <summary>Histories of Ziyang District, Hunan (domain §9, H1–H4): every date, every expectation, every refusal, told over HTTP.</summary>
public sealed class ZiyangHistories
{
    private static readonly Who Fire = new("P-F1", "430900-FIRE");
    private static readonly Who City = new("P-G1", "430900-GOV");
    private static readonly Who District = new("P-D1", "430902-GOV");
    private static readonly Who Headquarters = new("P-H1", "QB-HQ");
    private static readonly Who Bureau = new("P-B1", "430902-EMB");
    private static readonly Who Chief = new("P-B2", "430902-EMB");
    private static readonly Who Firm = new("P-E1", "FIRM");

    [Fact]
    public async Task H1_Qiaobei_markets_fifty_six_items_one_hazard_listed_extended_carried_over()
    {
        await using var told = await Telling.FromAsync("2021-12-15", Fire, City, District, Headquarters);
        var market = await told.FindAsync("2021-12-15", Fire, Found("higherLevelSupervision", "430902", "fire", "430902-SITE-QB", "桥北片区市场建于上世纪九十年代，规划滞后，火灾隐患突出"));
        await told.RefusedAsync(market, "2021-12-20", Fire, "gradings", Expert(agree: 4), "panelTooSmall");
        await told.DoAsync(market, "2021-12-20", Fire, "gradings", Expert(agree: 6));
        await told.DoAsync(market, "2021-12-24", City, "listings", new { listingNo = "L-QB", level = "city", listingBody = City.Organisation, supervisingUnit = Fire.Organisation, responsibleUnit = District.Organisation, deadline = "2022-12-31" });
        await told.DoAsync(market, "2022-01-10", District, "assignments", new { to = Headquarters.Organisation, slipNo = "交办〔2022〕1号" });
        await told.DoAsync(market, "2022-01-28", Headquarters, "plans", Plan(51_000_000, "2022-12-31"));
        await told.DoAsync(market, "2022-02-11", Fire, "plan-decisions", new { decision = "approved" });
        for (var no = 1; no <= 56; no++)
        {
            await told.DoAsync(market, "2022-02-11", Headquarters, "items", new { no, description = $"整改事项 {no}" });
        }

        await told.DoAsync(market, "2022-04-28", Headquarters, "progress-reports", new { done = "五十项已完成", percent = 89 });
        for (var no = 1; no <= 50; no++)
        {
            await told.DoAsync(market, "2022-04-28", Headquarters, $"items/{no}/completions");
        }

        var asked = await told.DoAsync(market, "2022-12-02", Headquarters, "extension-requests", new { until = "2023-11-30", reason = "整体搬迁", measuresMeanwhile = "专人值守" });
        asked.Day("decideBy").ShouldBe("2022-12-16", "ten working days");
        await told.DoAsync(market, "2022-12-14", City, "extension-decisions", new { decision = "approved", deadline = "2023-11-30" });
        await told.RefusedAsync(market, "2023-11-20", Headquarters, "completion-reports", await ReportAsync(told, "2023-11-20", "too early"), "itemsOpen");
        for (var no = 51; no <= 56; no++)
        {
            await told.DoAsync(market, "2023-11-20", Headquarters, $"items/{no}/completions");
        }

        await told.DoAsync(market, "2023-11-20", Headquarters, "completion-reports", await ReportAsync(told, "2023-11-20", "qb"));
        await told.RefusedAsync(market, "2023-11-22", Fire, "delisting-requests", new { listingNo = "L-QB" }, "notAccepted");
        await told.DoAsync(market, "2023-11-24", Fire, "acceptance-inspections", Passed());
        await told.DoAsync(market, "2023-12-01", City, "delistings", new { listingNo = "L-QB", ground = "rectified" });
        await told.DoAsync(market, "2023-12-01", City, "closures", new { kind = "rectified" });
        await told.DoAsync(market, "2023-12-06", City, "listing-publications", new { listingNo = "L-QB", medium = "市政府网站" });
        await told.DoAsync(market, "2024-03-18", District, "look-backs", new { outcome = "holds", inspectors = new[] { "P-D1" } });

        var in2022 = await told.FiguresAsync("from=2021-01-01&asOf=2022-12-31");
        (in2022.Int("found"), in2022.Int("open"), in2022.Int("notYetDue"), in2022.Int("overdue")).ShouldBe((1, 1, 1, 0), "one hazard, not fifty-six; not due thanks to the extension");
        (in2022.Int("supervision.active"), in2022.Int("supervision.byLevel.city")).ShouldBe((1, 1));
        (await told.AtAsync(market, "2022-12-31"))["items"].EnumerateArray().Count(item => item.TryGetProperty("completedOn", out _)).ShouldBe(50);
        var in2023 = await told.FiguresAsync("from=2023-01-01&asOf=2023-12-31");
        (in2023.Int("found"), in2023.Int("carryOver.opening"), in2023.Int("carryOver.closed"), in2023.Int("supervision.listed"), in2023.Int("supervision.delistedInPeriod"))
            .ShouldBe((0, 1, 1, 0, 1));
        var all = await told.FiguresAsync("from=2021-01-01&asOf=2023-12-31");
        (all.Rate("onTimeRate"), all.Rate("originalOnTimeRate")).ShouldBe(((1, 1), (0, 1)));
        all["funds.secured.yuan"].GetInt64().ShouldBe(51_000_000);
    }

    [Fact]
    public async Task H2_The_canopy_of_a_petrol_station_five_controls_and_a_review_before_resuming()
    {
        await using var told = await Telling.FromAsync("2024-02-05");
        var canopy = await told.FindAsync("2024-02-05", Bureau, With(Found("bureauInspection", "430902", "hazardousChemicals", "ZIYANG-X", "雨棚东南角不牢固，随时可能坍塌"), "occurredAt", "2024-02-05T10:20:00+08:00"));
        string[] kinds = ["stopUseEquipment", "evacuateVehicles", "cordon", "noEntryArea", "shutDown"];
        foreach (var kind in kinds)
        {
            await told.DoAsync(canopy, "2024-02-05", Bureau, "interim-controls", new { controlId = kind, kind, scope = "加油作业区", occurredAt = "2024-02-05T10:25:00+08:00" });
        }

        await told.DoAsync(canopy, "2024-02-06", Bureau, "gradings", Major("重大：须局部停业方能整改"));
        await told.DoAsync(canopy, "2024-02-06", Bureau, "rectification-orders", Order("2024-03-05"));
        await told.DoAsync(canopy, "2024-02-06", Firm, "plans", Plan(200_000, "2024-03-05"));
        await told.DoAsync(canopy, "2024-02-06", Chief, "plan-decisions", new { decision = "approved" });
        await told.RefusedAsync(canopy, "2024-02-20", Bureau, "interim-controls/shutDown/liftings", new { reason = "过节" }, "resumptionRequired");
        await told.DoAsync(canopy, "2024-02-26", Firm, "completion-reports", await ReportAsync(told, "2024-02-26", "canopy"));
        var asked = await told.DoAsync(canopy, "2024-02-26", Firm, "resumption-requests", new { controls = new[] { "stopUseEquipment", "shutDown" }, report = "结构工程师鉴定" });
        asked.Day("reviewBy").ShouldBe("2024-03-07", "ten days");
        await told.DoAsync(canopy, "2024-02-29", Chief, "acceptance-inspections", Passed());
        await told.RefusedAsync(canopy, "2024-02-29", Chief, "closures", new { kind = "rectified" }, "controlActive");
        await told.DoAsync(canopy, "2024-02-29", Chief, "resumption-decisions", new { decision = "approved", reviewers = new[] { "P-B2" }, findings = "现场复核合格" });
        foreach (var kind in kinds)
        {
            await told.DoAsync(canopy, "2024-02-29", Chief, $"interim-controls/{kind}/liftings", new { reason = "验收合格" });
        }

        await told.DoAsync(canopy, "2024-02-29", Chief, "closures", new { kind = "rectified" });
        var figures = await told.FiguresAsync("from=2024-01-01&asOf=2024-02-29");
        (figures.Int("major.closed"), figures.Rate("onTimeRate")).ShouldBe((1, (1, 1)));
        var stop = (await told.AtAsync(canopy, "2024-02-28"))["controls"].EnumerateArray().Single(control => control.GetProperty("controlId").GetString() == "stopUseEquipment");
        (DateOnly.Parse("2024-02-29").DayNumber - DateOnly.Parse(stop.GetProperty("imposedOn").GetString()!).DayNumber).ShouldBe(24);
    }

    [Fact]
    public async Task H3_Fireworks_without_a_licence_seized_for_thirty_days_that_do_not_roll()
    {
        await using var told = await Telling.FromAsync("2024-03-14");
        var shop = await told.FindAsync("2024-03-14", Bureau, Found("unannouncedInspection", "430902", "fireworks", "SITE-XQH-7", "无证销售烟花爆竹"));
        await told.DoAsync(shop, "2024-03-14", Bureau, "rectification-orders", new { orderKind = "immediate", deadline = "2024-03-14", requirements = new[] { "立即停止非法销售" } });
        await told.RefusedAsync(shop, "2024-03-14", Bureau, "interim-controls", new { controlId = "S-1", kind = "seize", scope = "店内", documentNo = "扣〔2024〕3号" }, "inventoryRequired");
        var seized = await told.DoAsync(shop, "2024-03-14", Bureau, "interim-controls", new
        {
            controlId = "S-1", kind = "seize", scope = "店内", documentNo = "扣〔2024〕3号",
            items = new[] { new { name = "样品", quantity = 18, unit = "件" }, new { name = "烟花", quantity = 19, unit = "箱" }, new { name = "鞭炮", quantity = 12, unit = "挂" } },
        });
        seized.Day("until").ShouldBe("2024-04-13", "a Saturday: the limit protects the citizen and is not rolled");
        var opened = await told.DoAsync(shop, "2024-03-15", Bureau, "penalty-cases", new { caseNo = "C-3", cause = "烟花爆竹安全管理条例第三十六条" });
        opened.Day("decideBy").ShouldBe("2024-06-13", "ninety days");
        await told.RefusedAsync(shop, "2024-03-20", Bureau, "interim-controls/S-1/extensions", new { until = "2024-05-14", reason = "鉴定" }, "seizureTooLong");
        var decided = await told.DoAsync(shop, "2024-04-01", Chief, "penalty-decisions", new { caseNo = "C-3", fine = 20_000, confiscation = "全部烟花爆竹" });
        decided.Day("publishBy").ShouldBe("2024-04-11", "seven working days over Qingming and the working Sunday of 7 April");
        await told.RefusedAsync(shop, "2024-04-02", Bureau, "closures", new { kind = "rectified", note = "罚款已缴" }, "notAccepted");
        await told.DoAsync(shop, "2024-04-02", Bureau, "interim-controls/S-1/liftings", new { reason = "没收", disposal = "confiscated" });
        await told.DoAsync(shop, "2024-04-08", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(shop, "2024-04-08", Chief, "closures", new { kind = "rectified" });
        await told.DoAsync(shop, "2024-04-11", Chief, "exposures", new { medium = "区政府网站" });
        var figures = await told.FiguresAsync("from=2024-01-01&asOf=2024-04-11");
        (figures.Int("rectified"), figures.Int("enforcement.penalties"), figures["enforcement.fines.yuan"].GetInt64(), figures.Int("enforcement.exposed")).ShouldBe((1, 1, 20_000L, 1));
    }

    [Fact]
    public async Task H4_A_false_record_put_right_without_a_penalty()
    {
        await using var told = await Telling.FromAsync("2024-03-11");
        var record = await told.FindAsync("2024-03-11", Bureau, Found("bureauInspection", "430902", "industryTrade", "ZIYANG-Y", "未如实记录隐患排查治理情况", "management"));
        await told.DoAsync(record, "2024-03-11", Bureau, "gradings", new { grade = "general", criteria = Array.Empty<object>(), method = "direct", reasons = "一般" });
        await told.DoAsync(record, "2024-03-11", Bureau, "rectification-orders", Order("2024-03-25"));
        await told.DoAsync(record, "2024-03-11", Bureau, "notes", new { note = "现场讲解" });
        var reported = await told.DoAsync(record, "2024-03-22", Firm, "completion-reports", await ReportAsync(told, "2024-03-22", "ledger rebuilt"));
        reported.Day("reinspectBy").ShouldBe("2024-04-01", "ten days");
        await told.DoAsync(record, "2024-04-01", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(record, "2024-04-01", Chief, "closures", new { kind = "rectified" });
        var figures = await told.FiguresAsync("from=2024-01-01&asOf=2024-04-01");
        (figures.Int("rectified"), figures.Int("enforcement.penalties"), figures.Rate("onTimeRate")).ShouldBe((1, 0, (1, 1)));
    }

    [Fact]
    public async Task H4b_Nothing_done_reminded_inspected_in_vain_and_fined_it_stays_open()
    {
        await using var told = await Telling.FromAsync("2024-03-11");
        var record = await told.FindAsync("2024-03-11", Bureau, Found("bureauInspection", "430902", "industryTrade", "ZIYANG-Y", "未如实记录隐患排查治理情况", "management"));
        await told.DoAsync(record, "2024-03-11", Bureau, "rectification-orders", Order("2024-03-25"));
        await told.DoAsync(record, "2024-03-29", Bureau, "notices", new { kind = "reminder", to = "ZIYANG-Y" });
        await told.DoAsync(record, "2024-04-03", Chief, "acceptance-inspections", new { result = "failed", inspectors = new[] { "P-B2", "P-B3" }, reasons = new[] { "仍未如实记录" } });
        await told.DoAsync(record, "2024-04-10", Bureau, "penalty-cases", new { caseNo = "C-4b", cause = "安全生产法第九十七条第五项" });
        await told.DoAsync(record, "2024-04-20", Chief, "penalty-decisions", new { caseNo = "C-4b", fine = 20_000 });
        (await told.FiguresAsync("from=2024-01-01&asOf=2024-03-25")).Int("overdue").ShouldBe(0);
        (await told.FiguresAsync("from=2024-01-01&asOf=2024-03-26")).Int("overdue").ShouldBe(1);
        var figures = await told.FiguresAsync("from=2024-01-01&asOf=2024-04-20");
        (figures.Int("rectified"), figures.Int("open"), figures.Int("enforcement.penalties"), figures["enforcement.fines.yuan"].GetInt64()).ShouldBe((0, 1, 1, 20_000L));
    }

    internal static Dictionary<string, object?> Found(string source, string area, string sector, string site, string description, string category = "thing") => new()
    {
        ["source"] = source, ["area"] = area, ["sector"] = sector, ["category"] = category, ["site"] = site, ["place"] = "现场", ["description"] = description, ["discoverers"] = new[] { "P-1" },
    };

    internal static Dictionary<string, object?> With(Dictionary<string, object?> body, string name, object? value)
    {
        body[name] = value;
        return body;
    }

    internal static object Major(string reasons) => new { grade = "major", criteria = new[] { new { standard = "Order 10 of 2023", clause = "Art. 11" } }, method = "direct", reasons };

    internal static object Order(string deadline) => new { orderKind = "limited", deadline, requirements = new[] { "限期整改" } };

    internal static object Plan(long amount, string deadline) => new
    {
        measures = new[] { "按方案治理" }, responsibleUnit = "责任单位", responsiblePerson = "P-9", funds = new { amount, source = "自筹", secured = true },
        deadline, contingencyPlan = "应急预案", interimMeasures = "专人值守",
    };

    internal static object Passed() => new { result = "passed", inspectors = new[] { "P-B2", "P-B3" } };

    internal static async Task<object> ReportAsync(Telling told, string day, string seed) => new { measures = "已按要求整改", report = "自验报告", evidence = await told.PhotoAsync(day, "after", seed) };

    private static object Expert(int agree) => new
    {
        grade = "major", criteria = new[] { new { standard = "GB 35181-2017", clause = "6.1" } }, method = "expert", reasons = "专家论证", panel = new { size = 7, agree },
    };
}
