using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The rules of axe-core, all that it knows by default, on the page that is open. The 650 KB of axe go to a page once, however often it is looked at:
/// the package's own way sends them twice a look and opens a window for the report.</summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What shuts somebody out, rule by rule with the first elements; empty when nothing does.</summary>
    public static async Task<string[]> FaultsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script + ";0");
        }

        return await page.EvaluateAsync<string[]>(
            """
            async () => {
              const seen = await axe.run({ resultTypes: ["violations"] });
              if (seen.passes.length < 10) throw new Error("axe looked at next to nothing");
              return seen.violations.map(one => `${one.id}: ${one.help} at ${one.nodes.slice(0, 3).map(node => node.html).join(" | ")}`);
            }
            """);
    }
}
