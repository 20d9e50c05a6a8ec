using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Names;

namespace HazardLedger.Projections.Histories;

/// <summary>The event that set a deadline.</summary>
/// <param name="On">The deadline it set.</param>
/// <param name="Position">The event's place in the ledger.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">Its stored alias.</param>
/// <param name="OccurredOn">The day from which the deadline stood.</param>
/// <param name="RecordedAt">When the ledger learned it.</param>
/// <param name="By">Organisation that set it.</param>
/// <param name="DocumentNo">The paper.</param>
/// <param name="Basis">Articles of law or rules named by the entry.</param>
public sealed record DeadlineStep(
    DateOnly On, long Position, long Version, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string By, string? DocumentNo,
    IReadOnlyList<string> Basis);

/// <summary>The authority's limit for looking after a completion report, frozen into the report's event.</summary>
/// <param name="By">Last day of the limit.</param>
/// <param name="StartedOn">Day of the report, which is not counted.</param>
/// <param name="Position">The report's place in the ledger.</param>
/// <param name="Rule">Permanent name of the rule, as frozen.</param>
/// <param name="Count">Number of days, where the rules still know that name.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Source">Law, rule or mirror that says so.</param>
/// <param name="Confidence">"law", "rule" or "example": how sure the source is.</param>
public sealed record ReinspectionLimit(
    DateOnly By, DateOnly StartedOn, long Position, string Rule, int? Count, LimitUnit? Unit, string? Source, string? Confidence);

/// <summary>A limit that an event froze for an authority, explained.</summary>
/// <param name="Of">The policy's member: what had to be done.</param>
/// <param name="Name">The same in both languages.</param>
/// <param name="By">Last day, as frozen.</param>
/// <param name="StartedOn">Day of the trigger, which is not counted.</param>
/// <param name="Position">Place of the event that froze it.</param>
/// <param name="Rule">Permanent name of the rule, as frozen.</param>
/// <param name="Count">Number of days, where the rules know that name.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Source">Law, rule or mirror that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
/// <param name="Calendar">What of the calendar, as it was known when the limit was frozen, lies inside.</param>
/// <param name="AnsweredOn">When it was done; absent while it is awaited.</param>
/// <param name="LateSince">First day after the limit, when the answer came later or is awaited still.</param>
public sealed record LimitExplanation(
    string Of, Name Name, DateOnly By, DateOnly StartedOn, long Position, string Rule, int? Count, LimitUnit? Unit, string? Source, string? Confidence,
    CalendarUse Calendar, DateOnly? AnsweredOn, DateOnly? LateSince)
{
    internal static LimitExplanation From(FrozenLimit limit, RecordedFact fact, PolicyBook book, DateOnly asOf)
    {
        var rule = book.Limit(limit.Rule);
        return new(
            limit.Member, NameBook.Rule(limit.Member), limit.By, limit.StartedOn, fact.Position, limit.Rule, rule?.Count, rule?.Unit, rule?.Source, rule?.Confidence,
            book.CalendarAt(fact.Position).Between(limit.StartedOn, limit.By), limit.AnsweredOn, limit.IsLate(limit.By, asOf) ? limit.By.AddDays(1) : null);
    }
}

/// <summary>One request for more time with its answer.</summary>
/// <param name="AskedOn">Day of the request.</param>
/// <param name="Until">The day asked for.</param>
/// <param name="DecideBy">Last day for the answer, as frozen.</param>
/// <param name="Status">What became of it.</param>
/// <param name="DecidedOn">Day of the answer.</param>
/// <param name="Deadline">The deadline that was given.</param>
public sealed record ExtensionStep(DateOnly AskedOn, DateOnly Until, DateOnly DecideBy, RequestStatus Status, DateOnly? DecidedOn, DateOnly? Deadline);

/// <summary>A time in which the deadline asked nothing of the unit: it had reported the work done and the authority had to look.</summary>
/// <param name="From">Day of the report.</param>
/// <param name="To">Day on which it was looked at; absent while it lasts.</param>
/// <param name="Because">Permanent word: awaitingAcceptance.</param>
public sealed record DeadlinePause(DateOnly From, DateOnly? To, string Because = "awaitingAcceptance");

/// <summary>A step that is usually taken about a deadline. A suggestion: a person decides, and nothing is recorded by itself.</summary>
/// <param name="Step">Permanent word.</param>
/// <param name="Name">The same in both languages.</param>
/// <param name="DueOn">When it is usually taken.</param>
/// <param name="IsDue">True when that day has come.</param>
/// <param name="Source">Rule or practice that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
public sealed record SuggestedStep(string Step, Name Name, DateOnly DueOn, bool IsDue, string Source, string Confidence);
