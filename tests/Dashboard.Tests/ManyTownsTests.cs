using System.Net;
using System.Text.RegularExpressions;

namespace HazardLedger.Dashboard.Tests;

/// <summary>However much there is, a page keeps its weight, its totals stay whole, and what it leaves out is behind a link.</summary>
public sealed partial class ManyTownsTests(ManyTowns towns, Browser browser) : IClassFixture<ManyTowns>
{
    private const int Text = 60 * 1024;
    private const string Past = "asOf=2026-05-31&knownAt=2026-06-10T12:00:00%2B08:00";

    public static TheoryData<string> Paths =>
    [
        "/", $"/?{Past}", $"/?{Past}&from=2022-01-01", "/wall", "/groups", "/groups?page=2", $"/groups?{Past}&from=2022-01-01", "/forms/monthly", "/forms/monthly?by=area", $"/forms/monthly?by=area&{Past}",
        "/supervision", "/supervision?list=standing", "/supervision?list=unlisted", "/deadlines", "/hazards", "/hazards?register=all", "/work?list=overdue", "/figures/found", $"/figures/found?{Past}",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_keeps_within_its_weight(string path)
    {
        using var client = Site.Client(towns.Address);
        foreach (var language in (string[])["zh", "en"])
        {
            using var answer = await client.GetAsync($"/{language}{path}", Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            var bytes = (await answer.Content.ReadAsByteArrayAsync(Stop)).Length;
            TestContext.Current.TestOutputHelper?.WriteLine($"/{language}{path}: {bytes} bytes");
            bytes.ShouldBeLessThanOrEqualTo(Text, path);
        }
    }

    [Fact]
    public async Task Han_characters_are_sent_as_they_are_and_markup_is_not()
    {
        using var client = Site.Client(towns.Address);
        var page = await client.GetStringAsync("/zh/hazards?register=all&q=%3Cb%3E%26%23x4E00;", Stop);
        page.ShouldContain("隐患台账");
        page.ShouldContain("&lt;b&gt;&amp;#x4E00;");
        page.ShouldNotContain("<b>&#x4E00;");
    }

    [Fact]
    public async Task Every_town_stands_on_one_page_of_the_groups_and_the_total_is_of_all()
    {
        var expected = towns.ByTown;
        var found = new List<(string Town, long Count)>();
        foreach (var page in await WalkAsync("/zh/groups"))
        {
            var rows = GroupRow().Matches(page).Select(row => (row.Groups[1].Value, long.Parse(row.Groups[2].Value))).ToList();
            (rows.Sum(row => row.Item2) + RestOf(page)).ShouldBe(expected.Found);
            found.AddRange(rows);
        }

        found.Count.ShouldBe(ManyTowns.Towns);
        found.OrderBy(row => row.Town).ShouldBe(expected.Groups!.Select(group => (group.Key!, group.Found)).OrderBy(row => row.Item1));
    }

    [Fact]
    public async Task The_overview_shows_the_towns_with_most_and_leads_to_the_others()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(towns.Address + "/zh/");
        var text = await page.ContentAsync();
        var rows = GroupRow().Matches(text).Select(row => long.Parse(row.Groups[2].Value)).ToList();
        rows.Count.ShouldBe(20);
        rows.ShouldBe(rows.OrderDescending());
        (rows.Sum() + RestOf(text)).ShouldBe(towns.ByTown.Found);
        await page.ClickThroughAsync($"a:has-text('其余 {ManyTowns.Towns - 20} 个')");
        (await page.Locator("h1").InnerTextAsync()).ShouldBe("按属地");
        await EveryPageTests.LookAsync(page, "many-towns-groups", "zh");
    }

    [Fact]
    public async Task The_wall_has_room_for_the_towns_with_most()
    {
        await using var window = await browser.OpenAsync(width: 1920);
        var page = await window.NewPageAsync();
        await page.SetViewportSizeAsync(1920, 1080);
        await page.GotoAsync(towns.Address + "/en/wall");
        (await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")).ShouldBe([1920, 1080]);
    }

    [Fact]
    public async Task The_form_by_area_comes_in_parts_and_whole()
    {
        var parts = (await WalkAsync("/zh/forms/monthly?by=area")).ConvertAll(page => FormRow().Matches(page).Select(row => row.Groups[1].Value).ToList());
        parts.ShouldAllBe(part => part[0] == "合计");
        var whole = FormRow().Matches(WebUtility.HtmlDecode(await TextAsync("/zh/forms/monthly?by=area&page=all"))).Select(row => row.Groups[1].Value).ToList();
        whole.Count.ShouldBe(ManyTowns.Towns + 1);
        parts.SelectMany(part => part.Skip(1)).ShouldBe(whole.Skip(1));
    }

    [Theory]
    [InlineData("standing", "在挂")]
    [InlineData("unlisted", "未挂牌的在办重大隐患")]
    public async Task The_board_of_supervision_counts_all_and_shows_them_in_pages(string list, string said)
    {
        var pages = await WalkAsync($"/zh/supervision?list={list}");
        pages.Count.ShouldBe(4);
        pages.ShouldAllBe(page => page.Contains($"<caption>{said} {ManyTowns.Majors} 条</caption>"));
        var numbers = pages.SelectMany(page => Number().Matches(page).Select(row => row.Groups[1].Value)).ToList();
        numbers.Count.ShouldBe(ManyTowns.Majors);
        numbers.Distinct().Count().ShouldBe(ManyTowns.Majors);
        var board = WebUtility.HtmlDecode(await TextAsync("/zh/supervision"));
        board.ShouldContain($"<caption>{said} {ManyTowns.Majors} 条</caption>");
        board.ShouldContain($"/zh/supervision?list={list}\">全部 {ManyTowns.Majors} 项");
    }

    [Theory]
    [InlineData("/zh/supervision?cursor=1")]
    [InlineData("/zh/supervision?list=standing&cursor=1")]
    [InlineData("/en/supervision?list=all")]
    [InlineData("/en/groups?page=0")]
    [InlineData("/en/groups?by=sort")]
    [InlineData("/en/forms/monthly?page=none")]
    public async Task What_is_no_page_is_said_to_be_none(string path)
    {
        using var client = Site.Client(towns.Address);
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/en/supervision?list=unlisted")]
    [InlineData("/en/supervision")]
    [InlineData("/zh/forms/monthly?by=area&page=2")]
    public async Task Everyone_can_use_it(string path)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(towns.Address + path);
        await EveryPageTests.LookAsync(page, "many-towns" + path, path[1..3]);
    }

    // Each page by its link to the next.
    private async Task<List<string>> WalkAsync(string path)
    {
        var pages = new List<string>();
        for (var next = path; next.Length > 0; next = Regex.Match(pages[^1], "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value)
        {
            pages.Count.ShouldBeLessThan(30);
            pages.Add(WebUtility.HtmlDecode(await TextAsync(next)));
        }

        return pages;
    }

    private async Task<string> TextAsync(string path)
    {
        using var client = Site.Client(towns.Address);
        return await client.GetStringAsync(path, Stop);
    }

    private static long RestOf(string page) => Regex.Match(page, "<td class=\"n rest hide-s\">([0-9]+)</td>") is { Success: true } rest ? long.Parse(rest.Groups[1].Value) : 0;

    [GeneratedRegex("<th scope=\"row\">[^<]*</th>\\s*<td class=\"barc\"><svg[^\\n]*?</td><td class=\"n hide-s\"><a class=\"q\" href=\"/zh/figures/found\\?area=([0-9]+)\">([0-9]+)</a>")]
    private static partial Regex GroupRow();

    [GeneratedRegex("<tr[^>]*>\\s*<th scope=\"row\">([^<]+)</th><td")]
    private static partial Regex FormRow();

    [GeneratedRegex("<a class=\"mono\" href=\"/zh/hazards/([0-9-]+)\"")]
    private static partial Regex Number();
}
