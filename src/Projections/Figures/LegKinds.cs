namespace HazardLedger.Projections.Figures;

/// <summary>What legs have in common beside their face and days: account, cause, place among the event's postings, units. The legs of a year
/// show some hundred of these, so a leg holds one byte for all four; a lane begins another table when one is full.</summary>
internal sealed class LegKinds
{
    private readonly Dictionary<uint, byte> numbers = [];

    /// <summary>By number. Who has read the number of a leg finds its kind here.</summary>
    public uint[] Items { get; } = new uint[byte.MaxValue + 1];

    public bool IsFull => numbers.Count == Items.Length;

    /// <summary>Takes a leg's kind, whose units are left out where they stand elsewhere; only the writer asks.</summary>
    /// <returns>False when it is new and the table is full.</returns>
    public bool TryTake(in ColumnLeg leg, bool wide, out byte number)
    {
        var units = wide ? (sbyte)0 : checked((sbyte)leg.Amount);
        var kind = leg.Code | ((uint)leg.Cause << 8) | ((uint)leg.N << 16) | ((uint)(byte)units << 24);
        if (numbers.TryGetValue(kind, out number))
        {
            return true;
        }

        if (IsFull)
        {
            return false;
        }

        number = (byte)numbers.Count;
        Items[number] = kind;
        numbers.Add(kind, number);
        return true;
    }

    public static byte CodeOf(uint kind) => (byte)kind;

    public static byte CauseOf(uint kind) => (byte)(kind >> 8);

    public static byte NOf(uint kind) => (byte)(kind >> 16);

    public static sbyte UnitsOf(uint kind) => (sbyte)(kind >> 24);
}
