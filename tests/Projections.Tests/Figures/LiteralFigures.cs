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
            .Where(h => h.At.Stands && Takes(h.At) && IsIn(group, h.At, h.Story)).ToList();
        var window = standing.Where(h => h.At.Day.FoundOn >= question.From).Select(h => h.At).ToList();
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Window(figures, window);
        States(figures, "", window);
        States(figures, "stock.", [.. standing.Select(h => h.At)]);
        figures["stock.open"] = $"{standing.Count(h => !h.At.Finished)}";
        Rates(figures, window);
        Supervision(figures, [.. standing.Select(h => h.At)]);
        CarryOver(figures, group);
        figures["reopened"] = $"{Events(group, f => f.Event is HazardReopened)}";
        Ageing(figures, "ageing", window);
        Ageing(figures, "stock.ageing", [.. standing.Select(h => h.At)]);
        Beside(figures, group, [.. standing.Where(h => h.At.Day.FoundOn >= question.From)], [.. standing.Select(h => h.At)]);
        return figures;
    }

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
            to[$"supervision.byLevel.{StoredDims.Word(level)}"] = $"{listed.Count(h => h.Listings.Max(l => l.Level) == level)}";
        }
    }

    private void CarryOver(SortedDictionary<string, string> to, string? group)
    {
        var before = question.From.AddDays(-1);
        var carried = stories.Where(story => LiteralHazard.Of(story, before) is { Stands: true, Finished: false } h && Takes(h) && IsIn(group, h, story)).ToList();
        var closed = carried.Count(story => LiteralHazard.Of(story, question.AsOf).Finished);
        to["carryOver.opening"] = $"{carried.Count}";
        to["carryOver.closed"] = $"{closed}";
        to["carryOver.open"] = $"{carried.Count - closed}";
    }

    private void Beside(SortedDictionary<string, string> to, string? group, List<(Story Story, LiteralHazard At)> window, List<LiteralHazard> stock)
    {
        to["everOverdue"] = $"{window.Count(h => WasOverdue(h.Story, h.At.Day.FoundOn))}";
        to["recurrences"] = $"{window.Count(h => h.Story.Facts[0].Event is HazardRegistered { RecurrenceOf: not null })}";
        to["enterprises"] = $"{window.Select(h => h.At.Party).Where(party => party.Length > 0).Distinct().Count()}";
        to["funds.secured"] = $"{window.Sum(h => h.At.FundsSecured)}";
        foreach (var (prefix, all) in new[] { ("major.", window.ConvertAll(h => h.At)), ("stock.", stock) })
        {
            to[prefix + "planned"] = $"{all.Count(h => h.Planned)}";
            to[prefix + "fiveElements"] = $"{all.Count(h => h.Planned && h.FiveElements)}";
        }

        var penalties = stock.SelectMany(h => h.Penalties).Where(p => p.On >= question.From).ToList();
        to["enforcement.penalties"] = $"{penalties.Count}";
        to["enforcement.fines"] = $"{penalties.Sum(p => p.Fine)}";
        to["enforcement.exposed"] = $"{Events(group, f => f.Event is PubliclyExposed)}";
        to["enforcement.notices"] = $"{Events(group, f => f.Event is NoticeIssued)}";
        foreach (var (name, kind) in new[]
            { ("reminders", NoticeKind.Reminder), ("supervisionNotices", NoticeKind.SupervisionNotice), ("talks", NoticeKind.Summons), ("circulars", NoticeKind.Circular) })
        {
            to["enforcement." + name] = $"{Events(group, f => f.Event is NoticeIssued notice && notice.Kind == kind)}";
        }

        to["audit.voided"] = $"{Events(group, f => f.Event is HazardVoided, gone: true)}";
        to["audit.merged"] = $"{Events(group, f => f.Event is HazardMerged, gone: true)}";
    }

    // Day by day, as somebody with a calendar and no ledger would.
    private bool WasOverdue(Story story, DateOnly foundOn)
    {
        for (var day = foundOn; day <= question.AsOf; day = day.AddDays(1))
        {
            if (LiteralDay.Of(story, day) is { Unit: "due" } at && at.Mark < day)
            {
                return true;
            }
        }

        return false;
    }

    private void Ageing(SortedDictionary<string, string> to, string family, List<LiteralHazard> hazards)
    {
        var open = hazards.Where(h => !h.Finished).Select(h => question.AsOf.DayNumber - h.Day.FoundOn.DayNumber).ToList();
        foreach (var (name, from, until) in new[] { ("0To7", 0, 7), ("8To15", 8, 15), ("16To30", 16, 30), ("31To60", 31, 60), ("61To90", 61, 90), ("91To180", 91, 180) })
        {
            to[$"{family}.days{name}"] = $"{open.Count(days => days >= from && days <= until)}";
        }

        to[family + ".over180Days"] = $"{open.Count(days => days > 180)}";
        var late = hazards.Where(IsOverdue).Select(h => question.AsOf.DayNumber - h.Day.Mark!.Value.DayNumber).ToList();
        to[family + ".overdue1To7Days"] = $"{late.Count(days => days is >= 1 and <= 7)}";
        to[family + ".overdue8To30Days"] = $"{late.Count(days => days is >= 8 and <= 30)}";
        to[family + ".overdueOver30Days"] = $"{late.Count(days => days > 30)}";
    }

    // What happens counts with the dimensions of its day. Of a voided or merged hazard only that counts.
    private int Events(string? group, Func<Fact, bool> counts, bool gone = false) => stories.Sum(story => LiteralHazard.Live(story).Where(counts).Select(f => f.Entry.OccurredOn)
        .Count(day => day >= question.From && day <= question.AsOf && LiteralHazard.Of(story, day) is var h && h.Day.Alive != gone && Takes(h) && IsIn(group, h, story)));

    private bool IsIn(string? group, LiteralHazard h, Story story) => group is null || question.GroupBy switch
    {
        FigureGrouping.Campaign => group.Length == 0 ? h.Campaigns.Count == 0 : h.Campaigns.Contains(group),
        FigureGrouping.Level => group == HighestLevel(story),
        _ => KeyOf(h) == group,
    };

    private string HighestLevel(Story story) => LiteralHazard.Of(story, question.AsOf) is { Day.Alive: true, Listings: { Count: > 0 } listings }
        ? StoredDims.Word(listings.Max(listing => listing.Level)) : "";

    private bool IsOverdue(LiteralHazard h) => h.Day.Unit == "due" && h.Day.Mark < question.AsOf;

    private bool Takes(LiteralHazard h) =>
        question.Scope.Covers(h.Day.Area, h.Day.Sector, h.Party)
        && (question.Area is null || AreaCode.IsWithin(h.Day.Area, question.Area))
        && (question.Sectors.Count == 0 || question.Sectors.Contains(h.Day.Sector))
        && (question.Grade is null || question.Grade == Grade.Major == h.Major)
        && (question.Source is null || question.Source == h.Source)
        && (question.SourceGroup is null || question.SourceGroup == Vocabulary.GroupOf(h.Source))
        && (question.Regulator is null || question.Regulator == (h.Regulator ?? ""))
        && (question.Campaign is null || (question.Campaign.Length == 0 ? h.Campaigns.Count == 0 : h.Campaigns.Contains(question.Campaign)))
        && (question.FoundBy is null || question.FoundBy == h.Day.FoundBy)
        && (question.Party is null || question.Party == h.Party);

    private string KeyOf(LiteralHazard h) => question.GroupBy switch
    {
        FigureGrouping.Area => h.Day.Area,
        FigureGrouping.Sector => h.Day.Sector,
        FigureGrouping.Grade => h.Major ? "major" : "general",
        FigureGrouping.Source => StoredDims.Word(h.Source),
        FigureGrouping.SourceGroup => StoredDims.Word(Vocabulary.GroupOf(h.Source)),
        FigureGrouping.Regulator => h.Regulator ?? "",
        FigureGrouping.FoundBy => h.Day.FoundBy,
        FigureGrouping.Enterprise => h.Party,
        _ => "",
    };

    // Half up in whole numbers, so that the oracle does not share the product's rounding.
    private static string Rate(int numerator, int denominator) =>
        $"{numerator}/{denominator}={(denominator == 0 ? "none" : $"{(2000 * numerator + denominator) / (2 * denominator) / 10m:0.0}")}";
}
