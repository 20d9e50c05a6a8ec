using System.Globalization;
using HazardLedger.Domain.Areas;
using HazardLedger.Projections.Forms;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Forms;

/// <summary>The form on the wire.</summary>
internal static class FormView
{
    /// <summary>The month's form as JSON is made of it.</summary>
    public static object Of(MonthlyForm form, FormTerms terms) => new
    {
        form = "monthly",
        month = Month(form.Month),
        from = form.From,
        asOf = form.AsOf,
        projected = form.AsOf > terms.Today ? true : (bool?)null,
        knownAt = terms.KnownAt,
        position = form.Position,
        area = terms.Area,
        areaName = terms.Area is null ? null : NameBook.Area(terms.Area),
        rowsAre = EventJson.Word(form.By),
        complete = terms.Complete,
        synthetic = terms.Synthetic ? true : (bool?)null,
        columns = FormColumn.All.Select(column => new
        {
            no = column.No, group = column.Group, name = column.Name, figure = column.Figure, unit = EventJson.Word(column.Unit),
        }),
        rows = form.Rows.Select(row => new { key = row.Key, name = row.Name, cells = row.Cells.Select(cell => Cell(cell, row, form, terms.Area)) }),
        faults = form.Faults.Select(fault => new { row = fault.Row, column = fault.Column, chinese = fault.Chinese, english = fault.English }),
    };

    /// <summary>A month as the address has it.</summary>
    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Where a cell opens down to its hazards: the same question, on the same position. Null where no address asks exactly for the cell.</summary>
    public static string? Link(FormColumn column, FormRow row, MonthlyForm form, string? area)
    {
        var place = form.By == FormRows.Area && row.Key is not null ? row.Key : area;
        if (form.By == FormRows.Area && row.Key is { } own && form.Rows.Any(other => other.Key is { } below && below != own && AreaCode.IsWithin(below, own)))
        {
            return null;
        }

        var query = new QueryString()
            .Add("from", Day(form.From)).Add("asOf", Day(form.AsOf)).Add("position", form.Position.ToString(CultureInfo.InvariantCulture));
        query = place is null ? query : query.Add("area", place);
        query = form.By == FormRows.Sector && row.Key is not null ? query.Add("sector", row.Key) : query;
        return $"/v1/figures/{column.Drill}/hazards{query}";
    }

    private static object Cell(FormCell cell, FormRow row, MonthlyForm form, string? area)
    {
        var column = FormColumn.All[cell.Column - 1];
        return new
        {
            column = cell.Column,
            figure = column.Figure,
            value = cell.Value,
            numerator = cell.Rate?.Numerator,
            denominator = cell.Rate?.Denominator,
            hazards = Link(column, row, form, area),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a form was asked with, as it says of itself.</summary>
/// <param name="Area">With all below it; null for the whole ledger.</param>
/// <param name="KnownAt">The instant asked for, or that of asking.</param>
/// <param name="Complete">False when the key does not see all that the form asks about.</param>
/// <param name="Synthetic">Made up: said in every copy.</param>
internal sealed record FormTerms(string? Area, DateTimeOffset KnownAt, DateOnly Today, bool Complete, bool Synthetic, bool English);
