using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Exports;
using HazardLedger.Api.Imports;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>Tables that other registers give out, with a map of their columns.</summary>
public sealed class TableTests
{
    private const string Map = """
        {
          "system": "old", "id": "编号", "dates": ["yyyy年M月d日", "yyyy/M/d"],
          "members": { "actor": { "value": { "person": "P-9", "organisation": "OLD", "role": "recorder" } } },
          "commands": [
            { "command": "registrations", "when": ["发现日期"], "members": {
              "occurredOn": { "column": "发现日期", "as": "day" }, "area": { "column": "区域", "words": { "北高镇": "350304103" } }, "source": { "value": "bureauInspection" },
              "sector": { "value": "fire" }, "category": { "value": "thing" }, "site": { "value": "SITE-1" }, "place": { "column": "地点" },
              "description": { "column": "描述" }, "discoverers": { "column": "检查人", "as": "list" } } },
            { "command": "gradings", "when": ["等级"], "members": {
              "occurredOn": { "column": "发现日期", "as": "day" }, "grade": { "column": "等级", "words": { "重大": "major", "一般": "general" } },
              "criteria.0.standard": { "value": "GB 35181-2025" }, "criteria.0.clause": { "column": "条款" }, "method": { "value": "direct" }, "reasons": { "value": "见原台账" } } }
          ]
        }
        """;

    private static readonly string[] Head = ["编号", "发现日期", "区域", "地点", "描述", "检查人", "等级", "条款"];

    [Fact]
    public async Task A_row_becomes_its_commands_and_a_bad_row_is_refused_by_its_number()
    {
        await using var api = await RunningApi.StartAsync();
        const string Csv = "\uFEFF编号,发现日期,区域,地点,描述,检查人,等级,条款\r\n"
            + "A-1,2020年3月5日,北高镇,\"1号楼,东\",\"堆放\r\n杂物\",P-1、P-2,重大,6.1\r\n"
            + "A-2,2020年13月5日,北高镇,2号楼,x,P-1,特大,6.1\r\n"
            + "\r\n"
            + "A-3,2020/3/7,350304103,3号楼,y,P-1,,\r\n";

        var report = await SendAsync(api, Map, Encoding.UTF8.GetBytes(Csv), "t.csv");

        report.Status.ShouldBe(HttpStatusCode.OK, report.Text);
        (report["cases"].GetInt32(), report["recorded"].GetInt32(), report["refused"].GetInt32()).ShouldBe((3, 2, 1));
        var refusal = report["refusals.items.0"];
        refusal.GetProperty("line").GetInt32().ShouldBe(4, "the second case begins on the fourth line, because the first holds a line break");
        refusal.GetProperty("reason").GetString()!.ShouldContain("occurredOn");
        refusal.GetProperty("reason").GetString()!.ShouldContain("grade");
        var hazard = (await api.GetAsync("/v1/hazards?external=old:A-1"))["items.0"];
        (hazard.GetProperty("grade").GetString(), hazard.GetProperty("place").GetString(), hazard.GetProperty("discoveredOn").GetString()).ShouldBe(("major", "1号楼,东", "2020-03-05"));
        var again = await SendAsync(api, Map, Encoding.UTF8.GetBytes(Csv), "t.csv");
        (again["recorded"].GetInt32(), again["already"].GetInt32(), again["refused"].GetInt32()).ShouldBe((0, 2, 1));
    }

    [Fact]
    public async Task The_same_table_comes_as_a_workbook_and_in_the_old_encoding()
    {
        await using var api = await RunningApi.StartAsync();
        using var book = new MemoryStream();
        using var table = new XlsxTable(book, "台账");
        await table.HeadAsync(Head, default);
        await table.RowAsync(["B-1", new DateOnly(2020, 3, 5), "北高镇", "1号楼", "堆放杂物", "P-1", "一般", "6.1"], default);
        await table.EndAsync(default);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var old = Encoding.GetEncoding("gb18030").GetBytes("编号;发现日期;区域;地点;描述;检查人;等级;条款\nC-1;2020-03-05;北高镇;1号楼;堆放杂物;P-1;;\n");

        (await SendAsync(api, Map, book.ToArray(), "台账.xlsx"))["recorded"].GetInt32().ShouldBe(1);
        (await SendAsync(api, Map.Replace("\"system\"", "\"encoding\": \"gb18030\", \"delimiter\": \";\", \"system\""), old, "t.csv"))["recorded"].GetInt32().ShouldBe(1);

        foreach (var id in (string[])["B-1", "C-1"])
        {
            (await api.GetAsync($"/v1/hazards?external=old:{id}"))["items.0"].GetProperty("discoveredOn").GetString().ShouldBe("2020-03-05");
        }
    }

