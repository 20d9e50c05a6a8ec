using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>A real Chromium, the machine's own; where there is none, the tests that need it are skipped and say so.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Milliseconds: a page or a figure that takes long on a busy machine is no fault, one that never comes is.
    private const float Patience = 90_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
        {
            _missing = "NO BROWSER: set CHROMIUM to a Chromium, or install one (apt-get install chromium). The pages were NOT looked at.";
            return;
        }

        try
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", "--disable-extensions", "--disable-sync", "--font-render-hinting=none"],
            });
        }
        catch (PlaywrightException broken)
        {
            _missing = $"NO BROWSER: {path} does not start ({broken.Message.Split('\n')[0]}). The pages were NOT looked at.";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A fresh window; whoever asks without a browser is skipped.</summary>
    public async Task<IBrowserContext> OpenAsync(int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true, string locale = "zh-CN", float scale = 1)
    {
        Assert.SkipWhen(_browser is null, _missing ?? "");
        var window = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 720 ? 844 : 1000 },
            ColorScheme = scheme,
            DeviceScaleFactor = scale,
            JavaScriptEnabled = script,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        window.SetDefaultTimeout(Patience);
        return window;
    }

    private static string? Find()
    {
        string[] known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        string[] names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe"];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return known.Prepend(Environment.GetEnvironmentVariable("CHROMIUM") ?? "")
            .Concat(path.SelectMany(folder => names.Select(name => Path.Combine(folder, name)))).FirstOrDefault(File.Exists);
    }
}
