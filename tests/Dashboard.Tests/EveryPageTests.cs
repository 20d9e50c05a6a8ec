using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>What holds for every page, in both languages, light and dark, wide and narrow.</summary>
public sealed class EveryPageTests(Site site, Browser browser)
{
    private static readonly string[] Paths =
    [
        "/", "/?asOf=2026-05-01&knownAt=2026-05-10T12:00:00%2B08:00", "/hazards", "/hazards?register=all&q=nothing+matches", "/hazards?asOf=2026-05-01", "/hazards/{listed}", "/hazards/{listed}?version=5", "/hazards/{script}",
        "/figures/open", "/figures/overdue?sector=fire", "/figures/rectificationRate", "/figures/definitions", "/movements/stock.open?cause=found&opening=2025-12-31", "/forms/monthly", "/forms/monthly?by=area&month=2026-05", "/forms/monthly?month=soon", "/groups", "/groups?by=sector&asOf=2026-05-01", "/audit", "/audit?late=any&by=P-2041", "/audit?list=alone", "/reports", "/hazards/{listed}/papers/3", "/hazards/{listed}/papers/10", "/states", "/nowhere", "/hazards?sort=size&asOf=yesterday", "/sign-in",
    ];

    private static readonly (ColorScheme Scheme, int Width)[] Looks =
    [
        (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Dark, 390), (ColorScheme.Light, 390),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var path in Paths)
            {
                data.Add(path, "zh");
                data.Add(path, "en");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Everyone_can_use_it(string path, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        var broken = new List<string>();
        page.Console += (_, line) =>
        {
            // A 400 or 404 is what some of these pages are; the browser logs it as a failed load of the page itself.
            if (line.Type == "error" && !line.Text.Contains("status of 40", StringComparison.Ordinal))
            {
                broken.Add(line.Text);
            }
        };
        page.PageError += (_, error) => broken.Add(error);
        await page.GotoAsync(site.Address + "/" + language + await FilledAsync(path));
        (await page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe(language == "zh" ? "zh-CN" : "en");
        (await page.Locator(".demo").CountAsync()).ShouldBe(1);
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        await LookAsync(page, path, language);
        broken.ShouldBeEmpty();
    }

    /// <summary>Looks at the page that is open, light and dark, wide and narrow: nothing sticks out, and nobody is shut out.</summary>
    internal static async Task LookAsync(IPage page, string path, string language)
    {
        foreach (var (scheme, width) in Looks)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, width < 720 ? 844 : 1000);
            await ShotAsync(page, path, language, scheme, width);
            (await page.EvaluateAsync<string>(Wide)).ShouldBeEmpty($"{scheme} {width}");
            (await Axe.FaultsAsync(page)).ShouldBeEmpty($"{scheme} {width}");
        }
    }

    // Names what sticks out, so that a failure says where to look.
    internal const string Wide =
        """
        () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" :
          [...document.querySelectorAll("main *, header *, footer *")].filter(e => !e.closest(".views, .nav, .scroll") && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .concat([...document.querySelectorAll("main *")].filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "visible"))
            .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ") || "the page is too wide"
        """;

    [Fact]
    public async Task The_first_stop_of_the_keyboard_skips_to_the_content()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/zh/");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
    }

    [Fact]
    public async Task The_theme_can_be_turned_round_and_is_kept()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/zh/");
        await page.ClickAsync("#theme");
        await page.GotoAsync(site.Address + "/zh/hazards");
        (await page.EvaluateAsync<string>("document.documentElement.dataset.theme")).ShouldBe("dark");
    }

    private async Task<string> FilledAsync(string path) => path
        .Replace("{listed}", path.Contains("{listed}", StringComparison.Ordinal) ? await site.NumberOfAsync(HalfYear.Listed) : "", StringComparison.Ordinal)
        .Replace("{script}", path.Contains("{script}", StringComparison.Ordinal) ? await site.NumberOfAsync("<script>") : "", StringComparison.Ordinal);

    // Whoever wants to look at the pages names a folder.
    internal static async Task ShotAsync(IPage page, string path, string language, ColorScheme scheme, int width)
    {
        if (Environment.GetEnvironmentVariable("HAZARDLEDGER_SHOTS") is { Length: > 0 } folder)
        {
            var name = string.Concat(path.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}_{language}_{scheme}_{width}.png"), FullPage = true });
        }
    }
}
