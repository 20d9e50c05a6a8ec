using Deque.AxeCore.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The look at the pages sees what it is for.</summary>
public sealed class AxeTests(Browser browser)
{
    [Fact]
    public async Task What_shuts_somebody_out_is_named_and_no_less_than_by_the_packages_own_way()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.SetContentAsync("<html><body><p style='color:#aaa;background:#bbb'>pale</p><img src='x.png'><input><h4>deep</h4><a href='#'></a><button></button></body></html>");
        var faults = (await Axe.FaultsAsync(page)).Select(fault => fault.Split(':')[0]).Order().ToArray();
        faults.ShouldBe((await page.RunAxe()).Violations.Select(one => one.Id).Order());
        foreach (var rule in (string[])["color-contrast", "html-has-lang", "image-alt", "label", "link-name"])
        {
            faults.ShouldContain(rule);
        }

        await page.EvaluateAsync("document.querySelector('img').alt = 'a picture'");
        (await Axe.FaultsAsync(page)).Select(fault => fault.Split(':')[0]).ShouldBe(faults.Except(["image-alt"]), ignoreOrder: true);
    }
}
