using System.Text.Json.Serialization;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Every headline figure of one question, or of one of its groups; what each means stands in <see cref="FigureDefinitions"/>.
/// Numbers without a unit are hazards.</summary>
/// <param name="Key">Value of the group; null for the total.</param>
/// <param name="Position">The ledger's position up to which it was read.</param>
/// <param name="Ungraded">Memo: of found, those not graded yet, which count as general.</param>
/// <param name="EverOverdue">Of found: overdue at the end of some day up to asOf, however it went on.</param>
/// <param name="Enterprises">Distinct enterprises, or places without one, of found; those of the groups do not add up.</param>
/// <param name="Stock">The same states for all hazards found up to asOf, whatever the window's first day.</param>
/// <param name="Reopened">Reopening events in the window, of hazards of any cohort.</param>
/// <param name="Groups">One per value of the grouping that has anything to show, in ordinal order; null when none was asked.</param>
public sealed record HeadlineFigures(
    [property: JsonPropertyOrder(-9)] string? Key, [property: JsonPropertyOrder(-7)] DateOnly From, [property: JsonPropertyOrder(-6)] DateOnly AsOf, long Position,
    long Found, long Rectified, long Open, Rate RectificationRate, long Accepted, long Closed,
    long Overdue, long NotYetDue, long NoDeadline, long AwaitingAcceptance, long AwaitingAcceptanceLate, long AcceptedNotClosed, long Ungraded,
    long EverOverdue, long Recurrences, long Enterprises, Ageing Ageing, OpenStates Stock, long Reopened, Rate OnTimeRate, Rate OriginalOnTimeRate, Rate FirstPassRate, Rate OnTheSpot, DaysToRectify DaysToRectify,
    GeneralFigures General, MajorFigures Major, Supervision Supervision, Funds Funds, Enforcement Enforcement, Audit Audit, CarryOver CarryOver,
    IReadOnlyList<HeadlineFigures>? Groups)
{
    /// <summary>What people call the group; null where nobody asked for names.</summary>
    [JsonPropertyOrder(-8)]
    public string? Name { get; init; }

    /// <summary>The moment of knowledge that was asked for, as it is sent; null where it is told apart.</summary>
    [JsonPropertyOrder(-5)]
    public string? KnownAt { get; init; }

    /// <summary>True when asOf lies after the present day: so it will be if nothing more is recorded. Null otherwise.</summary>
    [JsonPropertyOrder(-4)]
    public bool? Projected { get; init; }
}

/// <summary>A share with its parts, so that nobody has to trust the division.</summary>
public sealed record Rate(long Numerator, long Denominator)
{
    /// <summary>Per cent to one decimal, half up; null over 0, which is neither 0 % nor 100 %.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal? Percent => Denominator == 0 ? null : Math.Round(100m * Numerator / Denominator, 1, MidpointRounding.AwayFromZero);
}

/// <summary>Where unfinished hazards stand.</summary>
public sealed record OpenStates(
    long Open, long Overdue, long NotYetDue, long NoDeadline, long AwaitingAcceptance, long AwaitingAcceptanceLate, long AcceptedNotClosed,
    long Planned, long FiveElements, Ageing Ageing);

/// <summary>Unfinished hazards by days since found, both ends within; and those overdue by days since their deadline.</summary>
public sealed record Ageing(
    long Days0To7, long Days8To15, long Days16To30, long Days31To60, long Days61To90, long Days91To180, long Over180Days,
    long Overdue1To7Days, long Overdue8To30Days, long OverdueOver30Days);

/// <summary>Money in yuan, and in ten thousands of yuan as the forms have it (万元).</summary>
public sealed record Money(long Yuan)
{
    /// <summary>Ten thousands of yuan, exact.</summary>
    public decimal WanYuan => Yuan / 10000m;
}

/// <summary>Money for the rectification of the hazards found.</summary>
public sealed record Funds(Money Secured);

