using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Lists to work through, the board of supervision and the board of deadlines.</summary>
[Collection(nameof(Office))]
public sealed partial class BoardTests(Site site, Office office, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_strip_and_the_spans_count_what_the_register_counts()
    {
        var today = StoppedClock.Today;
        var due = await site.Register.DueAsync(Scope.Everything, "350304", new(1949, 10, 1), today.AddDays(13), Stop);
        var overdue = (RegisterPage)await site.Register.PageAsync(Scope.Everything, new(RegisterName.Overdue, today) { Area = "350304", WithTotal = true }, null, 500, Stop);
        var soon = (RegisterPage)await site.Register.PageAsync(Scope.Everything, new(RegisterName.DueSoon, today) { Area = "350304", DueSoonDays = 13, WithTotal = true }, null, 500, Stop);
        due.Where(day => day.On < today).Sum(day => day.Count).ShouldBe(overdue.Total!.Value);
        due.Where(day => day.On >= today).Sum(day => day.Count).ShouldBe(soon.Total!.Value);
        due.ShouldBe(overdue.Items.Concat(soon.Items).GroupBy(item => item.Deadline.On!.Value).OrderBy(day => day.Key).Select(day => (day.Key, day.LongCount())));

        using var client = Site.Client(site.Address);
        var page = await client.GetStringAsync("/en/deadlines", Stop);
        StripNumber().Matches(page).Sum(one => long.Parse(one.Groups[1].Value)).ShouldBe(soon.Total.Value);
        SpanNumber().Matches(page).Sum(one => long.Parse(one.Groups[1].Value)).ShouldBe(overdue.Total.Value);
        StripNumber().Count(page).ShouldBe(14);
    }

    [Fact]
    public async Task An_overdue_hazard_shows_the_rung_that_its_days_have_reached()
    {
        using var client = Site.Client(site.Address);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/en/deadlines", Stop));
        var late = (RegisterPage)await site.Register.PageAsync(Scope.Everything, new(RegisterName.Overdue, StoppedClock.Today) { Area = "350304", Sort = new(RegisterKey.Deadline, Descending: false) }, null, 1, Stop);
        var days = StoppedClock.Today.DayNumber - late.Items[0].Deadline.On!.Value.DayNumber;
        days.ShouldBeGreaterThan(30);
        var row = page[page.IndexOf(late.Items[0].Number, StringComparison.Ordinal)..];
        row[..row.IndexOf("</tr>", StringComparison.Ordinal)].ShouldContain("Circular");
    }

    [Fact]
    public async Task The_board_of_supervision_lists_what_stands_and_what_nobody_has_listed()
    {
        using var client = Site.Client(site.Address);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/zh/supervision", Stop));
        page.ShouldContain("当前没有在挂的隐患"); // the one listing of the half year was lifted
        page.ShouldContain("储罐区可燃气体报警器失效");
    }

    [Fact]
    public async Task A_listing_stands_on_the_board_until_it_is_published()
    {
        var (id, number) = await office.FoundAsync("a listing to be made known");
        await office.PostAsync($"/v1/hazards/{id}/gradings", new { grade = "major", criteria = new[] { new { standard = "MEM-10", clause = "11" } }, method = "direct", reasons = "plain to see" });
        await office.PostAsync($"/v1/hazards/{id}/rectification-orders", new { orderKind = "limited", deadline = "2026-09-01", requirements = new[] { "repair it" }, documentNo = "77" });
        await office.PostAsync($"/v1/hazards/{id}/listings", new { listingNo = "L-77", level = "county", listingBody = "350304-GOV", supervisingUnit = "350304-EMB", responsibleUnit = "SITE-1", deadline = "2026-09-01", documentNo = "78" });
        var waiting = await RowAsync(number);
        waiting.ShouldContain("Not published");
        var frozen = (await office.Client.GetFromJsonAsync<JsonElement>($"/v1/hazards/{id}/events", Stop)).GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("type").GetString() == "hazard_listed").GetProperty("data").GetProperty("publishBy").GetString()!;
        waiting.ShouldContain($"to be published by {frozen}");
        waiting.ShouldMatch($"{frozen} · ([0-9]+ d left|Due today)");
        await office.PostAsync($"/v1/hazards/{id}/listing-publications", new { listingNo = "L-77", medium = "portal" });
        var published = await RowAsync(number);
        published.ShouldNotContain("Not published");
        published.ShouldContain($"to be published by {frozen}");
    }

    [Fact]
    public async Task What_one_proposes_waits_for_the_other_and_not_for_oneself()
    {
        var (id, number) = await office.FoundAsync("waits for the other");
        await office.PostAsync($"/v1/hazards/{id}/voidings?propose=true", new { reason = "outOfScope" });
        await using var window = await browser.OpenAsync(script: false);
        var own = await office.EnterAsync(window, office.First);
        await own.GotoAsync(office.Address + "/en/work?list=approval");
        (await own.InnerTextAsync("main")).ShouldNotContain(number);
        await using var other = await browser.OpenAsync(script: false);
        var second = await office.EnterAsync(other, office.Second);
        await second.GotoAsync(office.Address + "/en/work?list=approval");
        await second.ClickThroughAsync($"[aria-label='Refuse a proposal {number}']");
        await second.FillAsync("[name=reason]", "it is in scope");
        await second.ClickThroughAsync("button[value=record]");
        (await office.HazardAsync(id)).GetProperty("proposals")[0].GetProperty("state").GetString().ShouldBe("refused");
    }

    [Fact]
    public async Task Mine_is_what_my_organisation_supervises()
    {
        var (_, number) = await office.FoundAsync("under my organisation");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/work");
        (await page.Locator(".views [aria-current]").InnerTextAsync()).ShouldStartWith("Under my organisation");
        var mine = (RegisterPage)await office.Register.PageAsync(Scope.Everything, new(RegisterName.Open, StoppedClock.Today) { Regulator = "350304-EMB" }, null, 500, Stop);
        mine.Items.ShouldContain(item => item.Number == number);
        mine.Items.ShouldAllBe(item => item.Regulator == "350304-EMB");
        using var stranger = Site.Client(site.Address);
        (await stranger.GetStringAsync("/en/work?list=mine", Stop)).ShouldContain("Sign in to see what your organisation supervises");
    }

    [Theory]
    [InlineData("/work?list=overdue", "zh")]
    [InlineData("/work?list=overdue", "en")]
    [InlineData("/work?list=approval", "en")]
    [InlineData("/supervision", "zh")]
    [InlineData("/supervision", "en")]
    [InlineData("/supervision?asOf=2026-04-01", "en")]
    [InlineData("/deadlines", "zh")]
    [InlineData("/deadlines", "en")]
    public async Task Everyone_can_use_it(string path, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{site.Address}/{language}{path}");
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        await EveryPageTests.LookAsync(page, path, language);
    }

    private async Task<string> RowAsync(string number)
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/supervision");
        return await page.Locator("tr", new() { HasText = number }).InnerTextAsync();
    }

    [GeneratedRegex("</span><b(?: class=\"zero\")?><a [^>]*>([0-9]+)</a>")]
    private static partial Regex StripNumber();

    [GeneratedRegex(@" d(?: and more)? <b><a [^>]*>([0-9]+)</a>")]
    private static partial Regex SpanNumber();
}
