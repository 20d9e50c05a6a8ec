using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HazardLedger.Api.Exports;

/// <summary>A workbook (ECMA-376, SpreadsheetML) written forward only: each sheet's rows as they come, the parts that name the sheets last, so that
/// any number of rows costs the same memory. Text stands in the cells themselves and is never a formula. After so many rows as a sheet can hold
/// another sheet begins.</summary>
/// <param name="body">Where the package goes; it need not seek.</param>
/// <param name="title">Name of the sheet, and title of the document.</param>
/// <param name="mostRows">Rows of a sheet, its head counted; spreadsheets hold 1,048,576.</param>
internal sealed class XlsxTable(Stream body, string title, int mostRows = 1_048_576) : ITable, IDisposable
{
    private const int Enough = 16 * 1024;
    private const int LongestText = 32_767;
    private const string SheetHead = XlsxParts.Declaration + "<worksheet xmlns=\"" + XlsxParts.Main + "\"><sheetViews><sheetView workbookViewId=\"0\">"
        + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetData>";

    private static readonly DateOnly DayZero = new(1899, 12, 30);
    private static readonly DateOnly FirstTrueDay = new(1900, 3, 1); // spreadsheets believe in a 29 February 1900

    private readonly StringBuilder rows = new(Enough * 2);
    private readonly Outlet packed = new();
    private IReadOnlyList<string> names = [];
    private ZipArchive? package;
    private Stream? sheet;
    private int sheets;
    private int row;

    public async Task HeadAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        this.names = names;
        package = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true);
        BeginSheet();
        await SendAsync(ct);
    }

    public async Task RowAsync(IReadOnlyList<object?> cells, CancellationToken ct)
    {
        if (row == mostRows)
        {
            EndSheet();
            BeginSheet();
        }

        Append(cells, "");
        if (rows.Length >= Enough)
        {
            await SendAsync(ct);
        }
    }

    public async Task EndAsync(CancellationToken ct)
    {
        EndSheet();
        foreach (var (path, text) in XlsxParts.Of(title, sheets))
        {
            using var part = package!.CreateEntry(path, CompressionLevel.Fastest).Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }

        Dispose();
        await packed.DrainAsync(body, ct);
    }

    public void Dispose()
    {
        package?.Dispose();
        package = null;
    }

    private void BeginSheet()
    {
        (sheets, row) = (sheets + 1, 0);
        sheet = package!.CreateEntry($"xl/worksheets/sheet{sheets}.xml", CompressionLevel.Fastest).Open();
        rows.Append(SheetHead);
        Append(names, " s=\"2\"");
    }

    private void EndSheet()
    {
        rows.Append("</sheetData></worksheet>");
        Pack();
        sheet!.Dispose();
    }

    private void Pack()
    {
        sheet!.Write(Encoding.UTF8.GetBytes(rows.ToString()));
        rows.Clear();
    }

    private async Task SendAsync(CancellationToken ct)
    {
        Pack();
        await packed.DrainAsync(body, ct);
    }

    private void Append(IReadOnlyList<object?> cells, string style)
    {
        rows.Append("<row r=\"").Append(++row).Append("\">");
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at] is { } cell)
            {
                rows.Append("<c r=\"").Append(ColumnName(at)).Append(row).Append('"').Append(style);
                AppendValue(cell);
            }
        }

        rows.Append("</row>");
    }

    private void AppendValue(object cell)
    {
        switch (cell)
        {
            case DateOnly day when day >= FirstTrueDay:
                rows.Append(" s=\"1\"><v>").Append(day.DayNumber - DayZero.DayNumber).Append("</v></c>");
                break;
            case bool truth:
                rows.Append(" t=\"b\"><v>").Append(truth ? 1 : 0).Append("</v></c>");
                break;
            case string or DateOnly or DateTimeOffset:
                rows.Append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                AppendText(rows, cell as string ?? CsvTable.TextOf(cell));
                rows.Append("</t></is></c>");
                break;
            default:
                rows.Append("><v>").Append(((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture)).Append("</v></c>");
                break;
        }
    }

    /// <summary>Text as XML: what XML cannot say becomes U+FFFD; longer text than a cell can hold is cut.</summary>
    internal static void AppendText(StringBuilder xml, string text)
    {
        var room = LongestText;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf16SequenceLength;
            if (room < 0)
            {
                return;
            }

            _ = rune.Value switch
            {
                '&' => xml.Append("&amp;"),
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                '\r' => xml.Append("&#13;"),
                < ' ' and not '\t' and not '\n' or 0xFFFE or 0xFFFF => xml.Append('\uFFFD'),
                _ => xml.Append(rune.ToString()),
            };
        }
    }

    /// <summary>A, B … Z, AA …</summary>
    internal static string ColumnName(int column) => column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>Takes what the package writes, which it does without waiting, until it can be sent by who may wait.</summary>
    private sealed class Outlet : Stream
    {
        private readonly MemoryStream waiting = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public async Task DrainAsync(Stream body, CancellationToken ct)
        {
            await body.WriteAsync(waiting.GetBuffer().AsMemory(0, (int)waiting.Length), ct);
            waiting.SetLength(0);
        }

        public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
