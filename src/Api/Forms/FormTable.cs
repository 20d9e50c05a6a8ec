using System.Globalization;
using HazardLedger.Api.Recording;
using HazardLedger.Projections.Forms;
using HazardLedger.Projections.Names;

namespace HazardLedger.Api.Forms;

/// <summary>The form as lines of a sheet: what it is, two lines of headings, the columns' numbers, the rows. Texts are strings, numbers decimals.</summary>
internal static class FormTable
{
    /// <summary>Its lines. A rate over nothing is a dash.</summary>
    public static IEnumerable<IReadOnlyList<object>> Lines(MonthlyForm form, FormTerms terms)
    {
        string In(Name name) => name.In(terms.English ? "en" : "zh");
        yield return [In(new("安全生产事故隐患排查治理情况月报表", "Monthly form on the screening and governance of hazards"))];
        yield return
        [
            $"{In(new("区域", "Area"))}: {(terms.Area is null ? In(new("全部", "all")) : $"{In(NameBook.Area(terms.Area))} ({terms.Area})")}",
            $"{In(new("期间", "Period"))}: {Day(form.From)} – {Day(form.AsOf)}",
            $"{In(new("所知时刻", "As known at"))}: {LegalZone.Local(terms.KnownAt).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)}",
            $"{In(new("台账位点", "Ledger position"))}: {form.Position}",
        ];
        if (terms.Synthetic)
        {
            yield return [In(new("演示数据：均为虚构。", "Demonstration data: all of it is made up."))];
        }

        if (!terms.Complete)
        {
            yield return [In(new("仅含密钥可见范围。", "Only what the key may see."))];
        }

        yield return [.. FormColumn.All.Select(column => (object)(column.Group is null ? "" : In(column.Group))).Prepend("")];
        yield return [.. FormColumn.All.Select(column => (object)$"{In(column.Name)} ({In(Unit(column.Unit))})").Prepend(In(form.By == FormRows.Sector ? new("行业领域", "Sector") : new("区域", "Area")))];
        yield return [.. FormColumn.All.Select(column => (object)(decimal)column.No).Prepend("甲")];
        foreach (var row in form.Rows)
        {
            yield return [.. row.Cells.Select(cell => (object?)cell.Value ?? "—").Prepend(In(row.Name))];
        }
    }

    private static Name Unit(FormUnit unit) => unit switch
    {
        FormUnit.Enterprises => new("家", "units"),
        FormUnit.Hazards => new("项", "hazards"),
        FormUnit.Percent => new("%", "%"),
        FormUnit.WanYuan => new("万元", "10,000 yuan"),
        _ => throw new InvalidOperationException($"The unit {unit} has no name."),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
