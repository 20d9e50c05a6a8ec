using System.Diagnostics;
using System.Globalization;
using HazardLedger.Testing;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Figures that follow the ledger while somebody looks: in the present only, until they are paused, and honest when the feed is lost.</summary>
[Collection(nameof(Office))]
public sealed class LiveTests(Office office, Browser browser)
{
    private const string Found = "[data-figure=found] a";
    private const string CountsFeeds = "window.feeds = 0; const Real = window.EventSource; window.EventSource = function (url) { window.feeds++; return new Real(url); };";

    [Theory]
    [InlineData("/en/")]
    [InlineData("/zh/wall")]
    public async Task What_is_recorded_raises_the_figure_on_the_page(string path)
    {
        await using var window = await browser.OpenAsync(width: 1920);
        var page = await FollowAsync(window, path);
        var (before, position) = (await NumberAsync(page), await page.InnerTextAsync("[data-position]"));
        var since = Stopwatch.GetTimestamp();
        await office.FoundAsync("seen at once");
        await RaisedAsync(page, before + 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"{path}: {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms from the request to the figure");

        // Everything else of the page came along.
        (await page.InnerTextAsync("[data-position]")).ShouldNotBe(position);
        (await page.Locator($"[data-figure=open] a").InnerTextAsync()).ShouldNotBe("0");
        var rows = await page.Locator("tfoot td").First.IsVisibleAsync() ? await page.Locator("tfoot tr").First.InnerTextAsync() : "";
        if (path == "/en/")
        {
            rows.ShouldContain($"{before + 1}");
            (await page.InnerTextAsync("#press")).ShouldContain($"{before + 1} hazards");
        }
    }

    [Theory]
    [InlineData("/en/?asOf=2026-05-01", 0)]
    [InlineData("/en/?knownAt=2026-06-01T12:00:00%2B08:00", 0)]
    [InlineData("/en/wall?asOf=2026-05-01", 0)]
    [InlineData("/en/?asOf=2026-12-01", 0)]
    [InlineData("/en/hazards", 0)]
    [InlineData("/en/", 1)]
    public async Task Only_the_present_is_followed(string path, int feeds)
    {
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.AddInitScriptAsync(CountsFeeds);
        await page.GotoAsync(office.Address + path);
        (await page.EvaluateAsync<int>("window.feeds")).ShouldBe(feeds);
        (await page.Locator("[data-pause]:visible").CountAsync()).ShouldBe(feeds);
    }

    [Fact]
    public async Task Whoever_pauses_is_left_in_peace_until_he_goes_on()
    {
        await using var window = await browser.OpenAsync();
        var page = await FollowAsync(window, "/en/");
        var witness = await window.NewPageAsync();
        await witness.GotoAsync(office.Address + "/en/");
        await ShowsAsync(witness, "on");
        var before = await NumberAsync(page);
        await page.ClickAsync("[data-pause]");
        (await page.GetAttributeAsync("[data-pause]", "aria-pressed")).ShouldBe("true");
        await ShowsAsync(page, "paused");
        await office.FoundAsync("not seen while paused");
        await RaisedAsync(witness, before + 1);
        (await NumberAsync(page)).ShouldBe(before);
        await page.FocusAsync("[data-pause]");
        await page.Keyboard.PressAsync("Enter");
        await RaisedAsync(page, before + 1);
        await ShowsAsync(page, "on");
    }

    [Fact]
    public async Task A_lost_feed_is_said_and_taken_up_where_it_was()
    {
        var (relay, address) = Relay.To(new Uri(office.Address));
        await using var wire = relay;
        await using var window = await browser.OpenAsync();
        var page = await FollowAsync(window, "/zh/", address);
        var resumed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (before, position) = (await NumberAsync(page), await page.InnerTextAsync("[data-position]"));
        relay.Cut();
        await ShowsAsync(page, "stale");
        (await page.Locator("[data-state=stale]").InnerTextAsync()).ShouldBe("连接中断，数字停在");
        (await page.Locator("[data-feed] .dot").GetAttributeAsync("class")).ShouldBe("dot off");
        await office.FoundAsync("recorded while the feed was lost");
        (await NumberAsync(page)).ShouldBe(before);
        (await page.InnerTextAsync("[data-position]")).ShouldBe(position);

        page.Request += async (_, request) =>
        {
            if (request.Url.Contains("/figures/stream", StringComparison.Ordinal))
            {
                resumed.TrySetResult((await request.AllHeadersAsync()).GetValueOrDefault("last-event-id"));
            }
        };
        relay.Mend();
        await RaisedAsync(page, before + 1);
        await ShowsAsync(page, "on");
        (await resumed.Task).ShouldNotBeNull().ShouldEndWith(".20260617");
    }

    [Fact]
    public async Task What_changes_takes_no_focus_and_closes_nothing()
    {
        await using var window = await browser.OpenAsync();
        var page = await FollowAsync(window, "/en/");
        var before = await NumberAsync(page);
        await page.ClickAsync("details.data summary");
        await page.FocusAsync(Found);
        await page.EvaluateAsync("document.querySelector('.panel').dataset.witness = 'same node'");
        await office.FoundAsync("quietly");
        await RaisedAsync(page, before + 1);
        (await page.EvaluateAsync<bool>($"document.activeElement === document.querySelector('{Found}')")).ShouldBeTrue();
        (await page.EvaluateAsync<bool>("document.querySelector('details.data').open")).ShouldBeTrue();
        (await page.Locator("[data-witness]").CountAsync()).ShouldBe(1);
        (await page.Locator("main [aria-live]:has([data-figure])").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stranger_is_told_nothing()
    {
        using var client = Site.Client(office.Address);
        using var answer = await client.GetAsync("/en/figures/stream", TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(401);
    }

    private async Task<IPage> FollowAsync(IBrowserContext window, string path, string? through = null)
    {
        var page = await office.EnterAsync(window, office.First, through);
        await page.GotoAsync((through ?? office.Address) + path);
        await ShowsAsync(page, "on");
        return page;
    }

    private static Task<IElementHandle?> ShowsAsync(IPage page, string state) => page.WaitForSelectorAsync($"[data-feed={state}]");

    private static async Task<long> NumberAsync(IPage page) => long.Parse((await page.InnerTextAsync(Found)).Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static Task<IJSHandle> RaisedAsync(IPage page, long to) =>
        page.WaitForFunctionAsync($"to => Number(document.querySelector('{Found}').innerText.replace(',', '')) === to", to);
}
