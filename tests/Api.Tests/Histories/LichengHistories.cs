using static HazardLedger.Api.Tests.Histories.ZiyangHistories;

namespace HazardLedger.Api.Tests.Histories;

/// <summary>Histories of Licheng District, Fujian (domain §9, H5–H9, H11): every date, every expectation, every refusal, told over HTTP.</summary>
public sealed class LichengHistories
{
    private const string Area = "350304103";
    private static readonly Who Fire = new("P-F1", "350304-FIRE");
    private static readonly Who Town = new("P-T1", "350304103-TWN");
    private static readonly Who Bureau = new("P-B1", "350304-EMB");
    private static readonly Who Chief = new("P-B2", "350304-EMB");
    private static readonly Who Government = new("P-G1", "350304-GOV");
    private static readonly Who Firm = new("P-E1", "91350304MA2XA0K7XA");

    [Fact]
    public async Task H5_A_night_check_one_thing_fixed_on_the_spot_and_one_a_day_late()
    {
        await using var told = await Telling.FromAsync("2026-06-11");
        var stairs = await told.FindAsync("2026-06-11", Town, With(Found("jointInspection", Area, "fire", "SITE-JY", "电动车在楼梯间充电"), "occurredAt", "2026-06-11T20:30:00+08:00"));
        await told.DoAsync(stairs, "2026-06-11", Town, "on-the-spot-rectifications", new
        {
            measures = "当场移出", verifier = "P-F1", occurredAt = "2026-06-11T20:50:00+08:00",
            evidence = (object[])[.. await told.PhotoAsync("2026-06-11", "before", "stairs before"), .. await told.PhotoAsync("2026-06-11", "after", "stairs after")],
        });
        await told.DoAsync(stairs, "2026-06-11", Fire, "closures", new { kind = "rectified" });
        var valve = await told.FindAsync("2026-06-11", Fire, Found("jointInspection", Area, "fire", "SITE-JY", "喷淋阀门关闭"));
        await told.DoAsync(valve, "2026-06-12", Fire, "rectification-orders", new { orderKind = "limited", deadline = "2026-06-16", requirements = new[] { "打开阀门" }, servedOn = "2026-06-12", servedTo = "SITE-JY" });
        await told.DoAsync(valve, "2026-06-17", Fire, "acceptance-inspections", Passed());
        var figures = await told.FiguresAsync("from=2026-01-01&asOf=2026-06-17");
        (figures.Int("found"), figures.Int("rectified"), figures.Rate("onTheSpot")).ShouldBe((2, 2, (1, 2)));
        figures.Rate("onTimeRate").ShouldBe((0, 1), "done on the 17th, due on the 16th; what was fixed on the spot had no deadline");
    }

