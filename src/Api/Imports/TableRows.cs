using System.Runtime.CompilerServices;
using System.Text;

namespace HazardLedger.Api.Imports;

/// <summary>A row of a table.</summary>
/// <param name="Number">Line of a CSV file where it begins, or row of a sheet; from 1, as an editor shows it.</param>
/// <param name="Cells">Texts, empty where there is nothing.</param>
internal sealed record TableRow(long Number, IReadOnlyList<string> Cells);

/// <summary>Comma-separated values read as they come (RFC 4180): quoted fields may hold delimiters, doubled quotes and line breaks.</summary>
internal static class TableRows
{
    /// <summary>Most characters of a row; a quote that is never closed must not hold the whole file.</summary>
    public const int LongestRow = ImportLines.Limit;

    /// <summary>Every row that is not empty, the head among them.</summary>
    /// <exception cref="InvalidDataException">A row is longer than a row may be.</exception>
    public static async IAsyncEnumerable<TableRow> ReadAsync(TextReader text, char delimiter, [EnumeratorCancellation] CancellationToken ct)
    {
        var (buffer, cutter) = (new char[16 * 1024], new Cutter(delimiter));
        for (var read = await text.ReadAsync(buffer, ct); read > 0; read = await text.ReadAsync(buffer, ct))
        {
            for (var at = 0; at < read; at++)
            {
                if (cutter.Take(buffer[at]) is { } row)
                {
                    yield return row;
                }
            }
        }

        if (cutter.End() is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The text of a body in the map's encoding.</summary>
    public static TextReader TextOf(Stream body, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new StreamReader(body, Encoding.GetEncoding(encoding), detectEncodingFromByteOrderMarks: true, 16 * 1024);
    }

    private sealed class Cutter(char delimiter)
    {
        private readonly StringBuilder field = new();
        private List<string> row = [];
        private long line = 1;
        private long began = 1;
        private int length;
        private bool quoted;
        private bool quoteBefore;

        public TableRow? Take(char c)
        {
            if (++length > LongestRow)
            {
                throw new InvalidDataException($"The row that begins at line {began} is longer than {LongestRow / 1024} KiB.");
            }

            line += c == '\n' ? 1 : 0;
            if (c == '"')
            {
                _ = quoteBefore && !quoted ? field.Append('"') : field; // the second of two
                (quoted, quoteBefore) = (!quoted, quoted);
                return null;
            }

            quoteBefore = false;
            if (quoted || (c != delimiter && c is not ('\r' or '\n')))
            {
                field.Append(c);
                return null;
            }

            if (c == delimiter)
            {
                row.Add(Field());
            }

            return c == '\n' ? End() : null;
        }

        public TableRow? End()
        {
            var (cells, from) = ((List<string>)[.. row, Field()], began);
            (row, began, length) = ([], line, 0);
            return cells.TrueForAll(cell => cell.Length == 0) ? null : new(from, cells);
        }

        private string Field()
        {
            var text = field.ToString();
            field.Clear();
            return text;
        }
    }
}
