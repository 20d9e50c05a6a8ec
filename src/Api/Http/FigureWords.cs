using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Figures, postings and groups in words.</summary>
public static class FigureWords
{
    /// <summary>The definition of a name that a caller gave; null when there is none.</summary>
    public static FigureDefinition? Find(string name) => FigureDefinitions.All.FirstOrDefault(figure => figure.Name == name);

    /// <summary>A definition as it is sent.</summary>
    public static object Definition(FigureDefinition figure) => new
    {
        figure = figure.Name,
        name = new { zh = figure.Chinese, en = figure.English },
        definition = new { zh = figure.SentenceZh, en = figure.SentenceEn },
        formula = figure.Formula,
        kind = EventJson.Word(figure.Kind),
    };

    /// <summary>A hazard's place in one figure, with what put it there.</summary>
    public static object Standing(FigureStanding standing, bool english) => new
    {
        figure = standing.Figure.Name,
        name = english ? standing.Figure.English : standing.Figure.Chinese,
        definition = english ? standing.Figure.SentenceEn : standing.Figure.SentenceZh,
        amount = standing.Amount,
        postings = standing.Postings.Select(Posting),
    };

    /// <summary>A posting as it is sent; its position names the event.</summary>
    public static object Posting(FigurePosting posting) => new
    {
        position = posting.Position,
        n = posting.N,
        hazard = posting.Hazard,
        cause = EventJson.Word(posting.Cause),
        account = posting.Account,
        day = posting.Day,
        cohort = posting.Cohort,
        mark = posting.Mark,
        amount = posting.Amount,
    };

    /// <summary>The headline figures as they are sent, but for the instant at which they were known.</summary>
    public static JsonObject Headline(HeadlineFigures answer, FigureQuestion question, DateOnly today, bool english) =>
        JsonSerializer.SerializeToNode(Named(answer, question, today, english), EventJson.Options)!.AsObject();

    /// <summary>The same, to be written.</summary>
    public static HeadlineFigures Named(HeadlineFigures answer, FigureQuestion question, DateOnly today, bool english) => answer with
    {
        Projected = question.AsOf > today ? true : null,
        Groups = answer.Groups?.Select(group => group with { Name = GroupName(question.GroupBy, group.Key, english) }).ToList(),
    };

    /// <summary>What people call a group's key.</summary>
    public static string GroupName(FigureGrouping grouping, string? key, bool english) => grouping switch
    {
        FigureGrouping.Area => NameBook.Area(key ?? "").In(english ? "en" : "zh"),
        FigureGrouping.FoundBy or FigureGrouping.Enterprise or FigureGrouping.Campaign => key ?? "",
        FigureGrouping.Sector => NameBook.Sector(key ?? "").In(english ? "en" : "zh"),
        _ => NameBook.Of(grouping == FigureGrouping.Source ? "DiscoverySource" : grouping.ToString(), key ?? "").In(english ? "en" : "zh"),
    };
}
