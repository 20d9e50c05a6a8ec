using System.Net;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Access;
using Microsoft.VisualBasic.FileIO;

namespace HazardLedger.Api.Tests.Exports;

/// <summary>The register and the figures as files, over a real socket.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Every_form_holds_the_rows_that_the_register_answers()
    {
        await using var api = await RunningApi.StartAsync();
        await FillAsync(api, 23);
        const string Filter = "area=350304&register=open&sort=number";
        var asked = (await api.GetAsync($"/v1/hazards?{Filter}&limit=500"))["items"].EnumerateArray().ToList();
        asked.Count.ShouldBe(12);

        var csv = Rows(await TextAsync(api.Client, $"/v1/hazards.csv?{Filter}"));
        var sheet = Workbook.Open(await BytesAsync(api, $"/v1/hazards.xlsx?{Filter}")).Sheets.ShouldHaveSingleItem();
        var lines = Encoding.UTF8.GetString(await BytesAsync(api, $"/v1/hazards.ndjson?{Filter}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        csv[0][..3].ShouldBe(["Number", "Area", "Area code"]);
        csv.Skip(1).Select(row => row[0]).ShouldBe(asked.Select(row => row.GetProperty("number").GetString()));
        sheet.Name.ShouldBe("Hazards");
        sheet.Rows.Skip(1).Select(row => row["A"]).ShouldBe(asked.Select(row => row.GetProperty("number").GetString()));
        sheet.Rows[1].Values.OfType<DateOnly>().ShouldContain(Bodies.Today);
        lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetRawText()).ShouldBe(asked.Select(row => row.GetRawText()));
        csv.Skip(1).ShouldAllBe(row => row.Contains("'=cmd|' /C calc'!A0"));
    }

    [Fact]
    public async Task Events_and_figures_come_in_every_form_and_only_what_the_caller_sees()
    {
        await using var api = await RunningApi.StartAsync();
        await FillAsync(api, 5);
        var asked = (await api.GetAsync("/v1/events?after=2&limit=500"))["items"].EnumerateArray().ToList();

        var csv = Rows(await TextAsync(api.Client, "/v1/events.csv?after=2"));
        var sheet = Workbook.Open(await BytesAsync(api, "/v1/events.xlsx?after=2")).Sheets.ShouldHaveSingleItem();
        var lines = Encoding.UTF8.GetString(await BytesAsync(api, "/v1/events.ndjson?after=2")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        csv[0][..3].ShouldBe(["Ledger position", "Recorded at", "Occurred on"]);
        csv.Skip(1).Select(row => row[0]).ShouldBe(asked.Select(row => row.GetProperty("position").GetRawText()));
        csv.Skip(1).Select(row => row[^1]).Select(text => JsonSerializer.Deserialize<JsonElement>(text).GetRawText()).ShouldBe(asked.Select(row => row.GetProperty("data").GetRawText()));
        sheet.Rows.Count.ShouldBe(asked.Count + 1);
        lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetRawText()).ShouldBe(asked.Select(row => row.GetRawText()));

        var figures = Encoding.UTF8.GetString(await BytesAsync(api, "/v1/figures.ndjson?groupBy=area")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        figures[0].GetProperty("found").GetInt64().ShouldBe(figures.Skip(1).Sum(group => group.GetProperty("found").GetInt64()));

        var few = await api.ClientWithAsync(Roles.Reader, areas: "350399");
        Rows(await TextAsync(few, "/v1/events.csv")).Count.ShouldBe(1);
        (await TextAsync(few, "/v1/events.ndjson")).ShouldBe("");
    }

    [Fact]
    public async Task Heads_say_what_would_come_in_the_language_of_the_caller()
    {
        await using var api = await RunningApi.StartAsync();
        await FillAsync(api, 2);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/v1/hazards.xlsx?register=major") { Headers = { { "Accept-Language", "zh-CN" } } };
        using var client = api.ClientOf(api.Secret);
        client.DefaultRequestHeaders.AcceptLanguage.Clear();

        using var answer = await client.SendAsync(head);

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        var day = Bodies.Today.ToString("yyyyMMdd");
        var name = answer.Content.Headers.ContentDisposition!;
        (name.DispositionType, name.FileName, name.FileNameStar).ShouldBe(("attachment", $"hazards-major-{day}.xlsx", $"隐患台账-{day}.xlsx"));
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        var chinese = Rows(await TextAsync(client, "/v1/hazards.csv"));
        chinese[0][..2].ShouldBe(["编号", "所属区域"]);
        chinese[1].ShouldContain("应急管理局检查");
    }

    [Fact]
    public async Task Figures_are_those_of_the_answer_total_first()
    {
        await using var api = await RunningApi.StartAsync();
        await FillAsync(api, 9);
        var answer = await api.GetAsync("/v1/figures?groupBy=area");

        var csv = Rows(await TextAsync(api.Client, "/v1/figures.csv?groupBy=area"));
        var sheet = Workbook.Open(await BytesAsync(api, "/v1/figures.xlsx?groupBy=area")).Sheets[0].Rows;

        csv.Count.ShouldBe(1 + 1 + answer["groups"].GetArrayLength());
        var found = csv[0].ToList().IndexOf("Found");
        csv.Skip(1).Select(row => long.Parse(row[found])).ShouldBe([answer["found"].GetInt64(), .. answer["groups"].EnumerateArray().Select(group => group.GetProperty("found").GetInt64())]);
        csv[1][..2].ShouldBe(["", "Total"]);
        csv.Skip(2).Select(row => row[0]).ShouldBe(answer["groups"].EnumerateArray().Select(group => group.GetProperty("key").GetString()));
        csv[0].ShouldBeUnique();
        csv.ShouldAllBe(row => row.Length == csv[0].Length);
        sheet[0].Values.ShouldBe(csv[0]);
        sheet[1]["D"].ShouldBe(Bodies.Today);
        Rows(await TextAsync(api.Client, "/v1/figures.csv"))[0][0].ShouldBe("From");
    }

    [Fact]
    public async Task Nobody_takes_out_what_he_may_not_see_and_no_parameter_is_passed_over()
    {
        await using var api = await RunningApi.StartAsync();
        await FillAsync(api, 6);
        var reader = await api.ClientWithAsync(Roles.Reader, areas: "350302");

        Rows(await TextAsync(reader, "/v1/hazards.csv")).Skip(1).ShouldAllBe(row => row[2] == "350302001");
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/hazards.csv?register=gone", null, reader)).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var path in (string[])["/v1/hazards.csv?limit=5", "/v1/hazards.xlsx?cursor=x", "/v1/hazards.ndjson?total=true", "/v1/figures.csv?interval=day", "/v1/hazards.csv?sort=place"])
        {
            (await api.GetAsync(path)).Status.ShouldBe(HttpStatusCode.BadRequest, path);
        }

        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/hazards.csv", null, api.ClientOf(null))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_demonstration_says_so_in_name_title_and_every_row()
    {
        await using var api = await RunningApi.StartAsync(synthetic: true);
        await FillAsync(api, 2);

        using var answer = await api.Client.GetAsync(new Uri("/v1/hazards.csv", UriKind.Relative));
        var csv = Rows(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
        var book = Workbook.Open(await BytesAsync(api, "/v1/figures.xlsx"));
        var line = JsonSerializer.Deserialize<JsonElement>((await api.Client.GetStringAsync(new Uri("/v1/hazards.ndjson", UriKind.Relative))).Split('\n')[0]);

        answer.Content.Headers.ContentDisposition!.FileName!.ShouldStartWith("demo-hazards");
        csv[0][^1].ShouldBe("Made-up demonstration");
        csv.Skip(1).Select(row => row.Last()).ShouldBe(["true", "true"]);
        book.Title.ShouldBe("Made-up demonstration Figures");
        book.Sheets[0].Rows[1].Values.Last().ShouldBe(true);
        line.GetProperty("synthetic").GetBoolean().ShouldBeTrue();
    }

    private static async Task FillAsync(RunningApi api, int count)
    {
        var items = Enumerable.Range(0, count).Select(n => new { command = "registrations", body = Bodies.Register(n % 2 == 0 ? "350304103" : "350302001", "=cmd|' /C calc'!A0") });
        (await api.PostAsync("/v1/batches?mode=atomic", items)).Status.ShouldBe(HttpStatusCode.Created);
    }

    // A client that reads text takes the mark in front of it away.
    private static async Task<string> TextAsync(HttpClient client, string path) => Encoding.UTF8.GetString(await client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));

    private static async Task<byte[]> BytesAsync(RunningApi api, string path) => await api.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    // Read by somebody else's reader.
    private static List<string[]> Rows(string csv)
    {
        csv.ShouldStartWith("\uFEFF");
        using var reader = new TextFieldParser(new StringReader(csv[1..])) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var rows = new List<string[]>();
        while (reader.ReadFields() is { } fields)
        {
            rows.Add(fields);
        }

        return rows;
    }
}
