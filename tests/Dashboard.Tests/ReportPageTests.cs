using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Reports are compiled, signed, published and restated on pages, by two people, without a script.</summary>
[Collection(nameof(Office))]
public sealed class ReportPageTests(Office office, Whole whole, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_goes_from_compiling_to_publication_by_forms_alone()
    {
        await office.FoundAsync("in the report");
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/reports?area=350304");
        await page.ClickThroughAsync("text=Compile a report");
        await page.FillAsync("[name=title]", "by forms alone");
        await page.FillAsync("[name=area]", "350304");
        await page.FillAsync("[name=asOf]", "2026-06-17");
        await page.ClickThroughAsync("button[value=record]");
        (await page.InnerTextAsync("main")).ShouldContain("Compiled, to be signed");
        var report = new Uri(page.Url).AbsolutePath.Split('/')[^1];

        await page.ClickThroughAsync(".acts a:has-text('Sign')");
        await page.ClickThroughAsync("button[value=record]");
        (await page.Locator("[role=alert] .mono").InnerTextAsync()).ShouldBe("signerCompiled");

        await using var other = await browser.OpenAsync(script: false);
        var second = await office.EnterAsync(other, office.Second);
        await second.GotoAsync($"{office.Address}/en/reports/{report}");
        await second.ClickThroughAsync(".acts a:has-text('Sign')");
        await second.FillAsync("[name=office]", "director");
        await second.ClickThroughAsync("button[value=record]");
        (await second.Locator("h1 + p").InnerTextAsync()).ShouldContain("Signed");
        await second.ClickThroughAsync(".acts a:has-text('Publish')");
        await second.FillAsync("[name=medium]", "portal");
        await second.ClickThroughAsync("button[value=record]");
        (await second.Locator("h1 + p").InnerTextAsync()).ShouldContain("Published");
        var told = await office.Client.GetFromJsonAsync<JsonElement>($"/v1/reports/{report}", Stop);
        told.GetProperty("status").GetString().ShouldBe("published");
        (await second.Locator("main td a[href*='/figures/found?']").First.InnerTextAsync()).ShouldBe(told.GetProperty("editions")[0].GetProperty("figures").GetProperty("found").GetRawText());

        await second.GotoAsync($"{office.Address}/en/");
        (await second.Locator("select[name=knownAt]").InnerTextAsync()).ShouldContain("by forms alone, as published");
    }

    [Fact]
    public async Task A_count_of_zero_is_filed_and_differs_from_none()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/reports?area=350304&month=2026-04");
        var missing = await page.Locator("td:has-text('missing')").CountAsync();
        await page.ClickThroughAsync("a:has-text('File a month') >> nth=0");
        await page.FillAsync("[name=count]", "0");
        await page.ClickThroughAsync("button[value=record]");
        page.Url.ShouldContain("month=2026-04");
        await page.GotoAsync(office.Address + "/en/reports?area=350304&month=2026-04");
        (await page.Locator("td:has-text('missing')").CountAsync()).ShouldBe(missing - 1);
        (await page.Locator("td.said").AllInnerTextsAsync()).ShouldContain("0");
    }

    [Fact]
    public async Task A_form_sent_twice_records_once_and_one_from_elsewhere_nothing()
    {
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync(office.Address + "/en/reports/record/compilations");
        await page.FillAsync("[name=title]", "sent twice");
        var ends = await page.EvaluateAsync<string[]>(
            """
            () => {
              const form = document.querySelector("form.form"), send = token => { const body = new FormData(form); if (token) body.set("__RequestVerificationToken", token); return fetch(form.action, { method: "POST", body }); };
              return send().then(() => Promise.all([send(), send("forged")])).then(answers => answers.map(answer => answer.status + " " + answer.url));
            }
            """);
        ends[0].ShouldMatch("^200 .*/reports/[0-9a-f-]+\\?recorded=1$");
        ends[1].ShouldStartWith("400 ");
        var all = await office.Client.GetFromJsonAsync<JsonElement>("/v1/reports", Stop);
        all.GetProperty("items").EnumerateArray().Count(one => one.GetProperty("title").GetString() == "sent twice").ShouldBe(1);
    }

    [Fact]
    public async Task A_restatement_says_what_was_before_and_how_it_came()
    {
        using var client = Site.Client(whole.Address);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync($"/en/reports/{whole.Report}", Stop));
        var told = await whole.Api.GetFromJsonAsync<JsonElement>($"/v1/reports/{whole.Report}", Stop);
        var (before, after) = (Found(told, 0), Found(told, 1));
        after.ShouldBe(before + 1);
        Regex.IsMatch(page, $"<del>{before}</del><br><a [^>]*/figures/found[?][^>]*>{after}</a>").ShouldBeTrue();
        page.ShouldContain("迟报一条");
        page.ShouldContain("counted again, the same");
        page.ShouldContain("2026年5月情况通报, as published"); // the edition that went out, though the later one is not signed yet
        var first = WebUtility.HtmlDecode(await client.GetStringAsync($"/en/reports/{whole.Report}?edition=1", Stop));
        Regex.IsMatch(first, $"<a [^>]*/figures/found[?][^>]*>{before}</a>").ShouldBeTrue();
    }

    [Fact]
    public async Task The_time_bar_leads_back_to_what_a_report_knew()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        var made = await office.PostAsync("/v1/reports", new { title = "what it knew", asOf = "2026-06-17", area = "350304" });
        var position = made.GetProperty("recorded")[0].GetProperty("data").GetProperty("edition").GetProperty("position").GetInt64();
        using var second = whole.ClientOf(office.Second);
        using var signed = await second.PostAsJsonAsync($"{office.Address}/v1/reports/{made.GetProperty("report").GetString()}/signatures", new { }, Stop);
        signed.StatusCode.ShouldBe(HttpStatusCode.Created);
        await office.FoundAsync("after the report");
        await page.GotoAsync(office.Address + "/en/");
        await page.SelectOptionAsync("select[name=knownAt]", $"p{position}");
        await page.ClickThroughAsync(".time button");
        (await page.Locator(".past").InnerTextAsync()).ShouldContain("Found");
        (await page.Locator("select[name=knownAt] option[selected]").InnerTextAsync()).ShouldStartWith("what it knew, as signed");
        (await page.Locator("[data-figure=found] a").GetAttributeAsync("href"))!.ShouldContain($"position={position}");
    }

    [Fact]
    public async Task Nobody_without_a_key_that_records_gets_a_form()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.Reader);
        await page.GotoAsync(office.Address + "/en/reports");
        (await page.Locator("text=Compile a report").CountAsync()).ShouldBe(0);
        await page.GotoAsync(office.Address + "/en/reports/record/compilations");
        page.Url.ShouldContain("/en/sign-in?return=");
        (await page.GotoAsync($"{office.Address}/en/reports/{whole.Report}"))!.Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("reports/{report}", "zh")]
    [InlineData("reports/{report}", "en")]
    [InlineData("reports?month=2026-05", "zh")]
    public async Task Everyone_can_read_it(string path, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync($"{whole.Address}/{language}/{path.Replace("{report}", whole.Report, StringComparison.Ordinal)}");
        await EveryPageTests.LookAsync(page, path, language);
    }

    [Theory]
    [InlineData("reports/record/compilations", "zh")]
    [InlineData("reports/record/filings", "en")]
    public async Task Everyone_can_fill_it_in(string path, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/{language}/{path}");
        await EveryPageTests.LookAsync(page, path, language);
    }

    private static long Found(JsonElement report, int edition) => report.GetProperty("editions")[edition].GetProperty("figures").GetProperty("found").GetInt64();
}
