using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Ways that lead from one page to another.</summary>
internal static class Clicks
{
    /// <summary>Clicks and waits until the page that it leads to has come to its end: a click returns when the other page begins, and half a page on a busy
    /// machine lacks what is looked for. The footer is what comes last; it is the browser that is asked for it, for the library's own wait for the end of a
    /// load misses one that comes between its look and its wait.</summary>
    public static async Task ClickThroughAsync(this IPage page, string selector)
    {
        await page.ClickAsync(selector);
        await page.WaitForSelectorAsync("footer", new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Waits until the whole of a page is there whose address contains this. The page itself is asked: to be told of its change of address is to miss one that
    /// comes between the look at the old address and the wait for a new one.</summary>
    public static Task<IJSHandle> ArrivedAsync(this IPage page, string at) =>
        page.WaitForFunctionAsync("at => location.href.includes(at) && document.readyState === 'complete'", at);
}
