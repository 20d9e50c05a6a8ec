using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Scripts, marks of direction, long words and pictures where people type: nothing runs, nothing sticks out, on no screen and on no paper.</summary>
public sealed class HostileTests(Site site, Browser browser)
{
    private static readonly string[] Paths =
    [
        "/hazards/{no}", "/hazards/{no}?version=5", "/hazards/{no}/papers/3", "/hazards/{no}/papers/4", "/hazards/{no}/papers/6", "/hazards/{no}/papers/10",
        "/hazards?register=all&q={text}", "/hazards?register=all&enterprise={text}", "/figures/found?hazard={id}&enterprise={text}", "/figures/found?asOf=2026-02-20&hazard={id}",
    ];

    private static readonly string[] Everywhere = ["/", "/hazards", "/hazards?register=all", "/work?list=overdue", "/supervision", "/deadlines", "/forms/monthly", "/groups", "/figures/definitions", "/states", "/sign-in", "/nowhere"];

    private static readonly int[] Widths = [320, 390, 1440];

    public static TheoryData<int, string> Texts => [.. Enumerable.Range(0, HalfYear.Hostile.Count).Select(i => (i, i % 2 == 0 ? "zh" : "en"))];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task What_people_typed_neither_runs_nor_sticks_out(int which, string language)
    {
        var text = HalfYear.Hostile[which];
        var row = await site.RowOfAsync(text);
        var paths = Paths.Select(path => path.Replace("{no}", row.Number, StringComparison.Ordinal).Replace("{id}", row.Id.ToString(), StringComparison.Ordinal)
            .Replace("{text}", Uri.EscapeDataString(text.Length > 60 ? text[..60] : text), StringComparison.Ordinal));
        await LookAsync(paths, language);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public Task No_page_is_wider_than_its_window(string language) => LookAsync(Everywhere, language);

    private async Task LookAsync(IEnumerable<string> paths, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        var broken = new List<string>();
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('Content Security Policy: ' + e.violatedDirective))");
        page.Dialog += async (_, dialog) =>
        {
            broken.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.PageError += (_, error) => broken.Add(error);
        page.Console += (_, line) =>
        {
            if (line.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                broken.Add(line.Text);
            }
        };
        foreach (var path in paths)
        {
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
            await page.GotoAsync($"{site.Address}/{language}{path}");
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                await EveryPageTests.ShotAsync(page, "hostile" + path[..Math.Min(path.Length, 40)], language, ColorScheme.Light, width);
                (await page.EvaluateAsync<string>(EveryPageTests.Wide)).ShouldBeEmpty($"{path} at {width}");
            }

            await OnPaperAsync(page, path);
            (await page.TitleAsync()).ShouldNotBe("owned");
            broken.ShouldBeEmpty(path);
        }
    }

    // A sheet of A4 is 794 CSS pixels wide; its margins leave 700 to write on.
    private static async Task OnPaperAsync(IPage page, string path)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(path.StartsWith("/forms", StringComparison.Ordinal) ? 1040 : 700, 900);
        (await page.EvaluateAsync<string>(EveryPageTests.Wide)).ShouldBeEmpty($"{path} on paper");
    }
}