/// <summary>What authorities did in the window, counted in decisions and papers, not in hazards; revoked penalties are left out.</summary>
/// <param name="Talks">Summons to a talk (约谈).</param>
public sealed record Enforcement(
    long Penalties, Money Fines, long Exposed, long Notices, long Reminders, long SupervisionNotices, long Talks, long Circulars);

/// <summary>What left every other figure, counted on the day on which it did.</summary>
public sealed record Audit(long Voided, long Merged);

/// <summary>Days from the day found to the day finished; null when none is finished.</summary>
/// <param name="Median">Mean of the two middle values when their number is even.</param>
/// <param name="P90">Nearest rank.</param>
public sealed record DaysToRectify(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Median,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? P90);

/// <summary>General hazards, ungraded ones among them.</summary>
public sealed record GeneralFigures(long Found, long Rectified);

/// <summary>Major hazards, which are finished only when closed.</summary>
public sealed record MajorFigures(long Found, long Closed, long Open, Rate ClosureRate, long Planned, long FiveElements);

/// <summary>Listings for supervision, counted in distinct hazards.</summary>
/// <param name="Listed">Listed in the window, revoked listings left out.</param>
/// <param name="Active">Of all, listed at asOf.</param>
/// <param name="Delisted">Of those listed in the window: delisted by asOf, and finished.</param>
/// <param name="DelistedInPeriod">Delisted in the window, whenever listed.</param>
/// <param name="ByLevel">Listed, by the highest level reached by asOf.</param>
public sealed record Supervision(long Listed, long Active, long Delisted, long DelistedInPeriod, IReadOnlyDictionary<Level, long> ByLevel);

/// <summary>Hazards carried over from before the window, with the dimensions of the day before it.</summary>
public sealed record CarryOver(long Opening, long Closed, long Open);

/// <summary>One step of a series: the figures asked for, at the end of <paramref name="On"/>.</summary>
public sealed record FigurePoint(DateOnly On, IReadOnlyDictionary<string, long> Values);

/// <summary>How one figure came from one day, or one state of knowledge, to another. The difference is opening and movements less
/// closing, each counted by itself: anything but 0 is a bug.</summary>
public sealed record FigureBridge(string Figure, long Opening, IReadOnlyList<FigureMovement> Movements, long Closing, long Difference);

/// <summary>What one kind of step, or the passing of time, added to a figure.</summary>
/// <param name="Cause">Domain cause in camelCase, or <c>timePassed</c>: a deadline ran out without an event.</param>
public sealed record FigureMovement(string Cause, long Amount);

/// <summary>A page of the hazards behind a figure, in the order in which the ledger first posted them.</summary>
/// <param name="Count">All hazards behind the figure, not only this page's.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record HazardPage(IReadOnlyList<Guid> Hazards, long Count, int? Next);

/// <summary>A figure in which one hazard stands, and the postings that put it there.</summary>
public sealed record FigureStanding(FigureDefinition Figure, long Amount, IReadOnlyList<FigurePosting> Postings);

/// <summary>A posting as readers see it; its position names the event that made it.</summary>
/// <param name="Position">Place of the event in the ledger.</param>
/// <param name="N">Place among the event's postings.</param>
/// <param name="Cause">The step of the story that moved the hazard.</param>
/// <param name="Account">One of <see cref="Domain.Figures.Account"/>.</param>
/// <param name="Day">Business day from which it counts.</param>
/// <param name="Cohort">The day that a window's first day is compared with.</param>
/// <param name="Mark">Due day, re-inspection limit, finished day.</param>
/// <param name="Amount">Hazards, or events; negative when it leaves.</param>
public sealed record FigurePosting(long Position, short N, Guid Hazard, Cause Cause, short Account, DateOnly Day, DateOnly Cohort, DateOnly? Mark, long Amount)
{
    internal static FigurePosting Of(EventStore.StoredPosting stored) =>
        new(stored.Position, stored.N, stored.Hazard, (Cause)stored.Cause, stored.Code, stored.Day, stored.Cohort, stored.Mark, stored.Amount);
}
