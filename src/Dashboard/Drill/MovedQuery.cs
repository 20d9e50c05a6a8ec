using System.Globalization;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections.Figures;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Drill;

/// <summary>A posting of a movement with the event that made it.</summary>
/// <param name="Posting">What it adds.</param>
/// <param name="Number">The hazard's number; null when it has moved out of the visitor's scope.</param>
/// <param name="Description">What is wrong.</param>
/// <param name="Version">Place of the event in the hazard's stream.</param>
/// <param name="Type">The event's stored alias.</param>
public sealed record MovedRow(FigurePosting Posting, string? Number, string? Description, long? Version, string? Type);

/// <summary>What the page of a movement shows.</summary>
/// <param name="Definition">The balance that moved.</param>
/// <param name="Cause">What moved it.</param>
/// <param name="OpeningOn">From the end of this day; null between positions.</param>
/// <param name="OpeningPosition">From this position; null between days.</param>
/// <param name="Page">The postings.</param>
/// <param name="Rows">The same with their events.</param>
/// <param name="Next">Postings up to the next page; null at the end.</param>
public sealed record MovedModel(
    FigureDefinition Definition, string Cause, DateOnly? OpeningOn, long? OpeningPosition, MovedPage Page, IReadOnlyList<MovedRow> Rows, int? Next);

/// <summary>Opens a movement of a bridge: the postings that it nets, each with its event.</summary>
internal static class MovedQuery
{
    private const int Rows = 25;

    public static async Task<IResult> ShowAsync(PageCall call, string figure)
    {
        if (FigureDefinitions.All.FirstOrDefault(one => one.Name == figure) is not { IsBalance: true } definition)
        {
            return call.NotFound();
        }

        var (question, own) = DrillQuery.Read(call);
        var (cause, day, position, cursor) = (call.Query.Text("cause"), call.Query.Day("opening"), call.Query.Number("openingPosition"), call.Query.Number("cursor") ?? 0);
        if (cause is null || !Labels.Has($"cause.{cause}"))
        {
            call.Query.Fault("cause");
        }

        if (day is null == position is null || day > call.View.AsOf || cursor > int.MaxValue)
        {
            call.Query.Fault("opening");
        }

        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var shown = call.Figures.Headline(call.View.Question());
        var page = call.Figures.MovedBy(figure, cause!, day, position, question with { Position = shown.Position }, (int)cursor, Rows);
        var rows = new List<MovedRow>();
        foreach (var posting in page.Postings)
        {
            rows.Add(await RowOfAsync(call, posting));
        }

        var next = (int)cursor + rows.Count < page.Count ? (int)cursor + rows.Count : (int?)null;
        own.AddRange([("cause", cause), ("opening", day is { } on ? Phrasing.Day(on) : null), ("openingPosition", position?.ToString(CultureInfo.InvariantCulture))]);
        var sheet = call.SheetOf(call.Words["moved.title"], $"/movements/{figure}", "overview", shown) with { Own = own };
        return call.Show<MovedView, MovedModel>(sheet, new(definition, cause!, day, position, page, rows, next));
    }

    private static async Task<MovedRow> RowOfAsync(PageCall call, FigurePosting posting)
    {
        var history = await call.Histories.LoadAsync(call.Scope, posting.Hazard, call.Aborted);
        var fact = history?.Facts.FirstOrDefault(one => one.Position == posting.Position);
        return new(posting, history?.Story.Now.Number, history?.Story.Now.Description, fact?.Version, fact?.Type);
    }
}
