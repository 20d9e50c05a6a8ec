using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;

namespace HazardLedger.Api.Policies;

/// <summary>What is supposed: other rules, another year's calendar, or both.</summary>
/// <param name="Rules">Members of the policy by name; null: the rules as they are.</param>
/// <param name="Year">A year's notice; null: the calendars as they are.</param>
/// <param name="Area">Only hazards of this area and below; null: all that the caller may see.</param>
/// <param name="AsOf">The legal day at whose end it is counted.</param>
public sealed record Supposition(PolicyRules? Rules, ChangeCalendar? Year, string? Area, DateOnly AsOf);

/// <summary>A limit that would end on another day.</summary>
/// <param name="Of">The policy's member.</param>
/// <param name="StartedOn">Day of the trigger.</param>
/// <param name="By">Last day, as frozen.</param>
/// <param name="WouldEndOn">Last day under the supposition.</param>
/// <param name="AnsweredOn">When it was done; absent while it is awaited.</param>
/// <param name="Late">True when it is late as frozen.</param>
/// <param name="WouldBeLate">True when it would be late under the supposition.</param>
public sealed record MovedLimit(
    string Of, string Rule, DateOnly StartedOn, DateOnly By, DateOnly WouldEndOn, DateOnly? AnsweredOn, bool Late, bool WouldBeLate);

/// <summary>A hazard of which at least one limit would end on another day.</summary>
public sealed record MovedHazard(Guid Id, string Number, string Area, IReadOnlyList<MovedLimit> Limits);

/// <summary>How often something is so, and would be so.</summary>
public sealed record Counted(int Today, int Under);

/// <summary>Counts of one kind of limit.</summary>
public sealed record LimitCount(string Of, int Limits, int Moved, Counted Late);

/// <summary>The answer of a simulation; nothing of it is recorded.</summary>
/// <param name="Hazards">Hazards looked at: those not finished on the day.</param>
/// <param name="Limits">Limits frozen in their events.</param>
/// <param name="Moved">Limits that would end on another day.</param>
/// <param name="Late">Limits that are late, and would be.</param>
/// <param name="Overdue">Hazards overdue by their own deadline: dates set by people, which no policy moves.</param>
/// <param name="ByRule">The same by kind of limit.</param>
/// <param name="MovedHazards">Every hazard with a moved limit, in the register's order.</param>
public sealed record SimulationResult(
    int Hazards, int Limits, int Moved, Counted Late, Counted Overdue, IReadOnlyList<LimitCount> ByRule, IReadOnlyList<MovedHazard> MovedHazards);

/// <summary>Re-derives the frozen limits of unfinished hazards from their events under other rules. Reads only.</summary>
public sealed class Simulation(HazardRegister register, HazardHistories histories)
{
    private sealed record Derived(FrozenLimit Limit, DateOnly Under);

    /// <summary>Counts what would be otherwise.</summary>
    public async Task<SimulationResult> RunAsync(Scope scope, Supposition supposed, PolicyBook book, DateOnly today, CancellationToken ct)
    {
        var (all, moved, hazards, overdue) = (new List<Derived>(), new List<MovedHazard>(), 0, 0);
        var which = supposed.AsOf >= today ? RegisterName.Open : RegisterName.All; // what is finished now may have been open on a past day
        await foreach (var row in register.AllAsync(scope, new(which, today) { Area = supposed.Area }, ct))
        {
            if (row.FinishedOn <= supposed.AsOf || row.DiscoveredOn > supposed.AsOf || await histories.LoadAsync(scope, row.Id, ct) is not { } history)
            {
                continue;
            }

            var derived = Derive(history, supposed, book);
            hazards++;
            overdue += history.Story.OverdueSince(supposed.AsOf) is null ? 0 : 1;
            all.AddRange(derived);
            if (derived.Exists(one => one.Under != one.Limit.By))
            {
                moved.Add(new(row.Id, row.Number, row.Area, [.. derived.Where(one => one.Under != one.Limit.By).Select(one => Told(one, supposed.AsOf))]));
            }
        }

        var byRule = all.GroupBy(one => one.Limit.Member, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LimitCount(group.Key, group.Count(), group.Count(one => one.Under != one.Limit.By), LateOf(group, supposed.AsOf)));
        return new(
            hazards, all.Count, moved.Sum(hazard => hazard.Limits.Count), LateOf(all, supposed.AsOf), new(overdue, overdue), [.. byRule], moved);
    }

    private static List<Derived> Derive(History history, Supposition supposed, PolicyBook book)
    {
        var positions = history.Facts.ToDictionary(fact => fact.Version, fact => fact.Position);
        return [.. FrozenLimit.Of(history.Story, supposed.AsOf).Select(limit => new Derived(limit, Under(limit, positions[limit.Version], supposed, book)))];
    }

    // What is not supposed stays as it was frozen: the rule by its name, the calendar as it was known then.
    private static DateOnly Under(FrozenLimit limit, long position, Supposition supposed, PolicyBook book)
    {
        var rule = supposed.Rules?.Values.GetValueOrDefault(limit.Member) as LimitRule;
        if ((rule is null && supposed.Year is null) || (rule ?? book.Limit(limit.Rule)) is not { } counted)
        {
            return limit.By;
        }

        WorkingCalendar calendar = book.CalendarAt(position);
        return counted.From(limit.StartedOn, supposed.Year is { } year ? calendar.With(year.Year, year.Holidays, year.WorkingWeekends) : calendar);
    }

    private static Counted LateOf(IEnumerable<Derived> limits, DateOnly asOf)
    {
        var list = limits.ToList();
        return new(list.Count(one => one.Limit.IsLate(one.Limit.By, asOf)), list.Count(one => one.Limit.IsLate(one.Under, asOf)));
    }

    private static MovedLimit Told(Derived one, DateOnly asOf) => new(
        one.Limit.Member, one.Limit.Rule, one.Limit.StartedOn, one.Limit.By, one.Under, one.Limit.AnsweredOn,
        one.Limit.IsLate(one.Limit.By, asOf), one.Limit.IsLate(one.Under, asOf));
}
