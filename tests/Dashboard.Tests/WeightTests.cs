using System.Text.RegularExpressions;

namespace HazardLedger.Dashboard.Tests;

/// <summary>What a page costs a telephone: at most 60 KB of text, 32 KB of style, 5 KB of script, and nothing from elsewhere.</summary>
[Collection(nameof(Office))]
public sealed partial class WeightTests(Site site, Office office, Browser browser)
{
    private const int Text = 60 * 1024;
    private const int Style = 32 * 1024;
    private const int Script = 5 * 1024;

    public static TheoryData<string> Paths =>
    [
        "/", "/?asOf=2026-05-01&knownAt=2026-05-10T12:00:00%2B08:00", "/wall", "/groups", "/hazards", "/hazards?register=all", "/hazards/{no}", "/hazards/{no}?version=5", "/hazards/{no}/papers/3", "/hazards/{no}/papers/10",
        "/figures/found", "/figures/found?hazard={id}", "/figures/definitions", "/work?list=overdue", "/supervision", "/deadlines", "/forms/monthly", "/forms/monthly?by=area", "/states", "/sign-in", "/nowhere",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_keeps_within_its_weight(string path)
    {
        using var client = Site.Client(site.Address);
        var (number, listed) = (await site.NumberOfAsync(HalfYear.Listed), await site.RowOfAsync(HalfYear.Listed + "，除尘间未有效隔离"));
        foreach (var language in (string[])["zh", "en"])
        {
            var address = $"/{language}{path}".Replace("{no}", number, StringComparison.Ordinal).Replace("{id}", listed.Id.ToString(), StringComparison.Ordinal);
            using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine($"{address}: {page.Length} characters");
            ((await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length).ShouldBeLessThanOrEqualTo(Text, address);
            (await WeightAsync(client, StyleLink().Matches(page))).ShouldBeInRange(1, Style, address);
            (await WeightAsync(client, ScriptLink().Matches(page))).ShouldBeInRange(1, Script, address);
            Elsewhere().IsMatch(page).ShouldBeFalse(address);
        }
    }

    [Fact]
    public async Task A_long_history_comes_in_parts()
    {
        var (id, number) = await office.FoundAsync("a hazard that everybody writes about");
        for (var i = 0; i < 60; i++)
        {
            await office.PostAsync($"/v1/hazards/{id}/notes", new { note = $"{i} " + HalfYear.Long[..60], documentNo = $"荔应急督〔2026〕{i}号" });
        }

        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        var answer = await page.GotoAsync($"{office.Address}/zh/hazards/{number}");
        (await answer!.BodyAsync()).Length.ShouldBeLessThanOrEqualTo(Text);
        await page.ClickThroughAsync("a.more[href*='version=']");
        (await page.Locator(".tl > li").CountAsync()).ShouldBe(21);
    }

    private static async Task<int> WeightAsync(HttpClient client, IEnumerable<Match> links)
    {
        var sum = 0;
        foreach (var link in links)
        {
            sum += (await client.GetByteArrayAsync(link.Groups[1].Value, TestContext.Current.CancellationToken)).Length;
        }

        return sum;
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex StyleLink();

    [GeneratedRegex("<script src=\"([^\"]+)\"")]
    private static partial Regex ScriptLink();

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//")]
    private static partial Regex Elsewhere();
}
