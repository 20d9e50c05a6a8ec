using System.Net;
using System.Text.RegularExpressions;
using HazardLedger.Api.Http;
using HazardLedger.Projections;
using HazardLedger.Projections.Audits;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>What a controller sees: every event newest first, every law checked again, and what stands out.</summary>
[Collection(nameof(Office))]
public sealed partial class AuditPageTests(Site site, Office office, Whole whole, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_walk_through_the_feed_shows_every_event_once_newest_first()
    {
        var positions = await WalkAsync("/en/audit?area=all");
        positions.ShouldBe(positions.OrderDescending());
        positions.ShouldBe(Enumerable.Range(1, positions.Count).Select(position => (long)position).Reverse());
        positions.Count.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData("type=hazard_voided", "Voided")]
    [InlineData("by=P-1001", "P-1001")]
    [InlineData("late=any", "tag lag")]
    public async Task A_filter_takes_what_it_names(string filter, string said)
    {
        var page = WebUtility.HtmlDecode(await TextAsync($"/en/audit?{filter}"));
        var rows = Regex.Matches(page[page.IndexOf("class=\"t row cards events\"", StringComparison.Ordinal)..], "<tr>\\s*<td.*?</tr>", RegexOptions.Singleline);
        rows.Count.ShouldBeGreaterThan(0);
        rows.ShouldAllBe(row => row.Value.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_opens_the_hazard_as_the_event_left_it()
    {
        var page = WebUtility.HtmlDecode(await TextAsync("/en/audit?type=hazard_delisted"));
        var link = Regex.Match(page, "href=\"(/en/hazards/[0-9-]+\\?version=([0-9]+))\"");
        var hazard = WebUtility.HtmlDecode(await TextAsync(link.Groups[1].Value));
        hazard.ShouldContain("Delisted");
        hazard.ShouldContain($"id=\"v{link.Groups[2].Value}\"");
    }

    [Fact]
    public async Task The_audit_runs_from_the_page_and_says_what_it_checked()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/en/audit");
        await page.ClickThroughAsync("form[action$='/audit/runs'] button");
        await Assertions.Expect(page.Locator("table.laws tbody tr")).ToHaveCountAsync(AuditLaws.All.Count, new() { Timeout = 60_000 });
        (await page.Locator("table.laws .yes").CountAsync()).ShouldBeGreaterThan(12);
        (await page.Locator("table.laws tbody .late").CountAsync()).ShouldBe(0);
        (await page.InnerTextAsync("main")).ShouldContain("All 20 hold");
        (await page.Locator("td.mono.xs").AllInnerTextsAsync()).Distinct().Count().ShouldBe(1);
        foreach (var link in await page.Locator("section.c5 td.n a[href*='/audit?']").EvaluateAllAsync<string[]>("all => all.map(one => one.textContent + ' ' + one.getAttribute('href').split('#')[0])"))
        {
            var (count, path) = (long.Parse(link.Split(' ')[0].Replace(",", "", StringComparison.Ordinal)), link.Split(' ')[1]);
            ((long)(await WalkAsync(path)).Count).ShouldBe(count, path);
        }
    }

    [Fact]
    public async Task What_one_did_that_takes_two_is_counted_and_listed()
    {
        var run = await whole.Audits.RunAsync(Scope.Everything, AuditRoutes.Terms(new StoppedClock()), null, null, Stop);
        run.Report.Invariants.ShouldAllBe(law => law.Holds);
        run.Report.Invariants.Where(law => law.Checked == 0).Select(law => law.Id).ShouldBe(["D1", "D2", "D3"], ignoreOrder: true);
        run.Report.Delayed.Count.ShouldBeGreaterThan(0);
        whole.Audits.LastOf(Scope.Everything)!.Report.Position.ShouldBe(run.Report.Position);
    }

    [Fact]
    public async Task No_other_site_and_no_plain_reader_begins_an_audit()
    {
        using var client = Site.Client(site.Address);
        using var form = new FormUrlEncodedContent([]);
        using var forged = await client.PostAsync("/en/audit/runs", form, Stop);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/audit");
        (await page.Locator("form[action$='/audit/runs']").CountAsync()).ShouldBe(0);
        (await page.InnerTextAsync("main")).ShouldContain("A key with the permission to audit");
    }

    [Fact]
    public async Task A_key_of_one_town_sees_the_events_of_that_town_alone()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Guarded + "/zh/audit?area=all");
        await page.FillAsync("#key", Site.Key);
        await page.ClickThroughAsync("main button");
        (await page.Locator("table.events tbody td:nth-child(6)").AllInnerTextsAsync()).Distinct().ShouldBe(["黄石镇"]);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Everyone_can_read_an_audit(string language)
    {
        await whole.Audits.RunAsync(Scope.Everything, AuditRoutes.Terms(new StoppedClock()), null, null, Stop);
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{whole.Address}/{language}/audit?list=alone");
        await EveryPageTests.LookAsync(page, "/audit-alone", language);
    }

    private async Task<List<long>> WalkAsync(string path)
    {
        var positions = new List<long>();
        while (path.Length > 0)
        {
            var page = WebUtility.HtmlDecode(await TextAsync(path));
            positions.AddRange(Position().Matches(page).Select(match => long.Parse(match.Groups[1].Value.Replace(",", "", StringComparison.Ordinal))));
            path = Regex.Match(page, "rel=\"next\" href=\"([^\"#]+)").Groups[1].Value;
        }

        return positions;
    }

    private async Task<string> TextAsync(string path)
    {
        using var client = Site.Client(site.Address);
        return await client.GetStringAsync(path, Stop);
    }

    [GeneratedRegex("<td class=\"mono nw rt\">(?:<a [^>]*>)?([0-9,]+)")]
    private static partial Regex Position();
}
