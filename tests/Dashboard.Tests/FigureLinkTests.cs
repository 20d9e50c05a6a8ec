using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HazardLedger.Api.Http;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using Microsoft.AspNetCore.WebUtilities;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Every number of every page is a link that ends at an event, and is what the API says to the same question.</summary>
[Collection(nameof(Office))]
public sealed partial class FigureLinkTests(Whole whole)
{
    private static readonly string[] Paths =
    [
        "/", "/?asOf=2026-05-01&knownAt=2026-05-10T12:00:00%2B08:00", "/?area=all&from=2026-03-01", "/wall", "/groups", "/groups?by=sector&asOf=2026-05-01", "/hazards", "/hazards?register=all&sector=fire", "/hazards?asOf=2026-05-01",
        "/work?list=overdue", "/supervision", "/supervision?asOf=2026-04-01", "/deadlines", "/forms/monthly", "/forms/monthly?by=area&month=2026-05", "/figures/open", "/figures/overdue?sector=fire",
        "/figures/rectificationRate", "/figures/supervision.listed", "/figures/enterprises", "/audit", "/audit?late=delayed", "/reports", "/reports?month=2026-05", "/reports/{report}", "/reports/{report}?edition=1",
    ];

    // Numbers that are no figures: nothing is counted that somebody could open, or what they open stands beside them.
    private static readonly (string Where, string Why)[] NoFigures =
    [
        ("svg", "the table below a chart has the same numbers, as links"),
        ("td.n.rest", "the difference of the balances beside it"),
        ("td.n.said", "what an area says of itself; the ledger's own count stands beside it"),
        ("table del", "the figure of another edition, whose own page opens it"),
        ("table.laws", "how often a law was checked"),
        ("div.phead p b", "a place in the ledger"),
        ("div.acts span.nw b", "a place in the ledger"),
        ("table.events td.mono", "a place in the ledger, of an event that belongs to no hazard"),
        ("div.sheet thead", "the numbers of the form's columns"),
        ("p.bigfig", "the figure itself that the page opens"),
        ("div.miller section h2", "the step of the drill, or the hazard's own number"),
        ("div.miller table td.n", "the amount of a posting; its position opens the event"),
        ("table.moved td.n", "the amount of a posting; its position opens the event"),
        ("div.miller table tfoot", "the balance of the postings above it"),
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var path in Paths)
            {
                data.Add(path, path.Length % 2 == 0 ? "zh" : "en");
            }

            return data;
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_number_is_a_link_and_what_the_api_says(string path, string language)
    {
        if (path.StartsWith("/audit", StringComparison.Ordinal))
        {
            await whole.Audits.RunAsync(Scope.Everything, AuditRoutes.Terms(new StoppedClock()), null, null, Stop);
        }

        var numbers = PageNumbers.Of(await PageAsync($"/{language}{path.Replace("{report}", whole.Report, StringComparison.Ordinal)}"));
        numbers.Where(number => number.Href is null && !Array.Exists(NoFigures, one => number.IsUnder(one.Where)))
            .Select(number => $"{number.Text} in {number.Path}").ShouldBeEmpty();
        foreach (var number in numbers.Where(number => number.Figure is not null).Distinct())
        {
            await FollowAsync(number);
        }

        foreach (var number in numbers.Where(number => number.Href?.Contains("/movements/", StringComparison.Ordinal) == true).Distinct())
        {
            await MovedAsync(number);
        }

        foreach (var number in numbers.Where(number => number is { Figure: null, Href: not null } && Counts().IsMatch(number.Href)).Distinct())
        {
            (await CountedAsync(number.Href!)).ShouldBe(Count(number.Text), $"{number.Text} → {number.Href}");
        }
    }

    [Fact]
    public async Task Pages_show_numbers_at_all()
    {
        var numbers = PageNumbers.Of(await PageAsync("/zh/"));
        numbers.Count(number => number.Figure is not null).ShouldBeGreaterThan(100);
        numbers.Select(number => number.Figure).OfType<string>().Distinct().Count().ShouldBeGreaterThan(20);
    }

    // From the number to its hazards, to the postings of one, to the event: and the API says the same at each step.
    private async Task FollowAsync(PageNumber number)
    {
        var question = Question(number.Href!);
        var said = await whole.Api.GetFromJsonAsync<JsonElement>("/v1/figures?" + question, Stop);
        var written = Renderings(said, number.Figure!);
        written.ShouldContain(Plain(number.Text), $"{number.Figure} → {number.Href}");
        var behind = (await whole.Api.GetFromJsonAsync<JsonElement>($"/v1/figures/{number.Figure}/hazards?{question}&limit=1", Stop)).GetProperty("count").GetInt64();
        var drill = WebUtility.HtmlDecode(await PageAsync(number.Href!));
        written.ShouldContain(Plain(Big().Match(drill).Groups[1].Value), number.Href);
        Count(CountBehind().Match(drill).Groups[1].Value).ShouldBe(behind, number.Href);
        if (FigureDefinitions.All.First(figure => figure.Name == number.Figure).Kind is FigureKind.Balance or FigureKind.Listings or FigureKind.CarryOver or FigureKind.Ageing && !number.Text.Contains('.', StringComparison.Ordinal))
        {
            behind.ShouldBe(Count(number.Text), number.Href);
        }

        if (behind > 0)
        {
            var position = EventShown().Match(drill);
            position.Success.ShouldBeTrue($"{number.Href} ends at no event");
            drill.ShouldContain($"event={position.Groups[1].Value}\"", customMessage: number.Href);
        }
    }

