using System.Net;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The gallery of states is for those who build or keep the pages.</summary>
[Collection(nameof(Office))]
public sealed class StatesTests(Site site, Office office, Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demonstration_shows_every_state()
    {
        using var client = Site.Client(site.Address);
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/en/states", Stop));
        foreach (var said in (string[])["No hazard matches", "missing", "0 ÷ 0", "notAccepted", "secondPersonRequired", "now version 14", "The ledger cannot record now", "It may not exist, or may lie outside your area", "Replaying", "Connection lost", "Paused"])
        {
            page.ShouldContain(said);
        }

        foreach (var standing in (string[])["Awaiting acceptance", "Accepted, not closed", "12 d overdue", "No deadline"])
        {
            page.ShouldContain(standing);
        }
    }

    [Fact]
    public async Task A_recorder_of_a_real_ledger_finds_no_such_page()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        (await page.GotoAsync(office.Address + "/en/states"))!.Status.ShouldBe(404);
        await using var other = await browser.OpenAsync(script: false);
        var keeper = await office.EnterAsync(other, office.Administrator);
        (await keeper.GotoAsync(office.Address + "/en/states"))!.Status.ShouldBe(200);
        (await keeper.Locator("footer a[href='/en/states']").CountAsync()).ShouldBe(1);
    }
}
