using System.Text.Json;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Everything can be reached and done with the keyboard alone, and one always sees where one is.</summary>
[Collection(nameof(Office))]
public sealed class KeyboardTests(Site site, Office office, Browser browser)
{
    private const int MostStops = 400;

    // Where the focus is: nothing hides it, it is on the screen, and it has a ring.
    private const string Where =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return { name: "body", lost: "no focus" };
          const box = at.getBoundingClientRect(), seen = [[.5, .5], [.2, .5], [.8, .5], [.5, .2], [.5, .8], [.02, .5]].some(([x, y]) => {
            const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            return top && (at.contains(top) || top.contains(at)) && !(top.closest(".time") && !at.closest(".time"));
          });
          const ring = getComputedStyle(at).outlineStyle !== "none" || at.closest(".btn, label") !== null || at.id === "main";
          return { name: at.outerHTML.slice(0, 140), lost: !seen ? "hidden" : !ring ? "no ring" : "" };
        }
        """;

    [Theory]
    [InlineData("/zh/", 60)]
    [InlineData("/en/hazards", 30)]
    [InlineData("/zh/hazards/{listed}", 30)]
    [InlineData("/en/figures/found", 30)]
    [InlineData("/zh/deadlines", 20)]
    [InlineData("/en/forms/monthly", 30)]
    [InlineData("/zh/hazards/{listed}/papers/3", 3)]
    [InlineData("/en/states", 10)]
    public async Task The_focus_walks_through_a_page_and_is_never_lost(string path, int least)
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + path.Replace("{listed}", await site.NumberOfAsync(HalfYear.Listed), StringComparison.Ordinal));
        var stops = new List<string>();
        for (var i = 0; i < MostStops; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<JsonElement>(Where);
            if (at.GetProperty("name").GetString() == "body")
            {
                break; // past the last one
            }

            at.GetProperty("lost").GetString().ShouldBeEmpty(at.GetProperty("name").GetString());
            stops.Add(at.GetProperty("name").GetString()!);
        }

        stops[0].ShouldContain("skip");
        stops.Count.ShouldBeInRange(least, MostStops - 1);
    }

    [Fact]
    public async Task From_a_figure_to_its_event_and_the_hazard_without_a_mouse()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/en/");
        await PressAsync(page, "[data-figure=overdue] a", "Enter");
        await page.ArrivedAsync("/figures/overdue");
        await PressAsync(page, ".pick a[href*='hazard=']", "Enter");
        await page.ArrivedAsync("hazard=");
        await PressAsync(page, ".miller td a[href*='event=']", "Enter");
        await page.ArrivedAsync("event=");
        await PressAsync(page, ".miller a.more[href*='/hazards/']", "Enter");
        await page.ArrivedAsync("/en/hazards/");
    }

    [Fact]
    public async Task Arrows_replay_and_stay_on_the_control()
    {
        await using var window = await browser.OpenAsync();
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + $"/en/hazards/{await site.NumberOfAsync(HalfYear.Listed)}");
        await PressAsync(page, ".replay a[rel=prev]", "Enter");
        await page.Locator(".replay .pos", new() { HasText = "Version 10 of 11" }).WaitForAsync(); // else the first arrow goes to the page that is being left
        foreach (var (key, at) in ((string, string)[])[("ArrowLeft", "Version 9 of 11"), ("ArrowLeft", "Version 8 of 11"), ("ArrowRight", "Version 9 of 11")])
        {
            await page.WaitForFunctionAsync("() => document.readyState === 'complete' && document.activeElement.closest('.replay') !== null");
            await page.Keyboard.PressAsync(key);
            await page.Locator(".replay .pos", new() { HasText = at }).WaitForAsync();
        }
    }

    [Fact]
    public async Task The_time_bar_is_set_by_typing()
    {
        await using var window = await browser.OpenAsync(script: true, locale: "en-US");
        var page = await window.NewPageAsync();
        await page.GotoAsync(site.Address + "/en/");
        await ReachAsync(page, "input[name=asOf]");
        await page.Keyboard.TypeAsync("05012026");
        await page.WaitForFunctionAsync("() => document.querySelector('input[name=asOf]').value === '2026-05-01'");
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivedAsync("asOf=2026-05-01");
        (await page.InnerTextAsync(".past")).ShouldContain("1 May 2026");
    }

    [Fact]
    public async Task A_form_is_filled_in_and_says_where_one_is_afterwards()
    {
        var (_, number) = await office.FoundAsync("by the keyboard alone");
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/closures");
        await ReachAsync(page, "[name=kind]");
        await page.Keyboard.TypeAsync("Rect");
        await PressAsync(page, "button[value=record]", "Enter");
        await page.WaitForFunctionAsync("() => document.activeElement.id === 'said'"); // refused: the reason is where one stands
        await page.GotoAsync($"{office.Address}/en/hazards/{number}/record/notes");
        await ReachAsync(page, "[name=note]");
        await page.Keyboard.TypeAsync("typed");
        await PressAsync(page, "button[value=record]", "Space");
        await page.ArrivedAsync("recorded=2");
        await page.WaitForFunctionAsync("() => document.activeElement.id === 'said'");
    }

    private static async Task PressAsync(IPage page, string selector, string key)
    {
        await ReachAsync(page, selector);
        await page.Keyboard.PressAsync(key);
    }

    private static async Task ReachAsync(IPage page, string selector)
    {
        for (var i = 0; i < MostStops; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        throw new ShouldAssertException($"{selector} cannot be reached with the Tab key.");
    }
}
