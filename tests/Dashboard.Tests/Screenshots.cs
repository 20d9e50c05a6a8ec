using HazardLedger.Api.Hosting;
using HazardLedger.Api.Recording;
using HazardLedger.Demonstration;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;
using HazardLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The README's pictures, taken from the demonstration ledger: <c>./run screenshots DIR</c>. No test of the suite, so it runs only when asked for.</summary>
public sealed class Screenshots(Browser browser)
{
    private const int Largest = 200 * 1024;
    private const int WallPixels = 1280;

    private static readonly (string Name, string Path, int Width, int Height, ColorScheme Scheme)[] Pictures =
    [
        ("overview-zh", "/zh/", 1440, 900, ColorScheme.Light),
        ("overview-en", "/en/", 1440, 900, ColorScheme.Light),
        ("hazard", "/zh/hazards/{listed}", 1280, 760, ColorScheme.Light),
        ("drill", "/en/figures/overdue", 1280, 700, ColorScheme.Light),
        ("supervision", "/zh/supervision", 1280, 640, ColorScheme.Light),
        ("past", "/en/?asOf=2026-06-17&knownAt=2026-06-17T23:59:59%2B08:00", 1440, 900, ColorScheme.Light),
        ("order", "/zh/hazards/{listed}/papers/{order}", 900, 1240, ColorScheme.Light),
        ("wall", "/zh/wall", 1920, 1080, ColorScheme.Dark),
        ("phone", "/zh/", 390, 844, ColorScheme.Light),
    ];

    [Fact(Explicit = true)]
    public async Task Take_the_pictures_of_the_readme()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("HAZARDLEDGER_SCREENSHOTS") ?? throw new InvalidOperationException("HAZARDLEDGER_SCREENSHOTS names the folder of the pictures."));
        var home = Directory.CreateTempSubdirectory("hazardledger-pictures-");
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);
        await using var open = await OpenLedger.OpenAsync(database.App, CancellationToken.None);
        await using var app = Composition.Build(new() { DataDirectory = home.FullName, Urls = "http://127.0.0.1:0", Demo = true, Clock = new EndOfStory() }, open);
        await DemonstrationLoad.RunAsync(open.Ledger, app.Services.GetRequiredService<Recorder>(), CancellationToken.None);
        await app.StartAsync();
        var filled = await FilledAsync(app.Services.GetRequiredService<HazardRegister>());
        foreach (var (name, path, width, height, scheme) in Pictures)
        {
            await using var window = await browser.OpenAsync(width, scheme, scale: width > 1440 ? (float)WallPixels / width : 1);
            var page = await window.NewPageAsync();
            await page.SetViewportSizeAsync(width, height);
            await page.GotoAsync(app.Urls.First() + filled(path), new() { WaitUntil = WaitUntilState.Load });
            var picture = Path.Combine(folder.FullName, $"{name}.png");
            await page.ScreenshotAsync(new() { Path = picture });
        }

        await app.StopAsync();
        home.Delete(recursive: true);
        folder.GetFiles("*.png").Where(picture => picture.Length > Largest).Select(picture => $"{picture.Name}: {picture.Length} bytes").ShouldBeEmpty();
    }

    // The listed hazard that docs/walkthrough.md follows.
    private static async Task<Func<string, string>> FilledAsync(HazardRegister register)
    {
        var listed = (RegisterPage)await register.PageAsync(Scope.Everything, new(RegisterName.All, StoppedClock.Today) { Words = DemonstrationPlan.WalkthroughListing }, null, 1);
        return path => path.Replace("{listed}", listed.Items[0].Number, StringComparison.Ordinal).Replace("{order}", "3", StringComparison.Ordinal);
    }

    // The evening of the demonstration's last day.
    private sealed class EndOfStory : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 30, 10, 0, 0, TimeSpan.Zero);
    }
}
