using System.Text;
using HazardLedger.Api.Exports;

namespace HazardLedger.Api.Tests.Exports;

/// <summary>Cells that try to be something else.</summary>
public sealed class TableTests
{
    private static readonly string[] Nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a,b", "a\"b", "a\r\nb", "<&>\"'", "\u0001\uFFFE", "𠮷", "", " leading"];

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("1-2", "1-2")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("", "")]
    public async Task Text_never_becomes_a_formula_or_another_field(string text, string field) => (await CsvAsync([text, "x"])).ShouldBe($"\uFEFFn,m\r\n{field},x\r\n");

    [Fact]
    public async Task Values_that_are_ours_stand_as_they_are() =>
        (await CsvAsync([-5L, 92.2m, new DateOnly(2026, 6, 17), true, null, new DateTimeOffset(2026, 6, 17, 9, 0, 0, TimeSpan.FromHours(8))]))
            .ShouldEndWith("\r\n-5,92.2,2026-06-17,true,,2026-06-17T09:00:00.000000+08:00\r\n");

    [Fact]
    public async Task A_workbook_holds_text_to_the_letter_and_no_formula()
    {
        using var body = new Unseekable();
        var table = new XlsxTable(body, "a[b]:c/d 演示");
        await table.HeadAsync(["n"], default);
        foreach (var text in Nasty)
        {
            await table.RowAsync([text, -5L, 92.25m, new DateOnly(2026, 6, 17), new DateOnly(1900, 2, 1), false], default);
        }

        await table.EndAsync(default);
        var book = Workbook.Open(body.ToArray());

        book.Title.ShouldBe("a[b]:c/d 演示");
        book.Sheets.ShouldHaveSingleItem().Name.ShouldBe("abcd 演示");
        book.Sheets[0].Rows.Skip(1).Select(row => row["A"]).ShouldBe(Nasty.Select(text => text.Replace('\u0001', '\uFFFD').Replace('\uFFFE', '\uFFFD')));
        book.Sheets[0].Rows[1].Skip(1).Select(cell => cell.Value).ShouldBe([-5m, 92.25m, new DateOnly(2026, 6, 17), "1900-02-01", false]);
    }

    [Fact]
    public async Task More_rows_than_a_sheet_holds_go_on_in_the_next_under_the_same_head()
    {
        using var body = new Unseekable();
        var table = new XlsxTable(body, "t", mostRows: 4);
        await table.HeadAsync(["n"], default);
        for (var n = 1L; n <= 7; n++)
        {
            await table.RowAsync([n], default);
        }

        await table.EndAsync(default);
        var book = Workbook.Open(body.ToArray());

        book.Sheets.Select(sheet => sheet.Name).ShouldBe(["t", "t2", "t3"]);
        book.Sheets.SelectMany(sheet => sheet.Rows.Skip(1)).Select(row => row["A"]).ShouldBe([1m, 2m, 3m, 4m, 5m, 6m, 7m]);
        book.Sheets.ShouldAllBe(sheet => (string)sheet.Rows[0]["A"]! == "n");
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(51, "AZ")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Columns_are_named_as_spreadsheets_name_them(int column, string name) => XlsxTable.ColumnName(column).ShouldBe(name);

    [Fact]
    public void Text_longer_than_a_cell_is_cut_between_characters()
    {
        var xml = new StringBuilder();
        XlsxTable.AppendText(xml, "a" + string.Concat(Enumerable.Repeat("𠮷", 20_000)));
        xml.Length.ShouldBe(32_767);
        char.IsLowSurrogate(xml[^1]).ShouldBeTrue();
    }

    private static async Task<string> CsvAsync(IReadOnlyList<object?> cells)
    {
        using var body = new MemoryStream();
        var table = new CsvTable(body);
        await table.HeadAsync(["n", "m"], default);
        await table.RowAsync(cells, default);
        await table.EndAsync(default);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>As little as a response gives: no seeking, no synchronous writing.</summary>
    private sealed class Unseekable : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("synchronous");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("synchronous");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
