using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Papers as they leave the printer: one sheet each, made from one event, and saying from which.</summary>
[Collection(nameof(Office))]
public sealed partial class PaperTests(Site site, Office office, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, "zh", "责令限期整改指令书", "荔应急责改〔2026〕12号", "2026年5月15日", "荔城区应急管理局")]
    [InlineData(4, "zh", "重大事故隐患挂牌督办通知书", "L-350304-2026-001", "2026年5月15日", "荔城区人民政府")]
    [InlineData(6, "zh", "重大事故隐患整改验收意见书", "风管未接地", "荔应急责改〔2026〕12号", "验收不合格")]
    [InlineData(8, "zh", "重大事故隐患整改验收意见书", "验收合格", "荔应急责改〔2026〕12号", "荔城区应急管理局")]
    [InlineData(10, "zh", "重大事故隐患摘牌通知书", "L-350304-2026-001", "2026年6月9日", "荔城区人民政府")]
    [InlineData(3, "en", "Order to rectify by a date", "荔应急责改〔2026〕12号", "15 May 2026", "Translation for information")]
    [InlineData(4, "en", "Notice of listing a major hazard for supervision", "L-350304-2026-001", "15 May 2026", "Supervising unit")]
    [InlineData(6, "en", "Opinion on the acceptance of a major hazard", "风管未接地", "1 June 2026", "Failed:")]
    [InlineData(10, "en", "Notice of delisting a major hazard", "L-350304-2026-001", "9 June 2026", "Licheng People's Government")]
    public async Task A_paper_is_one_sheet_of_A4_and_says_where_it_comes_from(int version, string language, params string[] says)
    {
        var number = await site.NumberOfAsync(HalfYear.Listed);
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{site.Address}/{language}/hazards/{number}/papers/{version}");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var text = await page.InnerTextAsync("body");
        foreach (var said in says.Concat([number, HalfYear.Listed]))
        {
            text.ShouldContain(said);
        }

        await page.SetViewportSizeAsync(635, 1000); // what the margins leave of A4
        await EveryPageTests.ShotAsync(page, $"print-{version}", language, ColorScheme.Light, 635);
        Provenance().IsMatch(text).ShouldBeTrue(text);
        (await page.Locator(".tools").IsVisibleAsync()).ShouldBeFalse();
        var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });
        Sheets(pdf).ShouldBe([(595, 842)]);
        var printed = PdfText.Of(pdf);
        foreach (var said in says.Concat([number, HalfYear.Listed]))
        {
            printed.ShouldContain(PdfText.Bare(said));
        }

        printed.ShouldNotContain("\uFFFD");
    }

    [Fact]
    public async Task The_monthly_form_is_one_sheet_across()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        foreach (var path in (string[])["/zh/forms/monthly?month=2026-05", "/en/forms/monthly?month=2026-05", "/zh/forms/monthly?month=2026-05&by=area"])
        {
            await page.GotoAsync(site.Address + path);
            Sheets(await page.PdfAsync(new() { PreferCSSPageSize = true })).ShouldBe([(842, 595)], path);
        }
    }

    [Theory]
    [InlineData("/zh/")]
    [InlineData("/en/hazards?register=all")]
    [InlineData("/zh/hazards/{listed}")]
    [InlineData("/en/figures/overdue")]
    [InlineData("/zh/supervision")]
    [InlineData("/en/deadlines")]
    [InlineData("/zh/forms/monthly")]
    public async Task What_is_printed_says_on_which_position_it_stands(string path)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + path.Replace("{listed}", await site.NumberOfAsync(HalfYear.Listed), StringComparison.Ordinal));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(703, 1000); // what the margins leave of A4
        var position = site.Figures.Headline(Site.Question).Position;
        var words = (path.StartsWith("/zh", StringComparison.Ordinal) ? $"位点 {position}" : $"position {position:#,0}", await page.InnerTextAsync("body"));
        words.Item2.ShouldContain(words.Item1);
        (await page.Locator(".time").Or(page.Locator(".nav")).Filter(new() { Visible = true }).CountAsync()).ShouldBe(0);
        await EveryPageTests.ShotAsync(page, "print" + path, "", ColorScheme.Light, 703);
        Sheets(await page.PdfAsync(new() { PreferCSSPageSize = true })).Count.ShouldBeInRange(1, 12);
    }

    [Fact]
    public async Task A_paper_says_the_same_whatever_came_later()
    {
        var number = await site.NumberOfAsync(HalfYear.Listed);
        using var client = Site.Client(site.Address);
        var now = Sheet().Match(await client.GetStringAsync($"/zh/hazards/{number}/papers/3", Stop)).Value;
        var then = Sheet().Match(await client.GetStringAsync($"/zh/hazards/{number}/papers/3?asOf=2026-02-11&knownAt=2026-02-12T00:00:00%2B08:00", Stop)).Value;
        then.Length.ShouldBeGreaterThan(500);
        now.ShouldBe(then);
        using var early = await client.GetAsync($"/zh/hazards/{number}/papers/10?asOf=2026-03-01", Stop);
        early.StatusCode.ShouldBe(HttpStatusCode.NotFound, "nobody knew of it on that day");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("99")]
    [InlineData("-3")]
    [InlineData("three")]
    public async Task What_is_no_paper_is_not_found(string version)
    {
        using var client = Site.Client(site.Address);
        using var answer = await client.GetAsync($"/zh/hazards/{await site.NumberOfAsync(HalfYear.Listed)}/papers/{version}", Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_hazard_leads_to_its_papers()
    {
        using var client = Site.Client(site.Address);
        var page = await client.GetStringAsync($"/en/hazards/{await site.NumberOfAsync(HalfYear.Listed)}", Stop);
        PaperLink().Matches(page).Select(link => link.Groups[1].Value).ShouldBe(["10", "8", "6", "4", "3"]);
    }

    [Fact]
    public async Task A_paper_whose_entry_was_cancelled_says_so_across_it()
    {
        var (id, number) = await office.FoundAsync("ordered by mistake");
        await office.PostAsync($"/v1/hazards/{id}/rectification-orders", new { orderKind = "immediate", deadline = "2026-06-18", requirements = new[] { "clear the way" }, documentNo = "荔应急责改〔2026〕78号", basis = new[] { "WSL-65", "GB 55037-2022 7.1" } });
        (await TextAsync(number)).ShouldSatisfyAllConditions(
            text => text.ShouldContain("责令立即整改指令书"), text => text.ShouldContain("《中华人民共和国安全生产法》第六十五条、GB 55037-2022 7.1"), text => text.ShouldNotContain("已作废"));
        var position = (await office.HazardAsync(id)).GetProperty("position").GetInt64();
        await office.PostAsync($"/v1/hazards/{id}/entries/{position}/cancellations?propose=true", new { reason = "wrong unit" });
        using var second = new HttpClient { BaseAddress = new(office.Address) };
        second.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", office.Second);
        using var approved = await second.PostAsJsonAsync($"/v1/hazards/{id}/proposals/1/approvals", new { }, Stop);
        approved.IsSuccessStatusCode.ShouldBeTrue(await approved.Content.ReadAsStringAsync(Stop));
        (await TextAsync(number)).ShouldContain("已作废：台账已冲销这一记录");
    }

    private async Task<string> TextAsync(string number)
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/zh/hazards/{number}/papers/2");
        return await page.InnerTextAsync("article");
    }

    // Pages of a PDF and their sizes in points, as whole numbers.
    private static List<(int Width, int Height)> Sheets(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        PageObject().Count(text).ShouldBe(Box().Count(text));
        return [.. Box().Matches(text).Select(box => (Points(box.Groups[1].Value), Points(box.Groups[2].Value)))];
    }

    private static int Points(string number) => (int)Math.Round(double.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"台账位点 [0-9,]+|ledger: hazard .* position [0-9,]+")]
    private static partial Regex Provenance();

    [GeneratedRegex("<article.*</article>", RegexOptions.Singleline)]
    private static partial Regex Sheet();

    [GeneratedRegex("/papers/([0-9]+)\"")]
    private static partial Regex PaperLink();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageObject();

    [GeneratedRegex(@"/MediaBox\s*\[\s*0\s+0\s+([0-9.]+)\s+([0-9.]+)\s*\]")]
    private static partial Regex Box();
}
