using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>The slow, obvious oracle: every figure of one question from the raw events, hazard by hazard and day by day, in the
/// definitions' own words. No legs, no cells, no columns.</summary>
internal sealed class LiteralFigures(IReadOnlyCollection<Story> stories, FigureQuestion question)
{
    /// <summary>Figures by name, as text; for one group, or for all.</summary>
    public SortedDictionary<string, string> Of(string? group)
    {
        var standing = stories.Select(story => (Story: story, At: LiteralHazard.Of(story, question.AsOf)))
            .Where(h => h.At.Stands && Takes(h.At) && (group is null || KeyOf(h.At) == group)).ToList();
        var window = standing.Where(h => h.At.Day.FoundOn >= question.From).Select(h => h.At).ToList();
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Window(figures, window);
        States(figures, "", window);
        States(figures, "stock.", [.. standing.Select(h => h.At)]);
        figures["stock.open"] = $"{standing.Count(h => !h.At.Finished)}";
        Rates(figures, window);
        Supervision(figures, [.. standing.Select(h => h.At)]);
        CarryOver(figures, group);
        figures["reopened"] = $"{Reopened(group)}";
        return figures;
    }

    public IEnumerable<string> Groups => stories
        .SelectMany(story => (DateOnly[])[question.AsOf, question.From.AddDays(-1), .. LiteralHazard.Reopenings(story)], (story, day) => LiteralHazard.Of(story, day))
        .Where(h => Takes(h)).Select(KeyOf).Distinct();

    private static void Window(SortedDictionary<string, string> to, List<LiteralHazard> window)
    {
        var days = window.Where(h => h.Finished).Select(h => h.Day.Mark!.Value.DayNumber - h.Day.FoundOn.DayNumber).Order().ToList();
        var (major, general) = (window.Where(h => h.Major).ToList(), window.Where(h => !h.Major).ToList());
        to["found"] = $"{window.Count}";
        to["rectified"] = $"{window.Count(h => h.Finished)}";
        to["open"] = $"{window.Count(h => !h.Finished)}";
        to["accepted"] = $"{window.Count(h => h.Finished || h.Day.Unit == "acceptedNotClosed")}";
        to["closed"] = $"{window.Count(h => h.Day.Closed)}";
        to["ungraded"] = $"{window.Count(h => h.Day.Grade == Grade.Ungraded)}";
        to["general.found"] = $"{general.Count}";
        to["general.rectified"] = $"{general.Count(h => h.Finished)}";
        to["major.found"] = $"{major.Count}";
        to["major.closed"] = $"{major.Count(h => h.Day.Closed)}";
        to["major.open"] = $"{major.Count(h => !h.Day.Closed)}";
        to["daysToRectify.median"] = days.Count == 0 ? "none" : $"{(days[(days.Count - 1) / 2] + days[days.Count / 2]) / 2m:0.0}";
        to["daysToRectify.p90"] = days.Count == 0 ? "none" : $"{days[(int)Math.Ceiling(0.9m * days.Count) - 1]}";
    }

    private void States(SortedDictionary<string, string> to, string prefix, List<LiteralHazard> hazards)
    {
        to[prefix + "overdue"] = $"{hazards.Count(IsOverdue)}";
        to[prefix + "notYetDue"] = $"{hazards.Count(h => h.Day.Unit == "due" && h.Day.Mark >= question.AsOf)}";
        to[prefix + "noDeadline"] = $"{hazards.Count(h => h.Day.Unit == "noDeadline")}";
        to[prefix + "awaitingAcceptance"] = $"{hazards.Count(h => h.Day.Unit == "awaiting")}";
        to[prefix + "awaitingAcceptanceLate"] = $"{hazards.Count(h => h.Day.Unit == "awaiting" && h.Day.Mark < question.AsOf)}";
        to[prefix + "acceptedNotClosed"] = $"{hazards.Count(h => h.Day.Unit == "acceptedNotClosed")}";
    }

