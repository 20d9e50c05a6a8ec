using System.Text.Json;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Forms;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Overview;

/// <summary>What the page of all areas, or of all sectors, shows.</summary>
/// <param name="By">What the groups are.</param>
/// <param name="Total">Headline figures with the groups.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Rows">How many groups there are.</param>
public sealed record GroupsModel(FormRows By, HeadlineFigures Total, int Page, int Rows);

/// <summary>Asks for the figures of every area or sector: the overview names only those with the most.</summary>
internal static class GroupsQuery
{
    /// <summary>Groups a page.</summary>
    public const int RowsOfPage = 40;

    public static IResult Show(PageCall call)
    {
        var (by, page) = (call.Query.Word<FormRows>("by") ?? FormRows.Area, (int)Math.Min(call.Query.Number("page") ?? 1, short.MaxValue));
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var total = call.Figures.Headline(call.View.Question(by == FormRows.Area ? FigureGrouping.Area : FigureGrouping.Sector));
        var rows = Groups.Ordered(total).Count;
        var last = Math.Max(1, (rows + RowsOfPage - 1) / RowsOfPage);
        var sheet = call.SheetOf(call.Words[TitleOf(by)], "/groups", "overview", total) with { Own = [("by", WordOf(by))] };
        return call.Show<GroupsPage, GroupsModel>(sheet, new(by, total, Math.Min(page, last), rows));
    }

    /// <summary>Key of the page's title.</summary>
    public static string TitleOf(FormRows by) => by == FormRows.Area ? "byArea.title" : "bySector.title";

    /// <summary>A grouping's word in an address.</summary>
    public static string WordOf(FormRows by) => JsonNamingPolicy.CamelCase.ConvertName(by.ToString());
}
