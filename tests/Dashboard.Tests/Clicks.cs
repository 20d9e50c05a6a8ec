using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Clicks that lead somewhere.</summary>
internal static class Clicks
{
    /// <summary>Clicks and waits until the page that it leads to has come to its end: a click returns when the other page begins, and half a page on a busy
    /// machine lacks what is looked for.</summary>
    public static async Task ClickThroughAsync(this IPage page, string selector)
    {
        await page.ClickAsync(selector);
        await page.WaitForLoadStateAsync();
    }
}