    private void Rates(SortedDictionary<string, string> to, List<LiteralHazard> window)
    {
        var finished = window.Where(h => h.Finished).ToList();
        var due = finished.Count(h => h.Deadline is not null) + window.Count(IsOverdue);
        to["rectificationRate"] = Rate(finished.Count, window.Count);
        to["onTimeRate"] = Rate(finished.Count(h => h.DoneOn <= h.Deadline), due);
        to["originalOnTimeRate"] = Rate(finished.Count(h => h.DoneOn <= h.OriginalDeadline), due);
        to["firstPassRate"] = Rate(finished.Count(h => h.FirstPass), finished.Count);
        to["onTheSpot"] = Rate(finished.Count(h => h.OnTheSpot), finished.Count);
        to["major.closureRate"] = Rate(window.Count(h => h.Major && h.Day.Closed), window.Count(h => h.Major));
    }

    private void Supervision(SortedDictionary<string, string> to, List<LiteralHazard> all)
    {
        bool InWindow(DateOnly? day) => day >= question.From && day <= question.AsOf;
        var listed = all.Where(h => h.Listings.Exists(l => InWindow(l.ListedOn))).ToList();
        to["supervision.listed"] = $"{listed.Count}";
        to["supervision.active"] = $"{all.Count(h => h.Listings.Exists(l => l.DelistedOn is null && !l.Superseded))}";
        to["supervision.delisted"] = $"{all.Count(h => h.Finished && h.Listings.Exists(l => InWindow(l.ListedOn) && l.DelistedOn is not null))}";
        to["supervision.delistedInPeriod"] = $"{all.Count(h => h.Listings.Exists(l => InWindow(l.DelistedOn)))}";
        foreach (var level in Enum.GetValues<Level>())
        {
            to[$"supervision.{level}"] = $"{listed.Count(h => h.Listings.Max(l => l.Level) == level)}";
        }
    }

    private void CarryOver(SortedDictionary<string, string> to, string? group)
    {
        var before = question.From.AddDays(-1);
        var carried = stories.Where(story => LiteralHazard.Of(story, before) is { Stands: true, Finished: false } h && Takes(h) && (group is null || KeyOf(h) == group)).ToList();
        var closed = carried.Count(story => LiteralHazard.Of(story, question.AsOf).Finished);
        to["carryOver.opening"] = $"{carried.Count}";
        to["carryOver.closed"] = $"{closed}";
        to["carryOver.open"] = $"{carried.Count - closed}";
    }

    private int Reopened(string? group) => stories.Sum(story => LiteralHazard.Reopenings(story).Count(day => day >= question.From && day <= question.AsOf
        && LiteralHazard.Of(story, day) is { Day.Alive: true } h && Takes(h) && (group is null || KeyOf(h) == group)));

    private bool IsOverdue(LiteralHazard h) => h.Day.Unit == "due" && h.Day.Mark < question.AsOf;

    private bool Takes(LiteralHazard h) =>
        question.Scope.Covers(h.Day.Area, h.Day.Sector, h.Party)
        && (question.Area is null || AreaCode.IsWithin(h.Day.Area, question.Area))
        && (question.Sectors.Count == 0 || question.Sectors.Contains(h.Day.Sector))
        && (question.Grade is null || question.Grade == Grade.Major == h.Major)
        && (question.Source is null || question.Source == h.Source)
        && (question.SourceGroup is null || question.SourceGroup == Vocabulary.GroupOf(h.Source))
        && (question.Regulator is null || question.Regulator == (h.Regulator ?? ""))
        && (question.Campaign is null || h.Campaigns.Contains(question.Campaign))
        && (question.Party is null || question.Party == h.Party);

    private string KeyOf(LiteralHazard h) => question.GroupBy switch
    {
        FigureGrouping.Area => h.Day.Area,
        FigureGrouping.Sector => h.Day.Sector,
        FigureGrouping.Grade => h.Major ? "major" : "general",
        FigureGrouping.Source => StoredDims.Word(h.Source),
        FigureGrouping.SourceGroup => StoredDims.Word(Vocabulary.GroupOf(h.Source)),
        FigureGrouping.Regulator => h.Regulator ?? "",
        _ => "",
    };

    // Half up in whole numbers, so that the oracle does not share the product's rounding.
    private static string Rate(int numerator, int denominator) =>
        $"{numerator}/{denominator}={(denominator == 0 ? "none" : $"{(2000 * numerator + denominator) / (2 * denominator) / 10m:0.0}")}";
}
