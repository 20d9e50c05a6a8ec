using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Tests;

/// <summary>Figures as plain sums over the legs of stories, in the words of their definitions.</summary>
internal sealed class FuzzSums(IReadOnlyList<(Guid Hazard, Story Story)> stories, DateOnly from, DateOnly asOf, Func<Dims, bool> takes)
{
    private readonly List<(Guid Hazard, Leg Leg)> _legs = [.. stories.SelectMany(one => HazardPostings.Of(one.Story).Select(leg => (one.Hazard, leg)))];

    /// <summary>Narrowed to one area with all below it.</summary>
    public static Func<Dims, bool> In(string? area) => dims => area is null || AreaCode.IsWithin(dims.Area, area);

    /// <summary>Figures by the path of their JSON member.</summary>
    public Dictionary<string, long> All() => new(StringComparer.Ordinal)
    {
        ["found"] = Window(leg => Account.IsUnit(leg.Code)),
        ["rectified"] = Window(leg => Account.IsFinished(leg.Code)),
        ["open"] = Window(leg => Account.IsUnfinished(leg.Code)),
        ["closed"] = Window(leg => leg.Code == Account.Closed),
        ["accepted"] = Window(leg => Account.IsFinished(leg.Code) || leg.Code == Account.AcceptedNotClosed),
        ["overdue"] = Window(leg => Account.IsDue(leg.Code) && leg.Mark < asOf),
        ["notYetDue"] = Window(leg => Account.IsDue(leg.Code) && leg.Mark >= asOf),
        ["noDeadline"] = Window(leg => leg.Code == Account.NoDeadline),
        ["awaitingAcceptance"] = Window(leg => leg.Code == Account.AwaitingAcceptance),
        ["acceptedNotClosed"] = Window(leg => leg.Code == Account.AcceptedNotClosed),
        ["stock.open"] = Sum(asOf, leg => Account.IsUnfinished(leg.Code)),
        ["stock.overdue"] = Sum(asOf, leg => Account.IsDue(leg.Code) && leg.Mark < asOf),
        ["stock.noDeadline"] = Sum(asOf, leg => leg.Code == Account.NoDeadline),
        ["reopened"] = Window(leg => leg.Code == Account.Reopened),
        ["general.found"] = Window(leg => Account.IsUnit(leg.Code) && leg.Dims.Grade != Grade.Major),
        ["general.rectified"] = Window(leg => Account.IsFinished(leg.Code) && leg.Dims.Grade != Grade.Major),
        ["major.found"] = Window(leg => Account.IsUnit(leg.Code) && leg.Dims.Grade == Grade.Major),
        ["major.closed"] = Window(leg => Account.IsFinished(leg.Code) && leg.Dims.Grade == Grade.Major),
        ["major.open"] = Window(leg => Account.IsUnfinished(leg.Code) && leg.Dims.Grade == Grade.Major),
        ["supervision.listed"] = Hazards(leg => Account.IsListing(leg.Code) && leg.Cohort >= from),
        ["supervision.active"] = Hazards(leg => Account.IsListing(leg.Code) && Account.ListingStateOf(leg.Code) == Account.ListingActive),
        ["carryOver.opening"] = Sum(from.AddDays(-1), leg => Account.IsUnfinished(leg.Code)),
        ["rectificationRate.numerator"] = Window(leg => Account.IsFinished(leg.Code)),
    };

    /// <summary>The member of an answer at a path.</summary>
    public static long At(JsonElement body, string path) => path.Split('.').Aggregate(body, (at, name) => at.GetProperty(name)).GetInt64();

    private long Window(Func<Leg, bool> counts) => Sum(asOf, leg => leg.Cohort >= from && counts(leg));

    private long Sum(DateOnly day, Func<Leg, bool> counts) =>
        _legs.Where(one => one.Leg.Day <= day && takes(one.Leg.Dims) && counts(one.Leg)).Sum(one => one.Leg.Amount);

    private long Hazards(Func<Leg, bool> counts) => _legs.Where(one => one.Leg.Day <= asOf && takes(one.Leg.Dims) && counts(one.Leg))
        .GroupBy(one => one.Hazard).Count(mine => mine.Sum(one => one.Leg.Amount) > 0);
}
