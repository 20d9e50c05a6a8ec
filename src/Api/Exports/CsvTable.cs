using System.Globalization;
using System.Text;

namespace HazardLedger.Api.Exports;

/// <summary>A table on its way out, row by row; nothing of it is kept. Cells are text, whole numbers, decimals, days, instants, truths or nothing.</summary>
internal interface ITable
{
    /// <summary>Writes the names of the columns.</summary>
    Task HeadAsync(IReadOnlyList<string> names, CancellationToken ct);

    /// <summary>Writes a row.</summary>
    Task RowAsync(IReadOnlyList<object?> cells, CancellationToken ct);

    /// <summary>Writes what stands after the last row.</summary>
    Task EndAsync(CancellationToken ct);
}

/// <summary>Comma-separated values (RFC 4180): UTF-8 with the mark by which spreadsheets know it, CR LF at the end of each row. Text that a
/// spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection").</summary>
internal sealed class CsvTable(Stream body) : ITable
{
    private const int Enough = 16 * 1024;
    private readonly StringBuilder rows = new("\uFEFF", Enough * 2);

    public Task HeadAsync(IReadOnlyList<string> names, CancellationToken ct) => RowAsync(names, ct);

    public Task RowAsync(IReadOnlyList<object?> cells, CancellationToken ct)
    {
        for (var at = 0; at < cells.Count; at++)
        {
            Append(rows, at == 0 ? "" : ",", TextOf(cells[at]));
        }

        rows.Append("\r\n");
        return rows.Length < Enough ? Task.CompletedTask : SendAsync(ct);
    }

    public Task EndAsync(CancellationToken ct) => SendAsync(ct);

    /// <summary>The field as it stands in the file, without quotes.</summary>
    internal static string TextOf(object? cell) => cell switch
    {
        null => "",
        string text => IsFormula(text) ? "'" + text : text,
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A table has no cell for {cell.GetType().Name}."),
    };

    // The wide forms count as well: Chinese and Japanese spreadsheets take them for the narrow ones.
    private static bool IsFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    private static void Append(StringBuilder rows, string before, string field)
    {
        rows.Append(before);
        if (field.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            rows.Append(field);
        }
        else
        {
            rows.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }

    private async Task SendAsync(CancellationToken ct)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(rows.ToString()), ct);
        rows.Clear();
    }
}
