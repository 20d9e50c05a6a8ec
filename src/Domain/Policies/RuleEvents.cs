// THE CONTRACT. These records are stored for ever, like those of hazards: only added to. A golden file in tests/Domain.Tests/Golden/Rules pins each one.
namespace HazardLedger.Domain.Policies;

/// <summary>Something that changed the rules by which hazards are decided. Stands in a stream of its own and posts nothing.</summary>
public abstract record RuleEvent;

/// <summary>A jurisdiction has other rules from a day on.</summary>
/// <param name="Jurisdiction">Code of the area, with all below it that have no rule of their own; empty for the whole ledger.</param>
/// <param name="ValidFrom">First legal day on which the rules hold.</param>
/// <param name="Rules">What is set; all other rules stay as they were.</param>
/// <param name="Source">Law, rule or paper that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
/// <param name="Reason">Why it was entered.</param>
public sealed record PolicyChanged(
    string Jurisdiction, DateOnly ValidFrom, PolicyRules Rules, string Source, string Confidence, string Reason) : RuleEvent;

/// <summary>The State Council's notice on a year's holidays, or a correction of it: replaces all that was known of the year.</summary>
/// <param name="Year">The calendar year; every day named lies in it.</param>
/// <param name="Holidays">Days off, weekends among them or not.</param>
/// <param name="WorkingWeekends">Saturdays and Sundays that are worked in exchange (调休).</param>
/// <param name="Source">The notice.</param>
/// <param name="Reason">Why it was entered, where there is more to say.</param>
public sealed record CalendarChanged(
    int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkingWeekends, string Source, string? Reason) : RuleEvent;

/// <summary>A rule event with its place in the ledger.</summary>
/// <param name="Event">What was changed.</param>
/// <param name="Position">Place in the ledger.</param>
/// <param name="RecordedAt">When the ledger learned it.</param>
public sealed record RecordedRule(RuleEvent Event, long Position, DateTimeOffset RecordedAt);
