using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using HazardLedger.Api.Tests.Copies;

namespace HazardLedger.Api.Tests.Forms;

/// <summary>Every cell of the monthly form is the figure that it names, asked for the same question.</summary>
public sealed class MonthlyFormTests(DemonstrationLedger demonstration) : IClassFixture<DemonstrationLedger>
{
    private readonly RunningApi _api = demonstration.Api;

    [Fact]
    public async Task Cells_equal_the_figures_for_random_months_areas_and_moments()
    {
        var seed = Random.Shared.Next();
        var dice = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            var month = new DateOnly(2026, dice.Next(1, 8), 1);
            var (area, by) = (dice.Next(3) switch { 0 => null, 1 => "350304", _ => "350304103" }, dice.Next(2) == 0 ? "sector" : "area");
            var known = dice.Next(2) == 0 ? "" : $"&knownAt=2026-0{dice.Next(2, 8)}-1{dice.Next(10)}T12:00:00%2B08:00";
            var where = area is null ? "" : $"&area={area}";
            var form = await _api.GetAsync($"/v1/forms/monthly/{month:yyyy-MM}?by={by}{where}{known}");
            form.Status.ShouldBe(HttpStatusCode.OK, form.Text);
            var figures = await _api.GetAsync($"/v1/figures?asOf={month.AddMonths(1).AddDays(-1):yyyy-MM-dd}&groupBy={by}{where}{known}");

            form["faults"].GetArrayLength().ShouldBe(0, form.Text);
            form["position"].GetInt64().ShouldBe(figures["position"].GetInt64());
            var groups = figures["groups"].EnumerateArray().ToDictionary(group => group.GetProperty("key").GetString()!);
            var rows = form["rows"].EnumerateArray().ToList();
            rows.Count.ShouldBeGreaterThanOrEqualTo(groups.Count + 1);
            foreach (var row in rows)
            {
                var key = row.TryGetProperty("key", out var said) ? said.GetString() : null;
                Check(row, key is null ? figures.Body : groups.TryGetValue(key, out var group) ? group : null, $"seed {seed}: {month} {area} {by} {known} {key}");
            }
        }
    }

    [Fact]
    public async Task A_cell_opens_down_to_as_many_hazards_as_it_counts()
    {
        var form = await _api.GetAsync("/v1/forms/monthly/2026-05?area=350304");
        var cells = form["rows"].EnumerateArray().SelectMany(row => row.GetProperty("cells").EnumerateArray())
            .Where(cell => cell.GetProperty("column").GetInt32() is 2 or 3 or 5 or 6 or 8 or 9 or 10 or 11).ToList();
        foreach (var cell in cells.Where((_, at) => at % 9 == 0))
        {
            var behind = await _api.GetAsync(cell.GetProperty("hazards").GetString()! + "&limit=1");
            behind["count"].GetInt64().ShouldBe(cell.GetProperty("value").GetInt64(), cell.ToString());
        }
    }

    [Fact]
    public async Task The_files_say_the_same()
    {
        var rows = (await _api.GetAsync("/v1/forms/monthly/2026-05?area=350304"))["rows"].EnumerateArray()
            .Select(row => string.Join(',', row.GetProperty("cells").EnumerateArray().Select(Text))).ToList();
        var csv = await _api.Client.GetByteArrayAsync(new Uri("/v1/forms/monthly/2026-05.csv?area=350304", UriKind.Relative));
        csv[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var lines = Encoding.UTF8.GetString(csv[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Skip(lines.Length - rows.Count).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]).ShouldBe(rows);
        lines[2].ShouldContain("made up");

        await using var xlsx = new MemoryStream(await _api.Client.GetByteArrayAsync(new Uri("/v1/forms/monthly/2026-05.xlsx?area=350304", UriKind.Relative)));
        await using var zip = new ZipArchive(xlsx);
        await using var part = await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync();
        var sheet = (await XDocument.LoadAsync(part, LoadOptions.None, CancellationToken.None)).Descendants().Where(one => one.Name.LocalName == "row").ToList();
        sheet.Skip(sheet.Count - rows.Count).Select(row => string.Join(',', row.Elements().Skip(1).Select(cell => cell.Value))).ShouldBe(rows);
    }

    [Theory]
    [InlineData("2026-13", HttpStatusCode.NotFound)]
    [InlineData("2026-05.pdf", HttpStatusCode.NotFound)]
    [InlineData("2026-05?by=grade", HttpStatusCode.BadRequest)]
    [InlineData("2026-05?asOf=2026-05-31", HttpStatusCode.BadRequest)]
    public async Task What_is_no_form_is_refused(string address, HttpStatusCode status) => (await _api.GetAsync($"/v1/forms/monthly/{address}")).Status.ShouldBe(status);

    [Fact]
    public async Task A_key_that_does_not_see_all_of_it_is_told_so()
    {
        using var town = await _api.ClientWithAsync("reader", "P-4", areas: "350304103");
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/forms/monthly/2026-05?area=350304", null, town))["complete"].GetBoolean().ShouldBeFalse();
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/forms/monthly/2026-05?area=350304103", null, town))["complete"].GetBoolean().ShouldBeTrue();
    }

    private static void Check(JsonElement row, JsonElement? figures, string about)
    {
        foreach (var cell in row.GetProperty("cells").EnumerateArray())
        {
            var name = cell.GetProperty("figure").GetString()!;
            var value = cell.TryGetProperty("value", out var said) ? said.GetDecimal() : (decimal?)null;
            var found = figures is { } some ? Of(some, name) : name.EndsWith("Rate", StringComparison.Ordinal) ? null : 0;
            value.ShouldBe(found, $"{about} {name}");
        }
    }

    private static decimal? Of(JsonElement figures, string name) => name switch
    {
        "general.rectificationRate" => At(figures, "general.found") is var whole && whole == 0 ? null
            : Math.Round(100m * At(figures, "general.rectified") / whole, 1, MidpointRounding.AwayFromZero),
        "major.closureRate" => Element(figures, "major.closureRate.percent") is { ValueKind: JsonValueKind.Number } percent ? percent.GetDecimal() : null,
        "funds.secured" => At(figures, "funds.secured.yuan") / 10000m,
        _ => At(figures, name),
    };

    private static decimal At(JsonElement figures, string name) => Element(figures, name).GetDecimal();

    private static JsonElement Element(JsonElement figures, string name) => name.Split('.').Aggregate(figures, (at, part) => at.GetProperty(part));

    private static string Text(JsonElement cell) => cell.TryGetProperty("value", out var value) ? value.GetDecimal().ToString(CultureInfo.InvariantCulture) : "—";
}
