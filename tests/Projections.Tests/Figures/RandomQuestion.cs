using System.Text.Json;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Questions of every kind, and answers flattened so that they can be compared with the oracle's.</summary>
internal static class RandomQuestion
{
    public static FigureQuestion Ask(Random random, long head)
    {
        var from = RandomHistory.DayAt(random.Next(RandomHistory.Days));
        from = random.Next(3) switch { 0 => new(2026, 1, 1), 1 => new(2020, 1, 1), _ => from };
        var asOf = from.AddDays(random.Next(80));
        asOf = from.Year == 2020 ? RandomHistory.DayAt(random.Next(RandomHistory.Days + (random.Next(4) == 0 ? 300 : 40))) : asOf;
        return new(from, asOf, random.Next(3) == 0 ? null : random.NextInt64(head + 1), RandomScope(random))
        {
            Area = Maybe(random, "35", "350304", "350304103", "Z-350304-01", "350302"),
            Sectors = random.Next(4) == 0 ? ["fire", "gas"] : [],
            Grade = random.Next(6) == 0 ? (Grade)random.Next(3) : null,
            SourceGroup = random.Next(8) == 0 ? (SourceGroup)random.Next(3) : null,
            Source = random.Next(12) == 0 ? (DiscoverySource)random.Next(16) : null,
            Regulator = Maybe(random, "ORG-0", "ORG-1", ""),
            Party = Maybe(random, "S-0", "S-1", "E-0", "nobody"),
            Campaign = Maybe(random, "rootCause", "winter", ""),
            GroupBy = (FigureGrouping)random.Next(11),
            FoundBy = Maybe(random, "ORG-0", "ORG-2"),
        };
    }

    public static SortedDictionary<string, string> Flat(HeadlineFigures f)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["found"] = $"{f.Found}", ["rectified"] = $"{f.Rectified}", ["open"] = $"{f.Open}", ["accepted"] = $"{f.Accepted}", ["closed"] = $"{f.Closed}",
            ["ungraded"] = $"{f.Ungraded}", ["reopened"] = $"{f.Reopened}", ["overdue"] = $"{f.Overdue}", ["notYetDue"] = $"{f.NotYetDue}",
            ["noDeadline"] = $"{f.NoDeadline}", ["awaitingAcceptance"] = $"{f.AwaitingAcceptance}", ["awaitingAcceptanceLate"] = $"{f.AwaitingAcceptanceLate}",
            ["acceptedNotClosed"] = $"{f.AcceptedNotClosed}", ["stock.open"] = $"{f.Stock.Open}", ["stock.overdue"] = $"{f.Stock.Overdue}",
            ["stock.notYetDue"] = $"{f.Stock.NotYetDue}", ["stock.noDeadline"] = $"{f.Stock.NoDeadline}",
            ["stock.awaitingAcceptance"] = $"{f.Stock.AwaitingAcceptance}", ["stock.awaitingAcceptanceLate"] = $"{f.Stock.AwaitingAcceptanceLate}",
            ["stock.acceptedNotClosed"] = $"{f.Stock.AcceptedNotClosed}", ["rectificationRate"] = Text(f.RectificationRate), ["onTimeRate"] = Text(f.OnTimeRate),
            ["originalOnTimeRate"] = Text(f.OriginalOnTimeRate), ["firstPassRate"] = Text(f.FirstPassRate), ["onTheSpot"] = Text(f.OnTheSpot),
            ["daysToRectify.median"] = f.DaysToRectify.Median is { } median ? $"{median:0.0}" : "none",
            ["daysToRectify.p90"] = f.DaysToRectify.P90 is { } p90 ? $"{p90}" : "none",
            ["general.found"] = $"{f.General.Found}", ["general.rectified"] = $"{f.General.Rectified}", ["major.found"] = $"{f.Major.Found}",
            ["major.closed"] = $"{f.Major.Closed}", ["major.open"] = $"{f.Major.Open}", ["major.closureRate"] = Text(f.Major.ClosureRate),
            ["supervision.listed"] = $"{f.Supervision.Listed}", ["supervision.active"] = $"{f.Supervision.Active}",
            ["supervision.delisted"] = $"{f.Supervision.Delisted}", ["supervision.delistedInPeriod"] = $"{f.Supervision.DelistedInPeriod}",
            ["everOverdue"] = $"{f.EverOverdue}", ["recurrences"] = $"{f.Recurrences}", ["enterprises"] = $"{f.Enterprises}",
            ["stock.planned"] = $"{f.Stock.Planned}", ["stock.fiveElements"] = $"{f.Stock.FiveElements}",
            ["major.planned"] = $"{f.Major.Planned}", ["major.fiveElements"] = $"{f.Major.FiveElements}", ["funds.secured"] = $"{f.Funds.Secured.Yuan}",
            ["enforcement.penalties"] = $"{f.Enforcement.Penalties}", ["enforcement.fines"] = $"{f.Enforcement.Fines.Yuan}",
            ["enforcement.exposed"] = $"{f.Enforcement.Exposed}", ["enforcement.notices"] = $"{f.Enforcement.Notices}",
            ["enforcement.reminders"] = $"{f.Enforcement.Reminders}", ["enforcement.supervisionNotices"] = $"{f.Enforcement.SupervisionNotices}",
            ["enforcement.talks"] = $"{f.Enforcement.Talks}", ["enforcement.circulars"] = $"{f.Enforcement.Circulars}",
            ["audit.voided"] = $"{f.Audit.Voided}", ["audit.merged"] = $"{f.Audit.Merged}",
            ["carryOver.opening"] = $"{f.CarryOver.Opening}", ["carryOver.closed"] = $"{f.CarryOver.Closed}", ["carryOver.open"] = $"{f.CarryOver.Open}",
        };
        foreach (var (level, hazards) in f.Supervision.ByLevel)
        {
            flat[$"supervision.byLevel.{StoredDims.Word(level)}"] = $"{hazards}";
        }

        Spans(flat, "ageing", f.Ageing);
        Spans(flat, "stock.ageing", f.Stock.Ageing);

        return flat;
    }

    public static string Text(IReadOnlyDictionary<string, string> figures) => string.Join('\n', figures.Select(f => $"{f.Key} = {f.Value}"));

    private static void Spans(SortedDictionary<string, string> flat, string family, Ageing ageing)
    {
        foreach (var property in typeof(Ageing).GetProperties())
        {
            flat[$"{family}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}"] = $"{property.GetValue(ageing)}";
        }
    }

    private static string Text(Rate rate) => $"{rate.Numerator}/{rate.Denominator}={(rate.Percent is { } percent ? $"{percent:0.0}" : "none")}";

    private static Scope RandomScope(Random random) => random.Next(5) switch
    {
        0 => new(["350304", "350302001"], [], null),
        1 => new(["350304"], ["fire", "industryTrade"], null),
        2 => new([], [], "S-1"),
        _ => Scope.Everything,
    };

    private static string? Maybe(Random random, params string[] values) => random.Next(5) == 0 ? values[random.Next(values.Length)] : null;
}
