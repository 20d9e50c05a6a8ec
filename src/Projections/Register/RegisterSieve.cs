using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Register;

/// <summary>A scope and a filter over slots: the same as <see cref="RegisterConditions"/> over rows, but for words and the ids of other systems,
/// which are looked up. Made for one reading: names that come later are not in it.</summary>
internal sealed class RegisterSieve
{
    private const int Any = -1;
    private const int Nobody = -2;

    // By the number of the name; null takes all.
    private readonly bool[]? areas;
    private readonly bool[]? sectors;
    private readonly int party = Any;
    private readonly int regulator = Any;
    private readonly byte firstUnit = 1;
    private readonly byte lastUnit = byte.MaxValue;
    private readonly int grades = Any;
    private readonly int lifecycle = Any;
    private readonly int group = Any;
    private readonly bool listed;
    private readonly bool unlisted;
    private readonly int firstDeadline = int.MinValue;
    private readonly int lastDeadline = Slot.None;

    /// <summary>What a scope takes of what is not gone.</summary>
    /// <param name="slots">What is sifted.</param>
    /// <param name="scope">What the caller may see.</param>
    public RegisterSieve(RegisterSlots slots, Scope scope)
    {
        areas = scope.Areas.Count > 0 ? Marked(slots.Paths, [.. scope.Areas]) : null;
        sectors = scope.Sectors.Count > 0 ? Marked(slots.Names, sector => scope.Sectors.Contains(sector, StringComparer.Ordinal)) : null;
        party = scope.Party is { } one ? NumberOf(slots.Names, one) : Any;
    }

    /// <summary>What a scope and a filter take.</summary>
    public RegisterSieve(RegisterSlots slots, Scope scope, RegisterFilter filter)
        : this(slots, scope)
    {
        areas = filter.Area is { } area ? Both(areas, Marked(slots.Paths, [area])) : areas;
        sectors = filter.Sector is { } sector ? Both(sectors, Marked(slots.Names, name => name == sector)) : sectors;
        party = filter.Enterprise is { } one ? Both(party, NumberOf(slots.Names, one)) : party;
        regulator = filter.Regulator is { } organisation ? NumberOf(slots.Names, organisation) : Any;
        group = filter.SourceGroup is { } source ? (int)source : Any;
        (firstUnit, lastUnit) = UnitsOf(filter.Register);
        grades = (filter.Grade is { } grade ? Grades(grade) : Any)
            & filter.Register switch { RegisterName.General => Grades(Grade.General), RegisterName.Major => Grades(Grade.Major), _ => Any };
        lifecycle = filter.Register == RegisterName.Closed ? (int)Lifecycle.Closed : Any;
        (listed, unlisted) = (filter.Register == RegisterName.Listed, filter.Unlisted);
        (firstDeadline, lastDeadline) = DaysOf(filter);
    }

    /// <summary>True when a slot is one of those asked for.</summary>
    public bool Takes(in Slot slot) =>
        slot.Unit >= firstUnit && slot.Unit <= lastUnit
        && slot.Deadline >= firstDeadline && slot.Deadline <= lastDeadline
        && (grades == Any || (grades >> (slot.Grade & 0x0F) & 1) != 0)
        && (lifecycle == Any || slot.Lifecycle == lifecycle)
        && (group == Any || slot.Grade >> 4 == group)
        && (!listed || (slot.Category & Slot.Listed) != 0)
        && (!unlisted || (slot.Category & Slot.Listed) == 0)
        && (party == Any || slot.Party == party)
        && (regulator == Any || slot.Regulator == regulator)
        && (areas is null || areas[slot.Area])
        && (sectors is null || sectors[slot.Sector]);

    private static (byte First, byte Last) UnitsOf(RegisterName register) => register switch
    {
        RegisterName.Open => ((byte)Account.NoDeadline, (byte)Account.AcceptedNotClosed),
        RegisterName.Overdue or RegisterName.DueSoon => ((byte)Account.Due, (byte)Account.Due),
        RegisterName.AwaitingAcceptance => ((byte)Account.AwaitingAcceptance, (byte)Account.AwaitingAcceptance),
        RegisterName.Gone => (0, 0),
        _ => (1, byte.MaxValue),
    };

    private static (int First, int Last) DaysOf(RegisterFilter filter)
    {
        var (first, last) = filter.Register switch
        {
            RegisterName.Overdue => (int.MinValue, filter.Today.DayNumber - 1),
            RegisterName.DueSoon => (filter.Today.DayNumber, filter.Today.AddDays(filter.DueSoonDays).DayNumber),
            _ => (int.MinValue, Slot.None),
        };

        // What has no deadline is in no span of deadlines.
        return (filter.DueFrom is { } from ? Math.Max(first, from.DayNumber) : first,
            filter.DueTo is { } to ? Math.Min(last, to.DayNumber) : filter.DueFrom is null ? last : Math.Min(last, Slot.None - 1));
    }

    private static int Grades(Grade grade) => grade == Grade.General ? (1 << (int)Grade.General) | (1 << (int)Grade.Ungraded) : 1 << (int)grade;

    private static bool[] Marked(KnownNames paths, string[] areas)
    {
        var above = Array.ConvertAll(areas, AreaCode.PathOf);
        return Marked(paths, path => Array.Exists(above, one => path.StartsWith(one, StringComparison.Ordinal) && (path.Length == one.Length || path[one.Length] == '/')));
    }

    private static bool[] Marked(KnownNames names, Func<string, bool> isAsked) => [.. names.All.Select(name => name.Length > 0 && isAsked(name))];

    private static int NumberOf(KnownNames names, string name) => names.Find(name) is var number and >= 0 ? number : Nobody;

    private static int Both(int one, int other) => one == Any || one == other ? other : Nobody;

    private static bool[] Both(bool[]? one, bool[] other) => one is null ? other : [.. one.Zip(other, static (a, b) => a && b)];
}
