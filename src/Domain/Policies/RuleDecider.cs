using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Policies;

/// <summary>Somebody wants a rule changed. Its members are the body of its HTTP route.</summary>
public abstract record RuleCommand;

/// <summary>Other rules for a jurisdiction from a day on. What was decided before keeps its limits: they are frozen in its events.</summary>
/// <param name="Jurisdiction">Code of the area; empty for the whole ledger.</param>
/// <param name="ValidFrom">First legal day; in the past it holds for what is entered late from now on.</param>
/// <param name="Rules">Members of the policy by name; null ends the jurisdiction's own rule.</param>
/// <param name="Source">Law, rule or paper that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
/// <param name="Reason">Why.</param>
public sealed record ChangePolicy(string Jurisdiction, DateOnly ValidFrom, PolicyRules Rules, string Source, string Confidence, string Reason) : RuleCommand;

/// <summary>The holidays and worked weekends of a year.</summary>
/// <param name="Year">Every day named lies in it.</param>
/// <param name="Holidays">Days off.</param>
/// <param name="WorkingWeekends">Weekend days that are worked.</param>
/// <param name="Source">The notice.</param>
/// <param name="Reason">More to say.</param>
public sealed record ChangeCalendar(
    int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkingWeekends, string Source, string? Reason) : RuleCommand;

/// <summary>The answer to a rule command: an event, or a refusal, or neither when it is so already.</summary>
public readonly record struct RuleDecision(RuleEvent? Event, Refusal? Refusal)
{
    /// <summary>True when the ledger says so already.</summary>
    public bool IsAlreadySo => Event is null && Refusal is null;
}

/// <summary>Decides changes of the rules. Pure.</summary>
public static class RuleDecider
{
    /// <summary>Another limit has that permanent name: what events froze under it must stay readable.</summary>
    public static readonly Refusal LimitIdTaken = new(
        "limitIdTaken", "该期限编号已用于另一期限，请另取编号。", "Another limit has this id; give it an id of its own.");

    /// <summary>Every refusal of this page.</summary>
    public static IReadOnlyList<Refusal> Refusals { get; } = [LimitIdTaken];

    /// <summary>Decides a change on all that is recorded.</summary>
    public static RuleDecision Decide(RuleCommand command, Entry entry, PolicyBook book, DateOnly today) => command switch
    {
        _ when entry.OccurredOn > today => new(null, HazardRefusals.OccurredInFuture),
        ChangePolicy change => Decide(change, book),
        ChangeCalendar change => Decide(change, book),
        _ => throw new InvalidOperationException($"RuleDecider does not know the command {command.GetType().Name}."),
    };

    private static RuleDecision Decide(ChangePolicy change, PolicyBook book)
    {
        var limits = change.Rules.Values.Values.OfType<LimitRule>().ToList();
        if (limits.Exists(rule => book.Limit(rule.Id) is { } known && !MeansTheSame(known, rule))
            || limits.GroupBy(rule => rule.Id, StringComparer.Ordinal).Any(same => same.Any(rule => !MeansTheSame(rule, same.First()))))
        {
            return new(null, LimitIdTaken);
        }

        var standing = change.Rules.Values.All(rule => book.OwnRow(change.Jurisdiction, rule.Key, change.ValidFrom) is { } row
            && PolicyMembers.Same(row.Change.Rules.Values[rule.Key], rule.Value) && row.Change.Source == change.Source && row.Change.Confidence == change.Confidence);
        return standing ? default : new(new PolicyChanged(change.Jurisdiction, change.ValidFrom, change.Rules, change.Source, change.Confidence, change.Reason), null);
    }

    private static RuleDecision Decide(ChangeCalendar change, PolicyBook book)
    {
        DateOnly[] holidays = [.. change.Holidays.Order()], weekends = [.. change.WorkingWeekends.Order()];
        var latest = book.Changes.Select(recorded => recorded.Event).OfType<CalendarChanged>().LastOrDefault(known => known.Year == change.Year);
        return latest is not null && latest.Holidays.SequenceEqual(holidays) && latest.WorkingWeekends.SequenceEqual(weekends) && latest.Source == change.Source
            ? default : new(new CalendarChanged(change.Year, holidays, weekends, change.Source, change.Reason), null);
    }

    // The sentence about the source may be bettered; what is counted may not change under the same name.
    private static bool MeansTheSame(LimitRule one, LimitRule other) => (one.Count, one.Unit, one.Rolls) == (other.Count, other.Unit, other.Rolls);
}
