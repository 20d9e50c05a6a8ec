namespace HazardLedger.Projections.Forms;

/// <summary>Something in a form that cannot be so, in both languages.</summary>
/// <param name="Row">Key of the row; null for the total.</param>
/// <param name="Column">1…12.</param>
public sealed record FormFault(string? Row, int Column, string Chinese, string English);

/// <summary>Checks a form as an auditor does: parts must add up to their whole, nothing can be more than what it is part of, and a printed rate must be the
/// quotient of the numbers beside it. Forms have been published that fail all three.</summary>
public static class FormCheck
{
    // Columns that are part of another: rectified of found, closed of found, five elements of planned, province of listed.
    private static readonly (int Part, int Whole)[] Parts = [(3, 2), (6, 5), (9, 8), (11, 10)];
    private static readonly (int Rate, int Part, int Whole)[] Rates = [(4, 3, 2), (7, 6, 5)];

    /// <summary>Every fault of a form whose first row is the total.</summary>
    public static IReadOnlyList<FormFault> Of(IReadOnlyList<FormRow> rows) =>
        [.. rows.SelectMany(OfRow), .. rows.Count > 1 ? FormColumn.All.Where(column => column.Adds).SelectMany(column => OfColumn(rows, column)) : []];

    /// <summary>A rate somebody printed against the numbers that it is made of; null when it is right to the digits printed.</summary>
    /// <param name="percent">As printed, such as 97.28.</param>
    public static FormFault? OfRate(decimal percent, long part, long whole, string? row = null, int column = 4)
    {
        if (whole == 0)
        {
            return new(row, column, "分母为零，不应有百分比。", "A rate over nothing is neither 0 % nor 100 %.");
        }

        var digits = (decimal.GetBits(percent)[3] >> 16) & 0xFF;
        var quotient = Math.Round(100m * part / whole, digits, MidpointRounding.AwayFromZero);
        return quotient == percent ? null : new(row, column, $"所填 {percent} %，按所列数应为 {quotient} %。", $"Printed {percent} %; the numbers beside it make {quotient} %.");
    }

    private static IEnumerable<FormFault> OfRow(FormRow row)
    {
        foreach (var (part, whole) in Parts)
        {
            if (Value(row, part) is { } some && Value(row, whole) is { } all && some > all)
            {
                yield return new(row.Key, part, $"第{part}栏 {some} 大于第{whole}栏 {all}。", $"Column {part} ({some}) is more than column {whole} ({all}), of which it is a part.");
            }
        }

        foreach (var (rate, part, whole) in Rates)
        {
            if (Value(row, rate) is { } percent && Value(row, part) is { } some && Value(row, whole) is { } all
                && OfRate(percent, (long)some, (long)all, row.Key, rate) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FormFault> OfColumn(IReadOnlyList<FormRow> rows, FormColumn column)
    {
        if (Value(rows[0], column.No) is not { } total || rows.Skip(1).All(row => Value(row, column.No) is null))
        {
            yield break;
        }

        var sum = rows.Skip(1).Sum(row => Value(row, column.No) ?? 0);
        if (sum != total)
        {
            yield return new(null, column.No, $"合计 {total}，各行之和为 {sum}。", $"The total says {total}; the rows add up to {sum}.");
        }
    }

    private static decimal? Value(FormRow row, int column) => row.Cells.FirstOrDefault(cell => cell.Column == column)?.Value;
}
