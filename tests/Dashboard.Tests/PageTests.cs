using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Tests;

/// <summary>What the pages say, read as text: no browser is needed for it.</summary>
public sealed partial class PageTests(Site site)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 0)]
    [InlineData("&asOf=2026-05-01", 1)]
    public async Task The_figures_on_the_page_are_the_figures(string past, int _)
    {
        var asOf = past.Length == 0 ? StoppedClock.Today : new(2026, 5, 1);
        var expected = site.Figures.Headline(Site.Question with { AsOf = asOf });
        var page = await TextAsync("/en/?" + past);
        NumberIn(page, "found").ShouldBe(expected.Found);
        NumberIn(page, "rectified").ShouldBe(expected.Rectified);
        NumberIn(page, "open").ShouldBe(expected.Open);
        NumberIn(page, "overdue").ShouldBe(expected.Overdue);
        NumberIn(page, "major.found").ShouldBe(expected.Major.Found);
        NumberIn(page, "supervision.listed").ShouldBe(expected.Supervision.Listed);
        NumberIn(page, "carryOver.opening").ShouldBe(expected.CarryOver.Opening);
        expected.Found.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task Every_number_of_the_overview_leads_to_that_many_hazards()
    {
        var page = await TextAsync("/zh/");
        var links = NumberLink().Matches(page).Select(match => (Path: WebUtility.HtmlDecode(match.Groups[1].Value), Number: match.Groups[2].Value)).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(40);
        foreach (var (path, number) in links)
        {
            var drill = WebUtility.HtmlDecode(await TextAsync(path));
            var behind = long.Parse(CountBehind().Match(drill).Groups[1].Value, CultureInfo.InvariantCulture);
            behind.ShouldBe(long.Parse(number, CultureInfo.InvariantCulture), path);
        }
    }

    [Fact]
    public async Task A_drill_ends_at_the_event_that_made_the_posting()
    {
        var drill = await TextAsync("/en/figures/overdue");
        var last = PostingLink().Matches(drill).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Last();
        var page = await TextAsync(last);
        page.ShouldContain($"data-position=\"{Regex.Match(last, @"event=(\d+)").Groups[1].Value}\"");
        WebUtility.HtmlDecode(page).ShouldContain("\"type\": \"");
    }

    [Fact]
    public async Task A_replayed_version_shows_nothing_that_came_later()
    {
        var number = await site.NumberOfAsync(HalfYear.Listed);
        var whole = await TextAsync($"/en/hazards/{number}");
        var replay = await TextAsync($"/en/hazards/{number}?version=3");
        foreach (var later in (string[])["L-350304-2026-001", "2026-02-26", "2026-05-28", "2026-06-09", "Delisted", "风管未接地\"", "county listing"])
        {
            replay.Contains(later, StringComparison.Ordinal).ShouldBeFalse(later);
        }

        whole.ShouldContain("L-350304-2026-001");
        EventIds(replay).ShouldBe([3, 2, 1]);
        EventIds(whole).ShouldBe([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }

    [Fact]
    public async Task A_past_day_shows_nothing_that_happened_after_it()
    {
        var number = await site.NumberOfAsync(HalfYear.Listed);
        EventIds(await TextAsync($"/en/hazards/{number}?asOf=2026-03-01")).ShouldBe([4, 3, 2, 1]);
        (await TextAsync($"/en/hazards/{number}?asOf=2026-01-31")).ShouldContain("Nothing was known of this hazard then");
    }

    [Fact]
    public async Task What_acts_since_registration_is_seen_on_every_day_but_only_once_it_is_known()
    {
        var moved = await site.NumberOfAsync(HalfYear.Moved);
        Regex.Match(await TextAsync($"/en/hazards/{moved}?asOf=2026-04-11"), "<h1.*?</p>", RegexOptions.Singleline).Value.ShouldContain("Beigao Town");
        var before = await TextAsync($"/en/hazards/{moved}?asOf=2026-04-11&knownAt=2026-04-12T00:00:00%2B08:00");
        Regex.Match(before, "<h1.*?</p>", RegexOptions.Singleline).Value.ShouldContain("Xitianwei Town");
        EventIds(before).ShouldBe([2, 1]);

        var all = await TextAsync("/zh/hazards?register=gone");
        var voided = Regex.Match(all, "class=\"mono\" href=\"/zh/hazards/([0-9-]+)\"").Groups[1].Value;
        (await TextAsync($"/en/hazards/{voided}?asOf=2026-04-13")).ShouldContain("Voided or merged");
        (await TextAsync($"/en/hazards/{voided}?asOf=2026-04-13&knownAt=2026-04-14T00:00:00%2B08:00")).Contains("Voided", StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task The_banner_says_what_a_late_entry_changed()
    {
        // Found on 2 June, entered on 5 June: on 3 June nobody knew of it.
        var page = await TextAsync("/en/?asOf=2026-06-02&knownAt=2026-06-03T12:00:00%2B08:00");
        var then = site.Figures.Headline(Site.Question with { AsOf = new(2026, 6, 2), Position = PositionShown(page) });
        var now = site.Figures.Headline(Site.Question with { AsOf = new(2026, 6, 2) });
        (now.Found - then.Found).ShouldBe(1);
        page.ShouldContain("As known now, the same day reads:");
        WebUtility.HtmlDecode(page).ShouldContain($"<b>{now.Found}</b></a> (+1)");
        page.ShouldContain("is-past");
    }

    [Fact]
    public async Task Links_of_a_past_page_stay_in_the_past()
    {
        var page = await TextAsync("/zh/?asOf=2026-05-01&knownAt=2026-05-10T12:00:00%2B08:00&area=350304101");
        foreach (Match link in NumberLink().Matches(page))
        {
            // A month's end in the table below the chart has a day of its own, before that of the page.
            string.CompareOrdinal(Regex.Match(link.Groups[1].Value, "asOf=([0-9-]+)").Groups[1].Value, "2026-05-01").ShouldBeLessThanOrEqualTo(0, link.Value);
            link.Groups[1].Value.ShouldContain("knownAt=2026-05-10T12:00:00%2B08:00");
        }

        var other = Regex.Match(page, "<a href=\"(/en/[^\"]*)\" lang=\"en\"").Groups[1].Value;
        other.ShouldContain("area=350304101");
        other.ShouldContain("asOf=2026-05-01");
    }

    [Fact]
    public async Task Hostile_texts_stay_texts()
    {
        var number = await site.NumberOfAsync("<script>");
        foreach (var path in (string[])["/zh/hazards", $"/zh/hazards/{number}", $"/zh/figures/open?area=350304001", "/zh/hazards?q=%3Cscript%3Ealert(1)%3C/script%3E", "/zh/hazards/%3Cscript%3E"])
        {
            var page = await TextAsync(path);
            page.Contains("<script>document", StringComparison.Ordinal).ShouldBeFalse(path);
            page.Contains("<script>alert", StringComparison.Ordinal).ShouldBeFalse(path);
            page.Contains("<img", StringComparison.Ordinal).ShouldBeFalse(path);
        }

        // Marks of direction end where the text ends.
        (await TextAsync("/zh/hazards?q=exe")).ShouldContain("<bdi");
    }

    [Fact]
    public async Task A_walk_through_the_register_shows_every_hazard_once()
    {
        var (path, numbers) = ("/zh/hazards?register=all", new List<string>());
        while (path.Length > 0)
        {
            var page = await TextAsync(path);
            numbers.AddRange(Regex.Matches(page, "class=\"mono\" href=\"/zh/hazards/([0-9-]+)\"").Select(match => match.Groups[1].Value));
            path = WebUtility.HtmlDecode(Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        }

        var all = (RegisterPage)await site.Register.PageAsync(Scope.Everything, new(RegisterName.All, StoppedClock.Today) { WithTotal = true }, null, 1, Stop);
        numbers.Distinct().Count().ShouldBe(numbers.Count);
        numbers.Count.ShouldBe((int)all.Total!.Value);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/hazards?register=all")]
    [InlineData("/figures/found")]
    [InlineData("/figures/definitions")]
    public async Task A_page_weighs_no_more_than_60_KB(string path)
    {
        using var client = Site.Client(site.Address);
        foreach (var language in (string[])["zh", "en"])
        {
            var bytes = await client.GetByteArrayAsync("/" + language + path, Stop);
            TestContext.Current.TestOutputHelper?.WriteLine($"{language}{path}: {bytes.Length} bytes");
            bytes.Length.ShouldBeLessThanOrEqualTo(60 * 1024, $"{language}{path}: {bytes.Length}");
        }
    }

    [Fact]
    public void The_style_weighs_no_more_than_32_KB_and_the_script_no_more_than_5()
    {
        Edge.Asset.Style.Length.ShouldBeLessThanOrEqualTo(32 * 1024);
        Edge.Asset.Script.Length.ShouldBeLessThanOrEqualTo(5 * 1024);
    }

    private static IEnumerable<int> EventIds(string page) => Regex.Matches(page, "<li class=\"?[a-z]*\"? ?id=\"v([0-9]+)\"|<li id=\"v([0-9]+)\"").Select(match => int.Parse(match.Groups[1].Value + match.Groups[2].Value, CultureInfo.InvariantCulture));

    private static long PositionShown(string page) => long.Parse(Regex.Match(page, "Ledger position <b data-position>([0-9,]+)</b>").Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static long NumberIn(string page, string figure) =>
        long.Parse(Regex.Match(page, $"data-figure=\"{Regex.Escape(figure)}\">(?:<[^>]+>|\\s)*([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);

    private async Task<string> TextAsync(string path)
    {
        using var client = Site.Client(site.Address);
        return await client.GetStringAsync(path, Stop).ContinueWith(async text => text.IsCompletedSuccessfully ? text.Result : await (await client.GetAsync(path, Stop)).Content.ReadAsStringAsync(Stop), Stop).Unwrap();
    }

    [GeneratedRegex("<a class=\"q[^\"]*\" href=\"(/zh/figures/[^\"]+)\">([0-9]+)</a>")]
    private static partial Regex NumberLink();

    [GeneratedRegex("核对：([0-9]+) 条隐患")]
    private static partial Regex CountBehind();

    [GeneratedRegex("<a class=\"mono\" href=\"(/en/figures/[^\"]+event=[^\"]+)\"")]
    private static partial Regex PostingLink();
}
