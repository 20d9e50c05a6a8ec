using System.Globalization;
using System.Text.Json;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Drill;

/// <summary>Opens a figure: its hazards, one hazard's postings, the event that one of them names.</summary>
internal static class DrillQuery
{
    private const int Rows = 12;
    private const int MostPostings = 500;

    public static async Task<IResult> ShowAsync(PageCall call, string figure)
    {
        if (FigureDefinitions.All.All(one => one.Name != figure))
        {
            return call.NotFound();
        }

        var (question, own) = Read(call);
        var (chosen, position, cursor) = Path(call);
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var total = call.Figures.Headline(question);
        var pinned = question with { Position = total.Position };
        var page = call.Figures.HazardsBehind(figure, pinned, cursor is { } after ? (int)after - 1 : null, Rows);
        var hazards = new List<DrillHazard>();
        foreach (var id in page.Hazards)
        {
            hazards.Add(new(id, StateOf(call, await call.Histories.LoadAsync(call.Scope, id, call.Aborted), total.Position)));
        }

        var model = new DrillModel(FigureDefinitions.Of(figure), ValueOf(total, figure), own, page, hazards, SumOf(call.Figures, figure, pinned, page.Count), null, [], null);
        var wanted = chosen is not null ? Guid.Parse(chosen) : page.Hazards.Count > 0 ? page.Hazards[0] : (Guid?)null;
        model = wanted is { } hazard ? await OpenAsync(call, model, pinned, hazard, position) : model;
        if (chosen is not null && model.Postings.Count == 0)
        {
            return call.NotFound();
        }

        var kept = own.Append(("hazard", chosen)).Append(("event", position?.ToString(CultureInfo.InvariantCulture)))
            .Append(("cursor", cursor?.ToString(CultureInfo.InvariantCulture)));
        var sheet = call.SheetOf(call.Words.Language.Code == "zh" ? model.Definition.Chinese : model.Definition.English, $"/figures/{figure}", "overview", call.Figures.Headline(call.View.Question()));
        return call.Show<DrillPage, DrillModel>(sheet with { Own = [.. kept] }, model);
    }

    // How far the figure is opened: the hazard, the event of one of its postings, the page of hazards.
    private static (string? Hazard, long? Event, long? Cursor) Path(PageCall call)
    {
        var (chosen, cursor) = (call.Query.Text("hazard"), call.Query.Number("cursor"));
        if (chosen is not null && !Guid.TryParse(chosen, out _))
        {
            call.Query.Fault("hazard");
        }

        if (cursor > int.MaxValue)
        {
            call.Query.Fault("cursor");
        }

        return (chosen, call.Query.Number("event"), cursor);
    }

    /// <summary>The question of a page that opens a number, with the filters beside the viewpoint's.</summary>
    public static (FigureQuestion Question, List<(string Name, string? Value)> Own) Read(PageCall call)
    {
        var (sector, party, campaign, regulator) = (call.Query.Text("sector", 1000), call.Query.Text("enterprise"), call.Query.Text("campaign"), call.Query.Text("regulator"));
        var (grade, group, source) = (call.Query.Word<Grade>("grade"), call.Query.Word<SourceGroup>("sourceGroup"), call.Query.Word<DiscoverySource>("source"));
        var question = call.View.Question() with
        {
            Sectors = sector is null ? [] : sector.Split(',', StringSplitOptions.RemoveEmptyEntries), Grade = grade, SourceGroup = group, Source = source, Party = party, Campaign = campaign, Regulator = regulator,
        };
        return (question, [("sector", sector), ("grade", Word(grade)), ("sourceGroup", Word(group)), ("source", Word(source)), ("enterprise", party), ("campaign", campaign), ("regulator", regulator)]);
    }

    private static async Task<DrillModel> OpenAsync(PageCall call, DrillModel model, FigureQuestion question, Guid hazard, long? position)
    {
        var postings = call.Figures.PostingsBehind(model.Definition.Name, question, hazard);
        var history = postings.Count == 0 ? null : await call.Histories.LoadAsync(call.Scope, hazard, call.Aborted);
        var known = model.Hazards.FirstOrDefault(one => one.Id == hazard) ?? new(hazard, StateOf(call, history, question.Position!.Value));
        var at = position is { } asked && postings.Any(posting => posting.Position == asked) ? asked : postings.LastOrDefault(posting => posting.Amount > 0)?.Position;
        var fact = history?.Facts.FirstOrDefault(one => one.Position == at);
        return model with { Chosen = known, Postings = postings, Event = fact is null ? null : EventView.Of(hazard, fact) };
    }

    private static HazardView? StateOf(PageCall call, History? history, long position) =>
        history is null ? null : HazardView.Of(history.At(new HistoryPoint.AtPosition(position)), call.View.AsOf);

    private static long? SumOf(FigureReads figures, string figure, FigureQuestion question, long count)
    {
        if (FigureDefinitions.Of(figure).Kind is FigureKind.Listings or FigureKind.CarryOver || count > MostPostings / 4)
        {
            return null;
        }

        IReadOnlyList<FigurePosting> all = figures.PostingsBehind(figure, question, null, MostPostings);
        return all.Count == MostPostings ? null : all.Sum(posting => posting.Amount);
    }

    // The headline answer is the one place where a figure's name leads to its number.
    private static JsonElement ValueOf(HeadlineFigures total, string figure)
    {
        var value = JsonSerializer.SerializeToElement(total, EventJson.Options);
        foreach (var member in figure.Split('.'))
        {
            value = value.GetProperty(member);
        }

        return value;
    }

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } one ? JsonNamingPolicy.CamelCase.ConvertName(one.ToString()) : null;
}
