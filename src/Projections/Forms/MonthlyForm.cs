using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;

namespace HazardLedger.Projections.Forms;

/// <summary>What the rows of the form are.</summary>
public enum FormRows
{
    /// <summary>Sectors, all of them: a zero says that there was nothing.</summary>
    Sector,

    /// <summary>Leaf areas in which something stands.</summary>
    Area,
}

/// <summary>The national monthly form of one month: twelve columns, cumulative from 1 January to the month's last day, the first row its total. Every
/// cell is a figure; nothing is counted here.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Position">The ledger's position up to which it was read.</param>
/// <param name="Rows">The total, then one row a sector or area.</param>
/// <param name="Faults">What does not add up; empty unless a figure is wrong.</param>
public sealed record MonthlyForm(
    DateOnly Month, DateOnly From, DateOnly AsOf, long Position, FormRows By, IReadOnlyList<FormRow> Rows, IReadOnlyList<FormFault> Faults)
{
    /// <summary>The question that a month's form asks.</summary>
    /// <param name="month">Any day of the month.</param>
    /// <param name="position">As known at; null for all that is known.</param>
    public static FigureQuestion Question(DateOnly month, long? position, Scope scope, string? area, FormRows by) =>
        new(new DateOnly(month.Year, 1, 1), LastOf(month), position, scope)
        {
            Area = area, GroupBy = by == FormRows.Sector ? FigureGrouping.Sector : FigureGrouping.Area,
        };

    /// <summary>Fills the form in one reading: all of its cells stand on one position.</summary>
    public static MonthlyForm Of(FigureReads figures, DateOnly month, long? position, Scope scope, string? area, FormRows by)
    {
        var question = Question(month, position, scope, area, by);
        var total = figures.Headline(question);
        var groups = (total.Groups ?? []).ToDictionary(group => group.Key ?? "", StringComparer.Ordinal);
        var keys = by == FormRows.Sector
            ? NameBook.Sectors.Select(sector => sector.Code).Concat(groups.Keys.Where(key => !NameBook.Sectors.Any(sector => sector.Code == key))) : groups.Keys;
        var rows = keys.Select(key => new FormRow(key, by == FormRows.Sector ? NameBook.Sector(key) : NameBook.Area(key), Cells(groups.GetValueOrDefault(key))))
            .Prepend(new FormRow(null, new("合计", "Total"), Cells(total))).ToList();
        return new(new(month.Year, month.Month, 1), question.From, question.AsOf, total.Position, by, rows, FormCheck.Of(rows));
    }

    private static List<FormCell> Cells(HeadlineFigures? figures) => [.. FormColumn.All.Select(column => column.Of(figures))];

    private static DateOnly LastOf(DateOnly month) => new DateOnly(month.Year, month.Month, 1).AddMonths(1).AddDays(-1);
}

/// <summary>One row.</summary>
/// <param name="Key">The sector or area; null for the total.</param>
public sealed record FormRow(string? Key, Name Name, IReadOnlyList<FormCell> Cells);
