using System.Globalization;
using HazardLedger.Dashboard.Forms;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Reports;

/// <summary>Reads the reports that a visitor may see, and what areas filed for a month.</summary>
internal static class ReportsQuery
{
    /// <summary>The list.</summary>
    public static async Task<IResult> ShowAsync(PageCall call)
    {
        var month = MonthOf(call);
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var services = call.Context.RequestServices;
        var reports = await services.GetRequiredService<ReportShelf>().AllAsync(call.Scope, call.Aborted);
        var filed = AreaOf(call) is { } area
            ? await services.GetRequiredService<FiledCounts>().RowsAsync(call.Scope, FormQuery.MonthText(month), area, call.View.Position ?? long.MaxValue, call.Aborted) : null;
        var known = reports.Where(report => call.View.Position is not { } position || report.Events[0].Position <= position).ToList();
        var sheet = call.SheetOf(call.Words["reports.title"], "/reports", "reports") with { Own = [("month", FormQuery.MonthText(month))] };
        return call.Show<ReportsPage, ReportsModel>(sheet, new(known, month, filed is { Count: 0 } ? null : filed, MayWrite(call)));
    }

    /// <summary>One report.</summary>
    public static async Task<IResult> ShowOneAsync(PageCall call, string id)
    {
        var asked = call.Query.Number("edition");
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var services = call.Context.RequestServices;
        var report = Guid.TryParse(id, out var stream) ? await services.GetRequiredService<ReportShelf>().FindAsync(call.Scope, stream, call.Aborted) : null;
        if (report is null || asked > report.State.Edition)
        {
            return call.NotFound();
        }

        var number = (int)(asked ?? report.State.Edition);
        var restated = report.Stages.Select(stage => stage.Event).OfType<ReportRestated>().ElementAtOrDefault(number - 2);
        var matches = services.GetRequiredService<ReportCounting>().Matches(report.State.Compiled!, report.State.Editions[number - 1]);
        var isNew = call.Context.Request.Query["recorded"].Count == 1;
        var model = new ReportModel(report, number, matches, number == 1 ? null : restated, MayWrite(call) ? StepsOf(report.State) : [], isNew);
        var sheet = call.SheetOf(report.State.Compiled!.Number, $"/reports/{report.Id}", "reports") with { Own = [("edition", asked?.ToString(CultureInfo.InvariantCulture))] };
        return call.Show<ReportPage, ReportModel>(sheet, model);
    }

    /// <summary>The area that the page is about; that of the visitor's key when the page names none.</summary>
    public static string? AreaOf(PageCall call) => call.View.Area ?? (call.Scope.Areas is [var own] ? own : null);

    /// <summary>True when the visitor's key may record, and there is a desk to take it to.</summary>
    public static bool MayWrite(PageCall call) => call.Context.RequestServices.GetService<ReportDoor>() is not null
        && call.Context.RequestServices.GetService<Recording.RecordingDoor>()?.PersonOf(call.Context) is not null;

    private static List<string> StepsOf(Report state) => state switch
    {
        { SignedBy: null } => [ReportRoute.Sign],
        { Publications.Count: 0 } => [ReportRoute.Publish],
        _ => [ReportRoute.Publish, ReportRoute.Restate],
    };

    // The month that was over last: what is filed now.
    private static DateOnly MonthOf(PageCall call)
    {
        var last = new DateOnly(call.View.AsOf.Year, call.View.AsOf.Month, 1).AddMonths(-1);
        if (call.Query.Text("month") is not { } text)
        {
            return last;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= 1950 and < 2200)
        {
            return month;
        }

        call.Query.Fault("month");
        return last;
    }
}
