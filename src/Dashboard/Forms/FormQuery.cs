using System.Globalization;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Projections.Forms;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Forms;

/// <summary>What the page of the monthly form shows.</summary>
/// <param name="Form">The form.</param>
/// <param name="Months">Months to choose from, newest first.</param>
/// <param name="Rows">The total, and the rows of this page.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="First">Which of all rows the page's first is, from 1.</param>
public sealed record FormModel(MonthlyForm Form, IReadOnlyList<DateOnly> Months, IReadOnlyList<FormRow> Rows, int Page, int First);

/// <summary>Asks for the monthly form that a page shows: the month of its own parameter, else that of the time bar.</summary>
internal static class FormQuery
{
    private const int MonthsToChoose = 12;
    private const int RowsOfPage = 25;

    public static IResult Show(PageCall call)
    {
        var by = call.Query.Word<FormRows>("by") ?? FormRows.Sector;
        var month = call.Query.Text("month") is { } text ? Read(text, call) : call.View.AsOf;
        var (whole, page) = call.Query.Text("page") is "all" ? (true, 1) : (false, (int)Math.Min(call.Query.Number("page") ?? 1, short.MaxValue));
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var form = MonthlyForm.Of(call.Figures, month, call.View.Position, call.Scope, call.View.Area, by);
        var last = new DateOnly(call.View.Today.Year, call.View.Today.Month, 1);
        var months = Enumerable.Range(0, MonthsToChoose).Select(back => last.AddMonths(-back)).Append(form.Month).Distinct().OrderDescending().ToList();
        var sheet = call.SheetOf(call.Words["monthly.title"], "/forms/monthly", "form") with { PrintsAlone = true, Own = [("month", MonthText(form.Month)), ("by", by == FormRows.Area ? "area" : null)] };
        var skipped = whole ? 0 : Math.Min((page - 1) * RowsOfPage, Math.Max(0, form.Rows.Count - 2) / RowsOfPage * RowsOfPage);
        var rows = whole ? form.Rows : [.. form.Rows.Take(1), .. form.Rows.Skip(1 + skipped).Take(RowsOfPage)];
        return call.Show<FormPage, FormModel>(sheet, new(form, months, rows, 1 + (skipped / RowsOfPage), 1 + skipped));
    }

    /// <summary>A month as addresses have it.</summary>
    public static string MonthText(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateOnly Read(string text, PageCall call)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1950 and < 2200)
        {
            return month;
        }

        call.Query.Fault("month");
        return call.View.AsOf;
    }
}