    [Fact]
    public void A_workbook_of_another_program_shares_texts_and_shows_days_by_style()
    {
        using var file = new MemoryStream();
        using (var package = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(package, "xl/sharedStrings.xml", "<sst><si><t>一</t></si><si><r><t>二</t></r><r><t xml:space=\"preserve\"> 三</t></r><rPh sb=\"0\" eb=\"1\"><t>er</t></rPh></si><si/></sst>");
            Write(package, "xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-804]yyyy&quot;年&quot;m\"/><numFmt numFmtId=\"171\" formatCode=\"0&quot;d&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>");
            Write(package, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row><row r=\"5\"><c r=\"A5\" s=\"1\"><v>43895</v></c><c r=\"B5\" s=\"2\"><v>43895.5</v></c>"
                + "<c r=\"C5\" s=\"3\"><v>7</v></c><c r=\"D5\"><v>0.1</v></c><c r=\"E5\" t=\"str\"><f>A1</f><v>=x</v></c><c r=\"F5\" t=\"b\"><v>1</v></c></row><row r=\"6\"><c r=\"A6\"/></row></sheetData></worksheet>");
        }

        file.Position = 0;
        using var rows = new WorkbookRows(file);

        rows.Read().Select(row => $"{row.Number}:{string.Join('|', row.Cells)}").ShouldBe(["2:一||二 三", "5:2020-03-05|2020-03-05 12:00:00|7|0.1|=x|true"]);
    }

    [Fact]
    public async Task What_cannot_be_read_at_all_is_refused_before_anything_is_recorded()
    {
        await using var api = await RunningApi.StartAsync();
        var head = (await api.GetAsync("/v1/hazards")).Position;
        (string Map, string File, string Name, string Says)[] bad =
        [
            ("{", "a\n1", "t.csv", "JSON"), (Map.Replace("gradings", "guesses"), "a\n1", "t.csv", "guesses"), (Map.Replace("\"id\"", "\"ident\""), "a\n1", "t.csv", "JSON"),
            (Map, "编号,描述\n1,2", "t.csv", "发现日期"), (Map, "not a package", "t.xlsx", ""), (Map, "编号,\"" + new string('x', 300_000), "t.csv", "longer"),
        ];

        foreach (var (map, file, name, says) in bad)
        {
            var answer = await SendAsync(api, map, Encoding.UTF8.GetBytes(file), name);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
            answer["errors"].GetRawText().ShouldContain(says);
        }

        using var cut = new StringContent("--x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n" + Map);
        cut.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await api.Client.PostAsync(new Uri("/v1/imports", UriKind.Relative), cut)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.GetAsync("/v1/hazards")).Position.ShouldBe(head);
    }

    [Fact]
    public async Task Rows_are_cut_at_their_delimiters_and_nowhere_else()
    {
        async Task<string> CutAsync(string text, char by = ',')
        {
            var rows = new List<string>();
            await foreach (var row in TableRows.ReadAsync(new StringReader(text), by, CancellationToken.None))
            {
                rows.Add($"{row.Number}:{string.Join('|', row.Cells)}");
            }

            return string.Join('/', rows);
        }

        (await CutAsync("a,b\r\n\"x, \"\"y\"\"\nz\",\"\"\r\n\r\n,3")).ShouldBe("1:a|b/2:x, \"y\"\nz|/5:|3");
        (await CutAsync("a;b,c\n", ';')).ShouldBe("1:a|b,c");
        (await CutAsync("\"\"\"\"\"\"")).ShouldBe("1:\"\"");
    }

    [Fact]
    public void The_command_line_names_a_map_with_a_table()
    {
        var (table, map) = (Path.GetTempFileName(), Path.GetTempFileName());
        ImportWords.Parse([table, "--map", map]).Words!.Map.ShouldBe(map);
        ImportWords.Parse([table, $"--map={map}x"]).Fault!.ShouldContain("--map");
        ImportWords.Parse([table, "--map"]).Fault!.ShouldContain("--map");
        File.Delete(table);
        File.Delete(map);
    }

    private static void Write(ZipArchive package, string path, string xml)
    {
        using var part = package.CreateEntry(path).Open();
        part.Write(Encoding.UTF8.GetBytes(xml));
    }

    private static async Task<Answer> SendAsync(RunningApi api, string map, byte[] file, string name)
    {
        using var form = new MultipartFormDataContent { { new StringContent(map, Encoding.UTF8, "application/json"), "map" }, { new ByteArrayContent(file), "file", name } };
        using var response = await api.Client.PostAsync(new Uri("/v1/imports?profile=historical", UriKind.Relative), form);
        return await Answer.OfAsync(response);
    }
}