    [Fact]
    public async Task H6_Dust_explosion_listed_extended_failed_once_delisted_and_closed()
    {
        await using var told = await Telling.FromAsync("2026-02-10");
        var dust = await told.FindAsync("2026-02-10", Bureau, Found("bureauInspection", Area, "industryTrade", "SITE-Z", "木粉尘收集系统无防爆措施"));
        await told.DoAsync(dust, "2026-02-10", Bureau, "gradings", Major("工贸企业重大事故隐患判定标准第十一条"));
        await told.DoAsync(dust, "2026-02-10", Bureau, "rectification-orders", Order("2026-05-15"));
        await told.DoAsync(dust, "2026-02-10", Bureau, "interim-controls", new { controlId = "D-1", kind = "stopUseEquipment", scope = "除尘线" });
        await told.DoAsync(dust, "2026-02-26", Government, "listings", new { listingNo = "L-Z", level = "county", listingBody = Government.Organisation, supervisingUnit = Bureau.Organisation, responsibleUnit = Firm.Organisation, deadline = "2026-05-15" });
        await told.DoAsync(dust, "2026-03-04", Government, "listing-publications", new { listingNo = "L-Z", medium = "区政府网站" });
        await told.DoAsync(dust, "2026-03-12", Firm, "plans", Plan(860_000, "2026-05-15"));
        await told.DoAsync(dust, "2026-03-16", Bureau, "plan-decisions", new { decision = "approved" });
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-03-16")).Int("major.fiveElements").ShouldBe(1);
        await told.DoAsync(dust, "2026-03-31", Firm, "progress-reports", new { done = "设备已订购", percent = 40 });
        var asked = await told.DoAsync(dust, "2026-04-20", Firm, "extension-requests", new { until = "2026-06-05", reason = "设备未到货", measuresMeanwhile = "停用除尘线" });
        asked.Day("decideBy").ShouldBe("2026-05-07", "ten working days over the May holidays and the working Saturday of 9 May, which lies after them");
        await told.RefusedAsync(dust, "2026-05-06", Firm, "extension-decisions", new { decision = "approved", deadline = "2026-06-05" }, "notTheListingBody");
        await told.DoAsync(dust, "2026-05-06", Government, "extension-decisions", new { decision = "approved", deadline = "2026-06-05" });
        await told.DoAsync(dust, "2026-05-28", Firm, "completion-reports", await ReportAsync(told, "2026-05-28", "dust 1"));
        await told.DoAsync(dust, "2026-06-01", Chief, "acceptance-inspections", new { result = "failed", inspectors = new[] { "P-B2", "P-B3" }, reasons = new[] { "风管未接地" } });
        await told.DoAsync(dust, "2026-06-03", Firm, "completion-reports", await ReportAsync(told, "2026-06-03", "dust 2"));
        await told.DoAsync(dust, "2026-06-05", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(dust, "2026-06-05", Bureau, "delisting-requests", new { listingNo = "L-Z" });
        await told.DoAsync(dust, "2026-06-05", Firm, "resumption-requests", new { controls = new[] { "D-1" } });
        await told.DoAsync(dust, "2026-06-08", Chief, "resumption-decisions", new { decision = "approved", reviewers = new[] { "P-B2" }, findings = "合格" });
        await told.DoAsync(dust, "2026-06-08", Chief, "interim-controls/D-1/liftings", new { reason = "同意恢复使用" });
        await told.RefusedAsync(dust, "2026-06-08", Bureau, "closures", new { kind = "rectified" }, "delistFirst");
        await told.DoAsync(dust, "2026-06-09", Government, "delistings", new { listingNo = "L-Z", ground = "rectified" });
        await told.DoAsync(dust, "2026-06-09", Bureau, "closures", new { kind = "rectified" });
        await told.DoAsync(dust, "2026-06-16", Government, "listing-publications", new { listingNo = "L-Z", medium = "区政府网站" });

        var figures = await told.FiguresAsync("from=2026-01-01&asOf=2026-06-17");
        (figures.Int("major.closed"), figures.Int("supervision.listed"), figures.Int("supervision.delisted")).ShouldBe((1, 1, 1));
        (figures.Rate("firstPassRate"), figures.Rate("onTimeRate"), figures.Rate("originalOnTimeRate")).ShouldBe(((0, 1), (1, 1), (0, 1)));
        var before = await told.FiguresAsync("from=2026-01-01&asOf=2026-06-08");
        (before.Int("rectified"), before.Int("accepted")).ShouldBe((0, 1), "a major hazard is rectified when it is closed");
    }

    [Theory]
    [InlineData("2026-04-22", null, null)]
    [InlineData("2026-04-23", null, "extensionTooLate")]
    [InlineData("2026-04-15", 20, null)]
    [InlineData("2026-04-16", 20, "extensionTooLate")]
    public async Task H6_The_last_day_to_ask_for_more_time_is_counted_back_in_working_days_by_the_policy(string day, int? workingDays, string? refused)
    {
        await using var told = await Telling.FromAsync("2026-02-10");
        if (workingDays is { } count)
        {
            var rule = new { id = $"listed-extension-request-{count}", count, unit = "workingDays", source = "Qingdao listing rule of 2012", confidence = "example" };
            var set = await told.SendAsync("2026-02-10", new("P-A", "LEDGER", "administrator"), "/v1/policies", new
            {
                jurisdiction = "350304", validFrom = "2026-01-01", source = "Qingdao listing rule of 2012", confidence = "example", reason = "本区规定", rules = new { listedExtensionRequest = rule },
            });
            set.Status.ShouldBe(System.Net.HttpStatusCode.Created, set.Text);
        }

        var dust = await told.FindAsync("2026-02-10", Bureau, Found("bureauInspection", Area, "industryTrade", "SITE-Z", "粉尘"));
        await told.DoAsync(dust, "2026-02-10", Bureau, "gradings", Major("第十一条"));
        await told.DoAsync(dust, "2026-02-10", Bureau, "rectification-orders", Order("2026-05-15"));
        await told.DoAsync(dust, "2026-02-26", Government, "listings", new { listingNo = "L-Z", level = "county", listingBody = Government.Organisation, supervisingUnit = Bureau.Organisation, responsibleUnit = Firm.Organisation, deadline = "2026-05-15" });
        var request = new { until = "2026-06-05", reason = "设备未到货", measuresMeanwhile = "停用" };
        var answer = await told.SendAsync(day, Firm, $"/v1/hazards/{dust}/extension-requests", request);
        (answer.Code, answer.Status).ShouldBe((refused, refused is null ? System.Net.HttpStatusCode.Created : System.Net.HttpStatusCode.Conflict), answer.Text);
    }

    [Fact]
    public async Task H7_The_forty_second_is_overdue_the_day_after_its_deadline_without_any_event()
    {
        await using var told = await Telling.FromAsync("2026-05-20");
        var open = await told.FindAsync("2026-05-20", Bureau, Found("bureauInspection", Area, "industryTrade", "SITE-42", "重大隐患"));
        await told.DoAsync(open, "2026-05-22", Bureau, "gradings", Major("判定标准"));
        await told.DoAsync(open, "2026-05-22", Bureau, "rectification-orders", Order("2026-07-20"));
        await told.DoAsync(open, "2026-05-28", Firm, "plans", Plan(100_000, "2026-07-20"));
        await told.DoAsync(open, "2026-06-02", Chief, "plan-decisions", new { decision = "approved" });
        await told.DoAsync(open, "2026-06-15", Firm, "progress-reports", new { done = "过半", percent = 60 });
        var published = await told.FiguresAsync("from=2026-01-01&asOf=2026-06-17");
        (published.Int("major.open"), published.Int("notYetDue"), published.Int("overdue")).ShouldBe((1, 1, 0));
        var last = await told.FiguresAsync("from=2026-01-01&asOf=2026-07-20");
        (last.Int("notYetDue"), last.Int("overdue")).ShouldBe((1, 0));
        var after = await told.FiguresAsync("from=2026-01-01&asOf=2026-07-21");
        (after.Int("notYetDue"), after.Int("overdue")).ShouldBe((0, 1));
        (await told.AtAsync(open, "2026-07-21"))["deadline.overdue"].GetBoolean().ShouldBeTrue();
        (await told.GetAsync($"/v1/hazards/{open}/events")).Text.ShouldNotContain("rectification_overdue_recorded", Case.Sensitive, "the ledger's own day has not come there: no event says so");
    }

    [Theory]
    [InlineData(10_000, 3_900)]
    [InlineData(3_000_000, 390_000)]
    public async Task H8_A_workers_report_upgraded_closed_fined_and_rewarded_without_a_name(long fine, long reward)
    {
        await using var told = await Telling.FromAsync("2026-03-05");
        var welding = await told.FindAsync("2026-03-05", Bureau, Found("workerReport", Area, "industryTrade", "SITE-8", "无证电焊", "act"));
        await told.DoAsync(welding, "2026-03-05", Bureau, "gradings", new { grade = "general", criteria = Array.Empty<object>(), method = "direct", reasons = "一般" });
        await told.DoAsync(welding, "2026-03-09", Bureau, "gradings", Major("特种作业人员未持证上岗"));
        await told.DoAsync(welding, "2026-03-09", Bureau, "rectification-orders", Order("2026-03-30"));
        await told.DoAsync(welding, "2026-03-26", Firm, "completion-reports", await ReportAsync(told, "2026-03-26", "certificates"));
        await told.DoAsync(welding, "2026-03-30", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(welding, "2026-03-30", Chief, "closures", new { kind = "rectified" });
        await told.DoAsync(welding, "2026-03-31", Bureau, "penalty-cases", new { caseNo = "C-8", cause = "安全生产法第九十七条" });
        await told.DoAsync(welding, "2026-04-15", Chief, "penalty-decisions", new { caseNo = "C-8", fine });
        await told.RefusedAsync(welding, "2026-04-16", Bureau, "rewards", new { scheme = "R6", amount = 390_001, reporterToken = "RT-1" }, "rewardTooHigh");
        await told.DoAsync(welding, "2026-04-16", Bureau, "rewards", new { scheme = "R6", amount = reward, reporterToken = "RT-1" });
        new Domain.Policies.Policy().Reward.AmountFor(fine, ownWorker: true).ShouldBe(reward, "15 %, at least 3,000, at most 300,000; and 30 % more for a worker of the unit");
        var early = await told.FiguresAsync("from=2026-01-01&asOf=2026-03-08");
        var late = await told.FiguresAsync("from=2026-01-01&asOf=2026-03-09");
        (early.Int("found"), early.Int("major.found"), late.Int("found"), late.Int("major.found")).ShouldBe((1, 0, 1, 1));
    }

    [Fact]
    public async Task H9_A_duplicate_a_wrong_area_and_nothing_there()
    {
        await using var told = await Telling.FromAsync("2026-04-02");
        var first = await told.FindAsync("2026-04-02", Town, Found("townshipInspection", Area, "fire", "SITE-Q", "安全出口堵塞"));
        var again = await told.FindAsync("2026-04-03", Bureau, Found("bureauInspection", Area, "fire", "SITE-Q", "出口被堵"));
        await told.RefusedAsync(again, "2026-04-07", Bureau, "mergers", new { survivor = first, reason = "同一隐患" }, "secondPersonRequired");
        await told.AgreeAsync(again, "2026-04-07", Bureau, Chief, "mergers", new { survivor = first, reason = "同一隐患" });
        var merged = await told.AtAsync(first, "2026-04-07");
        merged["alsoFoundBy"].EnumerateArray().Count().ShouldBe(1);
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-04-07")).Int("found").ShouldBe(1);

        var moved = await told.FindAsync("2026-04-10", Bureau, Found("bureauInspection", Area, "fire", "SITE-R", "登记错区"));
        var known = (await told.FiguresAsync("from=2026-01-01&asOf=2026-04-15&area=350304")).Position;
        await told.AgreeAsync(moved, "2026-04-20", Bureau, Chief, "corrections", new { field = "area", newValue = "350302103", reason = "属邻区" });
        (await told.FiguresAsync($"from=2026-01-01&asOf=2026-04-15&area=350304&position={known}")).Int("found").ShouldBe(2, "as known then");
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-04-15&area=350304")).Int("found").ShouldBe(1, "as known now: one less");
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-04-15&area=350302")).Int("found").ShouldBe(1);

        var nothing = await told.FindAsync("2026-04-20", Bureau, Found("publicReport", Area, "fire", "SITE-S", "举报称有隐患"));
        await told.AgreeAsync(nothing, "2026-04-21", Bureau, Chief, "voidings", new { reason = "notFound" });
        var figures = await told.FiguresAsync("from=2026-01-01&asOf=2026-04-21&area=350304");
        (figures.Int("found"), figures.Int("audit.voided")).ShouldBe((1, 1));

        var listed = await told.FindAsync("2026-04-22", Bureau, Found("bureauInspection", Area, "fire", "SITE-T", "挂牌隐患"));
        await told.DoAsync(listed, "2026-04-22", Bureau, "gradings", Major("判定标准"));
        await told.DoAsync(listed, "2026-04-22", Government, "listings", new { listingNo = "L-T", level = "county", listingBody = Government.Organisation, supervisingUnit = Bureau.Organisation, responsibleUnit = Firm.Organisation, deadline = "2026-06-15" });
        await told.RefusedAsync(listed, "2026-04-22", Bureau, "voidings?propose=true", new { reason = "notFound" }, "hazardIsListed");
        var third = await told.FindAsync("2026-04-22", Bureau, Found("bureauInspection", Area, "fire", "SITE-Q", "出口"));
        await told.RefusedAsync(third, "2026-04-22", Bureau, "mergers?propose=true", new { survivor = again, reason = "同一隐患" }, "survivorIsGone");
    }

    [Fact]
    public async Task H11_Handed_over_to_the_department_in_charge()
    {
        var housing = new Who("P-H1", "350304-HOU");
        await using var told = await Telling.FromAsync("2026-03-16");
        var hose = await told.FindAsync("2026-03-16", Bureau, Found("bureauInspection", Area, "gas", "SITE-REST", "燃气软管老化"));
        var other = await told.FindAsync("2026-03-16", Bureau, Found("bureauInspection", Area, "industryTrade", "SITE-O", "未接地"));
        await told.DoAsync(hose, "2026-03-17", Bureau, "transfers", new { to = housing.Organisation, reason = "属燃气主管部门", basis = new[] { "WSL-69" } });
        await told.RefusedAsync(hose, "2026-03-18", Bureau, "assignment-answers", new { answer = "accepted" }, "notTheReceiver");
        await told.DoAsync(hose, "2026-03-18", housing, "assignment-answers", new { answer = "accepted" });
        await told.DoAsync(hose, "2026-03-18", housing, "rectification-orders", Order("2026-03-27"));
        await told.DoAsync(hose, "2026-03-27", housing, "acceptance-inspections", Passed());
        await told.DoAsync(hose, "2026-03-27", housing, "closures", new { kind = "rectified" });
        (await told.AtAsync(other, "2026-03-31")).Text("lifecycle").ShouldBe("registered");
        var byDepartment = (await told.FiguresAsync("from=2026-01-01&asOf=2026-03-31&groupBy=regulator"))["groups"].EnumerateArray()
            .ToDictionary(group => group.GetProperty("key").GetString() ?? "", group => (group.GetProperty("found").GetInt32(), group.GetProperty("rectified").GetInt32()));
        byDepartment[housing.Organisation].ShouldBe((1, 1));
        byDepartment.Values.Sum(group => group.Item1).ShouldBe(2, "departments add up to the total");
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-03-16&groupBy=regulator"))["groups"].EnumerateArray().Any(group => group.GetProperty("key").GetString() == housing.Organisation).ShouldBeFalse();
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-03-31&groupBy=foundBy"))["groups"].EnumerateArray().Single().GetProperty("key").GetString().ShouldBe(Bureau.Organisation);
    }
}
