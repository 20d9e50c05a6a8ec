using HazardLedger.Dashboard.Frame;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Overview;

/// <summary>Asks for what the overview shows.</summary>
internal static class OverviewQuery
{
    private const int Rows = 5;
    private const int MostDaysByWeek = 732; // of a longer time a chart shows no weeks

    // Whoever looks at a wall touches nothing: where the page is not told of changes, the browser asks again by itself.
    private const string Again = "60";

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var (total, pinned) = Read(call);
        var model = new OverviewModel(
            total,
            call.Figures.Headline(pinned with { GroupBy = FigureGrouping.Sector }),
            call.Figures.BridgeDays("stock.open", call.View.From.AddDays(-1), pinned),
            WeeksOf(call, pinned),
            await RowsAsync(call, RegisterName.Overdue, withTotal: false),
            await RowsAsync(call, RegisterName.DueSoon, withTotal: true));
        return call.Show<OverviewPage, OverviewModel>(call.SheetOf(call.Words["overview.title"], "/", "overview", total) with { Live = call.Live }, model);
    }

    /// <summary>The same figures for a wall.</summary>
    public static async Task<IResult> ShowWallAsync(PageCall call)
    {
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var (total, pinned) = Read(call);
        var model = new WallModel(total, WeeksOf(call, pinned), await RowsAsync(call, RegisterName.Overdue, withTotal: false));
        if (call.Live is null && !call.View.IsPast)
        {
            call.Context.Response.Headers["Refresh"] = Again;
        }

        return call.Show<WallPage, WallModel>(call.SheetOf(call.Words["overview.title"], "/wall", null, total) with { IsWall = true, Live = call.Live }, model);
    }

    // The headline says at which position it stands; everything else of the page is asked for there.
    private static (HeadlineFigures Total, FigureQuestion Pinned) Read(PageCall call)
    {
        var total = call.Figures.Headline(call.View.Question(FigureGrouping.Area));
        return (total, call.View.Question() with { Position = total.Position });
    }

    private static IReadOnlyList<FigurePoint> WeeksOf(PageCall call, FigureQuestion pinned) =>
        call.Figures.Series(call.View.AsOf.DayNumber - call.View.From.DayNumber > MostDaysByWeek ? FigureInterval.Month : FigureInterval.Week, ["found", "rectified"], pinned);

    // What is overdue is counted by the figures already.
    private static async Task<RegisterPage?> RowsAsync(PageCall call, RegisterName register, bool withTotal)
    {
        if (call.View.AsOf != call.View.Today || call.View.KnownInPast)
        {
            return null;
        }

        var filter = new RegisterFilter(register, call.View.Today) { Area = call.View.Area, Sort = new(RegisterKey.Deadline, Descending: false), WithTotal = withTotal };
        return (RegisterPage)await call.Register.PageAsync(call.Scope, filter, null, Rows, call.Aborted);
    }
}
