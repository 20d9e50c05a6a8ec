using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Calendars;

namespace HazardLedger.Domain.Policies;

/// <summary>A rule as it holds for an area on a day, and where it comes from.</summary>
/// <param name="Member">Name on the wire.</param>
/// <param name="Value">Of the member's type.</param>
/// <param name="From">The change that set it; null for the built-in set "example".</param>
public sealed record RuleInForce(string Member, object Value, RecordedRule? From);

/// <summary>All rules that were ever recorded, on top of the built-in set "example". Immutable: what was known at a place in the ledger
/// is the book up to there.</summary>
public sealed class PolicyBook
{
    private static readonly Policy Example = new();
    private readonly List<RecordedRule> _changes;
    private readonly ILookup<string, (PolicyChanged Change, RecordedRule Recorded)> _policies;
    private readonly Dictionary<string, LimitRule> _limits;
    private readonly List<(long Position, WorkingCalendar Calendar)> _calendars = [(0, WorkingCalendar.China)];

    private PolicyBook(List<RecordedRule> changes)
    {
        _changes = changes;
        _policies = changes.Where(change => change.Event is PolicyChanged).Select(change => ((PolicyChanged)change.Event, change))
            .OrderByDescending(row => row.Item1.ValidFrom).ThenByDescending(row => row.change.Position)
            .ToLookup(row => row.Item1.Jurisdiction, StringComparer.Ordinal);
        _limits = PolicyMembers.All.Keys.Select(member => PolicyMembers.ValueOf(Example, member))
            .Concat(changes.Select(change => change.Event).OfType<PolicyChanged>().SelectMany(change => change.Rules.Values.Values))
            .OfType<LimitRule>().GroupBy(rule => rule.Id, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        foreach (var (position, change) in changes.Select(change => (change.Position, change.Event as CalendarChanged)))
        {
            if (change is not null)
            {
                _calendars.Add((position, Calendar.With(change.Year, change.Holidays, change.WorkingWeekends)));
            }
        }
    }

    /// <summary>Nothing was recorded: the set "example" and the notices of 2024–2026.</summary>
    public static PolicyBook BuiltIn { get; } = new([]);

    /// <summary>Everything recorded, in ledger order.</summary>
    public IReadOnlyList<RecordedRule> Changes => _changes;

    /// <summary>Which days are working days, by the latest notice of each year.</summary>
    public WorkingCalendar Calendar => _calendars[^1].Calendar;

    /// <summary>The calendar as it was known at a position, that position included.</summary>
    public WorkingCalendar CalendarAt(long position) => _calendars.FindLast(known => known.Position <= position).Calendar;

    /// <summary>The book with more changes.</summary>
    public PolicyBook With(IEnumerable<RecordedRule> changes) => new([.. _changes.Concat(changes).OrderBy(change => change.Position)]);

    /// <summary>The book as it was known at a position, that position included.</summary>
    public PolicyBook UpTo(long position) => Known(change => change.Position <= position);

    /// <summary>The book as it was known at an instant.</summary>
    public PolicyBook UpTo(DateTimeOffset instant) => Known(change => change.RecordedAt <= instant);

    /// <summary>The rules for an area on a day: each member by the nearest jurisdiction that says something, there by the latest row that is valid.</summary>
    public Policy On(string area, DateOnly day) => _policies.Count == 0 ? Example
        : PolicyMembers.With(Example, PolicyMembers.All.Keys.Select(member => Find(member, area, day)).OfType<RuleInForce>()
            .Select(rule => KeyValuePair.Create(rule.Member, rule.Value)));

    /// <summary>What a decision needs: the rules of the day on which the thing happened, but the present ones about recording itself.</summary>
    public Desk DeskFor(string area, DateOnly occurredOn, DateOnly today)
    {
        var policy = On(area, occurredOn);
        if (_policies.Count > 0 && occurredOn != today)
        {
            var now = On(area, today);
            policy = PolicyMembers.With(policy, PolicyMembers.OfRecording.Select(member => KeyValuePair.Create(member, PolicyMembers.ValueOf(now, member))));
        }

        return new(today, policy, Calendar);
    }

    /// <summary>Every rule for an area on a day, with where it comes from, in the policy's order.</summary>
    public IReadOnlyList<RuleInForce> RowsOn(string area, DateOnly day) =>
        [.. PolicyMembers.All.Keys.Select(member => Find(member, area, day) ?? new(member, PolicyMembers.ValueOf(Example, member), null))];

    /// <summary>The limit of that permanent name, as last described; null when no rule ever had it.</summary>
    public LimitRule? Limit(string id) => _limits.GetValueOrDefault(id);

    /// <summary>The jurisdiction's own row for a member that begins on exactly that day; null when it has none.</summary>
    public (PolicyChanged Change, RecordedRule Recorded)? OwnRow(string jurisdiction, string member, DateOnly validFrom) => _policies[jurisdiction]
        .Where(row => row.Change.ValidFrom == validFrom && row.Change.Rules.Values.ContainsKey(member))
        .Select(row => ((PolicyChanged, RecordedRule)?)row).FirstOrDefault();

    private PolicyBook Known(Predicate<RecordedRule> known) => _changes.TrueForAll(known) ? this : new(_changes.FindAll(known));

    private RuleInForce? Find(string member, string area, DateOnly day)
    {
        for (var at = area; ; at = AreaCode.ParentOf(at) ?? "")
        {
            foreach (var (change, recorded) in _policies[at].Where(row => row.Change.ValidFrom <= day))
            {
                if (change.Rules.Values.TryGetValue(member, out var value))
                {
                    if (value is not null)
                    {
                        return new(member, value, recorded);
                    }

                    break; // its own rule ended: the area above is asked
                }
            }

            if (at.Length == 0)
            {
                return null;
            }
        }
    }
}
