using System.Runtime.InteropServices;

namespace HazardLedger.Projections.Register;

/// <summary>A hazard's place in an order: by its key, then by its id.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(ulong Key, Guid Hazard);

/// <summary>The order of a register over slots: keys in eight bytes, ties by the hazard's id, and what has no key last either way.</summary>
internal sealed class RegisterOrder(RegisterSlots slots, RegisterSort sort)
{
    /// <summary>The key of what has none.</summary>
    public const ulong None = ulong.MaxValue;

    // The key of a text that no slot has.
    private const ulong Foreign = NumberCodes.Odd | 1UL << 62;
    private readonly Guid[] ids = slots.Ids.Items;
    private readonly ulong[] numbers = slots.Numbers;
    private string? foreign;

    /// <summary>True when keys go down.</summary>
    public bool Descending => sort.Descending;

    /// <summary>The key of a slot.</summary>
    public ulong KeyOf(in Slot slot, int at) => sort.Key switch
    {
        RegisterKey.Number => numbers[at],
        RegisterKey.Position => slot.Position,
        RegisterKey.DiscoveredOn => (uint)slot.DiscoveredOn,
        RegisterKey.Deadline => slot.Deadline == Slot.None ? None : (uint)slot.Deadline,
        _ => throw new InvalidOperationException($"There is no order by {sort.Key}."),
    };

    /// <summary>The place of a slot.</summary>
    public Place PlaceOf(ulong key, int at) => new(key, ids[at]);

    /// <summary>The place at which a cursor stands.</summary>
    public Place PlaceOf(RegisterCursor cursor) => new(cursor.KeyValue(sort.Key) switch
    {
        null => None,
        DateOnly day => (uint)day.DayNumber,
        long position => (ulong)Math.Max(0, position),
        string number => NumberCodes.Packed(number) ?? Kept(number),
        var other => throw new InvalidOperationException($"A key is {other}."),
    }, cursor.Hazard);

    /// <summary>A key as a cursor carries it; null for none.</summary>
    public string? TextOf(ulong key) => sort.Key switch
    {
        RegisterKey.Number => NumberTextOf(key),
        RegisterKey.Position => key.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => key == None ? null : DateOnly.FromDayNumber((int)key).ToString("yyyy-MM-dd"),
    };

    /// <summary>Less than zero when one place comes before another.</summary>
    public int Compare(Place one, Place other)
    {
        var order = CompareKeys(one.Key, other.Key);
        return order != 0 ? order : sort.Descending ? other.Hazard.CompareTo(one.Hazard) : one.Hazard.CompareTo(other.Hazard);
    }

    /// <summary>The same of keys alone.</summary>
    public int CompareKeys(ulong one, ulong other)
    {
        if (one == other)
        {
            return 0;
        }

        if (one == None || other == None)
        {
            return one == None ? 1 : -1;
        }

        var order = sort.Key == RegisterKey.Number && ((one | other) & NumberCodes.Odd) != 0
            ? string.CompareOrdinal(NumberTextOf(one), NumberTextOf(other)) : one.CompareTo(other);
        return sort.Descending ? -order : order;
    }

    private string NumberTextOf(ulong key) => key == Foreign ? foreign! : slots.Codes.TextOf(key);

    private ulong Kept(string number)
    {
        foreign = number;
        return Foreign;
    }
}
