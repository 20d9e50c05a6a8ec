using static HazardLedger.Api.Tests.Histories.ZiyangHistories;

namespace HazardLedger.Api.Tests.Histories;

/// <summary>H10 of domain §9: rectified on paper, reopened, overdue, listed, fined by the day, escalated, without power, and closed at last.</summary>
public sealed class FalseRectification
{
    private const string Area = "350302103";
    private static readonly Who Fire = new("P-F1", "350302-FIRE");
    private static readonly Who Chief = new("P-F2", "350302-FIRE");
    private static readonly Who County = new("P-G1", "350302-GOV");
    private static readonly Who City = new("P-C1", "350300-GOV");
    private static readonly Who Firm = new("P-E1", "91350304MA32HD0103");

    [Fact]
    public async Task H10_What_was_rectified_only_on_paper_is_counted_so_until_it_is_found_out()
    {
        await using var told = await Telling.FromAsync("2025-11-10", Fire, Chief, County, City, Firm);
        var exits = await told.FindAsync("2025-11-10", Fire, Found("fireInspection", Area, "fire", "SITE-W", "安全出口上锁"));
        await told.DoAsync(exits, "2025-11-10", Fire, "gradings", Major("重大火灾隐患"));
        await told.DoAsync(exits, "2025-11-10", Fire, "rectification-orders", Order("2026-01-10"));
        await told.DoAsync(exits, "2025-12-28", Firm, "completion-reports", await ReportAsync(told, "2025-12-28", "on paper"));
        await told.DoAsync(exits, "2025-12-30", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(exits, "2025-12-30", Chief, "closures", new { kind = "rectified" });
        await told.DoAsync(exits, "2026-02-27", Chief, "look-backs", new { outcome = "notActuallyRectified", inspectors = new[] { "P-F2" } });
        await told.DoAsync(exits, "2026-02-27", Chief, "reopenings", new { cause = "实际未整改", deadline = "2026-03-20" });
        await told.DoAsync(exits, "2026-03-24", Fire, "notices", new { kind = "reminder", to = "SITE-W" });
        (await told.GetAsync($"/v1/hazards/{exits}/deadline?asOf=2026-03-25"))["overdueSince"].GetString().ShouldBe("2026-03-21");
        await told.DoAsync(exits, "2026-03-27", County, "listings", Listing("L-W1", "county", County));
        await told.DoAsync(exits, "2026-04-15", Fire, "rectification-orders", Order("2026-05-20"));
        await told.DoAsync(exits, "2026-04-15", Fire, "penalty-cases", new { caseNo = "C-10", cause = "安全生产法第一百零二条" });
        await told.DoAsync(exits, "2026-04-15", Chief, "penalty-decisions", new { caseNo = "C-10", fine = 50_000 });
        await told.RefusedAsync(exits, "2026-04-20", Chief, "daily-fines", new { caseNo = "C-10", from = "2026-04-15", baseAmount = 50_000 }, "dailyFineFromOrder");
        await told.DoAsync(exits, "2026-04-20", Chief, "daily-fines", new { caseNo = "C-10", from = "2026-04-16", baseAmount = 50_000 });
        await told.DoAsync(exits, "2026-05-25", Fire, "notices", new { kind = "summons", to = "SITE-W" });
        await told.DoAsync(exits, "2026-05-28", City, "listing-escalations", new { listingNo = "L-W1", newListingNo = "L-W2", level = "city", listingBody = City.Organisation, deadline = "2026-07-31", reason = "逾期" });
        var cut = new { controlId = "PC", kind = "powerCut", scope = "全厂", noticeGivenAt = "2026-05-29T09:00:00+08:00", approvedBy = "P-F9" };
        await told.RefusedAsync(exits, "2026-05-30", Chief, "interim-controls", new { cut.controlId, cut.kind, cut.scope, cut.noticeGivenAt, cut.approvedBy, startsAt = "2026-05-30T08:59:00+08:00" }, "powerCutNoticeTooShort");
        await told.DoAsync(exits, "2026-05-30", Chief, "interim-controls", new { cut.controlId, cut.kind, cut.scope, cut.noticeGivenAt, cut.approvedBy, startsAt = "2026-05-30T09:00:00+08:00" });
        await told.DoAsync(exits, "2026-06-24", Firm, "completion-reports", await ReportAsync(told, "2026-06-24", "really"));
        await told.DoAsync(exits, "2026-06-26", Chief, "acceptance-inspections", Passed());
        await told.DoAsync(exits, "2026-06-26", Firm, "resumption-requests", new { controls = new[] { "PC" } });
        await told.DoAsync(exits, "2026-06-29", Chief, "resumption-decisions", new { decision = "approved", reviewers = new[] { "P-F2" }, findings = "合格" });
        await told.DoAsync(exits, "2026-06-29", Chief, "interim-controls/PC/liftings", new { reason = "恢复供电" });
        await told.RefusedAsync(exits, "2026-07-03", County, "delistings", new { listingNo = "L-W2", ground = "rectified" }, "notTheListingBody");
        await told.DoAsync(exits, "2026-07-03", City, "delistings", new { listingNo = "L-W2", ground = "rectified" });
        await told.DoAsync(exits, "2026-07-03", Chief, "closures", new { kind = "rectified" });

        (await told.FiguresAsync("from=2025-01-01&asOf=2025-12-31")).Int("rectified").ShouldBe(1, "between closing and reopening it was rectified");
        (await told.FiguresAsync("from=2025-01-01&asOf=2026-06-17")).Int("open").ShouldBe(1, "the cohort of 2025, read again");
        var published = await told.FiguresAsync("from=2026-01-01&asOf=2026-06-17");
        (published.Int("found"), published.Int("reopened"), published.Int("supervision.listed"), published.Int("supervision.delisted")).ShouldBe((0, 1, 1, 0));
        (published.Int("supervision.byLevel.city"), published.Int("stock.overdue"), published.Int("enforcement.penalties")).ShouldBe((1, 0, 1), "once, at its highest level; the new deadline is 31 July");
        (await told.FiguresAsync("from=2025-01-01&asOf=2026-06-17")).Int("everOverdue").ShouldBe(1);
        (await told.FiguresAsync("from=2026-01-01&asOf=2026-03-25")).Int("stock.overdue").ShouldBe(1);
    }

    private static object Listing(string no, string level, Who body) => new
    {
        listingNo = no, level, listingBody = body.Organisation, supervisingUnit = Fire.Organisation, responsibleUnit = "SITE-W", deadline = "2026-05-20",
    };
}
