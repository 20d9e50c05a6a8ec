using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>What surrounds the pages: languages, faults, headers, signing in, life without a script.</summary>
public sealed class EdgeTests(Site site, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "de-DE,en-GB;q=0.8,zh;q=0.3", "/en/")]
    [InlineData(null, "zh-CN,zh;q=0.9,en;q=0.5", "/zh/")]
    [InlineData(null, null, "/zh/")]
    [InlineData("en", "zh-CN", "/en/")]
    [InlineData("xx", "en", "/en/")]
    public async Task The_front_door_opens_in_the_visitors_language(string? cookie, string? accepts, string expected)
    {
        using var client = Site.Client(site.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"hl-lang={cookie}");
        }

        if (accepts is not null)
        {
            request.Headers.Add("Accept-Language", accepts);
        }

        using var answer = await client.SendAsync(request, Stop);
        answer.Headers.Location!.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("/zh/?asOf=2026-02-30", "asOf")]
    [InlineData("/zh/?asOf=2026-13-01&from=never", "from")]
    [InlineData("/zh/?knownAt=2026-06-17T18:00:00", "knownAt")]
    [InlineData("/zh/?position=-1", "position")]
    [InlineData("/zh/?asOf=2026-05-01&asOf=2026-05-02", "asOf")]
    [InlineData("/zh/?from=2026-06-18", "from")]
    [InlineData("/zh/hazards?register=nothing", "register")]
    [InlineData("/zh/hazards?sort=size", "sort")]
    [InlineData("/zh/hazards?cursor=abc", "cursor")]
    [InlineData("/zh/hazards?q=%00", "q")]
    [InlineData("/zh/figures/found?hazard=17", "hazard")]
    [InlineData("/zh/figures/found?cursor=99999999999", "cursor")]
    [InlineData("/zh/figures/found?grade=huge", "grade")]
    public async Task What_is_not_understood_is_named(string path, string name)
    {
        using var client = Site.Client(site.Address);
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain($"<code>{name}</code>");
    }

    [Fact]
    public async Task Out_of_scope_and_unknown_are_told_in_the_same_words()
    {
        using var client = await SignedInAsync();
        var elsewhere = await site.NumberOfAsync("储罐区可燃气体");
        using var outside = await client.GetAsync($"/zh/hazards/{elsewhere}", Stop);
        using var unknown = await client.GetAsync("/zh/hazards/350304-2026-999999", Stop);
        outside.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await outside.Content.ReadAsStringAsync(Stop)).ShouldBe(await unknown.Content.ReadAsStringAsync(Stop));
        using var paper = await client.GetAsync($"/zh/hazards/{elsewhere}/papers/3", Stop);
        paper.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await paper.Content.ReadAsStringAsync(Stop)).ShouldBe(await unknown.Content.ReadAsStringAsync(Stop));
        using var inside = await client.GetAsync($"/zh/hazards/{await site.NumberOfAsync(HalfYear.Listed)}", Stop);
        inside.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_page_forbids_what_it_does_not_need()
    {
        using var client = Site.Client(site.Address);
        foreach (var path in (string[])["/zh/", "/en/hazards", "/zh/nowhere", "/en/figures/definitions", "/zh/sign-in", "/zh/?asOf=x"])
        {
            using var answer = await client.GetAsync(path, Stop);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            policy.ShouldStartWith("default-src 'self'");
            policy.ShouldNotContain("unsafe");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            var page = await answer.Content.ReadAsStringAsync(Stop);
            Regex.IsMatch(page, " style=| on[a-z]+=\"|<script>|<style").ShouldBeFalse(path);
        }
    }

    [Fact]
    public async Task A_stranger_is_asked_for_a_key_and_then_sees_what_the_key_may_see()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Guarded + "/zh/hazards?register=all");
        page.Url.ShouldContain("/zh/sign-in");
        await page.FillAsync("#key", "wrong");
        await page.ClickThroughAsync("main button");
        (await page.Locator("[role=alert]").CountAsync()).ShouldBe(1);
        await page.FillAsync("#key", Site.Key);
        await page.ClickThroughAsync("main button");
        page.Url.ShouldEndWith("/zh/hazards?register=all");
        (await page.Locator("tbody td.hide-s:nth-child(3)").AllInnerTextsAsync()).Distinct().ShouldBe(["黄石镇"]);

        var kept = (await window.CookiesAsync()).Single(cookie => cookie.Name == "hl-key");
        (kept.HttpOnly, kept.SameSite, kept.Value.Contains(Site.Key, StringComparison.Ordinal)).ShouldBe((true, SameSiteAttribute.Strict, false));
        await page.GotoAsync(site.Guarded + "/zh/sign-in");
        await page.ClickThroughAsync("form[action$=sign-out] button");
        await page.GotoAsync(site.Guarded + "/zh/");
        page.Url.ShouldContain("/zh/sign-in");
    }

    [Fact]
    public async Task A_form_from_elsewhere_signs_nobody_in()
    {
        using var client = Site.Client(site.Guarded);
        using var form = new FormUrlEncodedContent([new("key", Site.Key), new("return", "/zh/")]);
        using var answer = await client.PostAsync("/zh/sign-in", form, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/zh/")]
    [InlineData("/zh/\\elsewhere.example")]
    public async Task Signing_in_leads_to_no_other_site(string back)
    {
        using var client = Site.Client(site.Guarded);
        var page = await client.GetStringAsync("/zh/sign-in?return=" + Uri.EscapeDataString(back), Stop);
        page.ShouldContain("name=\"return\" value=\"/zh/\"");
    }

    [Fact]
    public async Task Without_a_script_filters_dates_paging_and_replay_work()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/en/hazards?register=all");
        await page.SelectOptionAsync("form.filters select[name=sector]", "fire");
        await page.ClickThroughAsync("form.filters button");
        page.Url.ShouldContain("sector=fire");
        (await page.Locator("tbody tr").CountAsync()).ShouldBeGreaterThan(5);
        await page.GotoAsync(site.Address + "/en/");
        await page.FillAsync("input[name=asOf]", "2026-05-01");
        await page.SelectOptionAsync("select[name=knownAt]", "asOf");
        await page.ClickThroughAsync(".time button");
        (await page.Locator(".past").InnerTextAsync()).ShouldContain("1 May 2026");
        await page.GotoAsync(site.Address + $"/en/hazards/{await site.NumberOfAsync(HalfYear.Listed)}");
        await page.ClickThroughAsync(".replay a[rel=prev]");
        (await page.Locator(".replay .pos").InnerTextAsync()).ShouldBe("Version 10 of 11");
        await page.ClickThroughAsync(".replay a[rel=first]");
        (await page.Locator(".replay .pos").InnerTextAsync()).ShouldBe("Version 1 of 11");
    }

    private async Task<HttpClient> SignedInAsync()
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = new(site.Guarded) };
        var page = await client.GetStringAsync("/zh/sign-in", Stop);
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("key", Site.Key), new("return", "/zh/"), new("__RequestVerificationToken", token)]);
        (await client.PostAsync("/zh/sign-in", form, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return client;
    }
}