    // A movement is what its postings come to, and what the API's bridge says.
    private async Task MovedAsync(PageNumber number)
    {
        var (page, postings, sum) = ("", 0L, 0L);
        for (var path = number.Href!; path.Length > 0; path = WebUtility.HtmlDecode(Regex.Match(page, "rel=\"next\" href=\"([^\"]+)").Groups[1].Value))
        {
            page = await PageAsync(path);
            var rows = PageNumbers.Of(page).Where(row => row.IsUnder("table.moved td.n")).Select(row => Count(row.Text.Replace('−', '-'))).ToList();
            (sum, postings) = (sum + rows.Sum(), postings + rows.Count);
        }

        Math.Abs(sum).ShouldBe(Count(number.Text), number.Href);
        postings.ShouldBeGreaterThan(0, number.Href);
        EventOfHazard().IsMatch(WebUtility.HtmlDecode(page)).ShouldBeTrue(number.Href);
        var query = QueryHelpers.ParseQuery(new Uri(new("http://localhost"), number.Href!).Query);
        if (query.TryGetValue("opening", out var opening))
        {
            var figure = new Uri(new("http://localhost"), number.Href!).AbsolutePath.Split('/')[^1];
            var asked = Regex.Replace(Question(number.Href!), "(^|&)(from|opening|cause)=[^&]*", "").Trim('&');
            var bridge = (await whole.Api.GetFromJsonAsync<JsonElement>($"/v1/figures/bridge?figures={figure}&from={opening}&{asked}", Stop)).GetProperty("bridges")[0];
            var said = bridge.GetProperty("movements").EnumerateArray().Single(move => move.GetProperty("cause").GetString() == query["cause"].ToString()).GetProperty("amount").GetInt64();
            Math.Abs(said).ShouldBe(Count(number.Text), number.Href);
        }
    }

    // A list says how many it holds, in its heading or below it.
    private async Task<long> CountedAsync(string href)
    {
        var (path, listed) = (href.Split('#')[0], 0L);
        while (true)
        {
            var page = WebUtility.HtmlDecode(await PageAsync(path));
            if (!path.Contains("/audit", StringComparison.Ordinal))
            {
                return Count(Total().Match(page).Groups[1].Value);
            }

            listed += EventRow().Count(page);
            path = Regex.Match(page, "rel=\"next\" href=\"([^\"#]+)").Groups[1].Value;
            if (path.Length == 0)
            {
                return listed;
            }
        }
    }

    private static string Question(string href)
    {
        var query = QueryHelpers.ParseQuery(new Uri(new("http://localhost"), href).Query).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        query["area"] = query.GetValueOrDefault("area") switch { null => "350304", "all" => "", var area => area };
        return string.Join('&', query.Where(one => one.Value.Length > 0).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
    }

    // A figure may be written as a count, as a share, as its parts, in days or in ten thousands of yuan.
    private static string[] Renderings(JsonElement headline, string figure)
    {
        var value = figure.Split('.').Aggregate(headline, (at, member) => at.TryGetProperty(member, out var next) ? next : JsonSerializer.SerializeToElement(0));
        if (value.ValueKind == JsonValueKind.Number)
        {
            return figure == "general.rectified" ? [Plain(value.GetRawText()), Share(headline.GetProperty("general"))] : [Plain(value.GetRawText())];
        }

        if (value.TryGetProperty("numerator", out var over))
        {
            var parts = $"{over.GetInt64()}÷{value.GetProperty("denominator").GetInt64()}";
            var percent = value.GetProperty("percent") is { ValueKind: JsonValueKind.Number } share ? share.GetDecimal().ToString("0.0", CultureInfo.InvariantCulture) : "—";
            return [percent, percent + "%", parts, $"{percent}%={parts}"];
        }

        return value.TryGetProperty("yuan", out var yuan)
            ? [Plain(yuan.GetRawText()), value.GetProperty("wanYuan").GetDecimal().ToString("0.####", CultureInfo.InvariantCulture)]
            : [value.GetProperty("median").GetDecimal().ToString("0.#", CultureInfo.InvariantCulture)];
    }

    // Column 4 of the form is a quotient of two figures and opens its numerator.
    private static string Share(JsonElement general) =>
        Math.Round(100m * general.GetProperty("rectified").GetInt64() / Math.Max(1, general.GetProperty("found").GetInt64()), 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Plain(string text) => text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("天", "", StringComparison.Ordinal).Replace("days", "", StringComparison.Ordinal);

    private static long Count(string text) => long.Parse(Plain(text), CultureInfo.InvariantCulture);

    private async Task<string> PageAsync(string path)
    {
        using var client = Site.Client(whole.Address);
        using var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    [GeneratedRegex("/hazards/[0-9-]+\\?[^\"]*version=[0-9]+")]
    private static partial Regex EventOfHazard();

    [GeneratedRegex("/(hazards|work|audit)\\?")]
    private static partial Regex Counts();

    [GeneratedRegex("(?:核对：|Check: )([0-9,]+)")]
    private static partial Regex CountBehind();

    [GeneratedRegex("<p class=\"bigfig[^>]*>([^<]*)</p>")]
    private static partial Regex Big();

    [GeneratedRegex("data-position=\"([0-9]+)\"")]
    private static partial Regex EventShown();

    [GeneratedRegex("(?:共 | of )([0-9,]+)(?: 条；|; pinned)")]
    private static partial Regex Total();

    [GeneratedRegex("<td class=\"mono nw rt\">")]
    private static partial Regex EventRow();
}
