namespace HazardLedger.Dashboard.Tests;

/// <summary>The wall for leaders: 1920 × 1080, nothing to scroll, the overview's own figures.</summary>
public sealed class WallTests(Site site, Browser browser)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task The_wall_fits_its_screen_and_shows_the_overviews_figures(string language)
    {
        await using var window = await browser.OpenAsync(width: 1920);
        var page = await window.NewPageAsync();
        await page.SetViewportSizeAsync(1920, 1080);
        var answer = await page.GotoAsync($"{site.Address}/{language}/wall");
        (await answer!.HeaderValueAsync("refresh")).ShouldBe("60");
        if (Environment.GetEnvironmentVariable("HAZARDLEDGER_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"wall_{language}.png") });
        }

        var expected = site.Figures.Headline(Site.Question);
        (await page.Locator("[data-figure=found] a").InnerTextAsync()).ShouldBe($"{expected.Found}");
        (await page.Locator("[data-figure=open] a").InnerTextAsync()).ShouldBe($"{expected.Open}");
        (await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")).ShouldBe([1920, 1080]);
        (await page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('main *')].filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize)))")).ShouldBeGreaterThanOrEqualTo(18);
        (await Axe.FaultsAsync(page)).ShouldBeEmpty();
    }
}
