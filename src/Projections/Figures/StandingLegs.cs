namespace HazardLedger.Projections.Figures;

/// <summary>What stands of a lane's legs when all of them are taken together: those that cancelled each other are gone. Eight bytes each.</summary>
/// <param name="LastDay">Latest day among the legs summed: only a question for this day or later may start from here.</param>
/// <param name="LastPosition">Likewise for what is known.</param>
/// <param name="Entries">Face, code, mark and amount.</param>
internal sealed record StandingLegs(ushort LastDay, uint LastPosition, ulong[] Entries)
{
    /// <summary>What legs must have in common to cancel each other.</summary>
    public static ulong Key(int face, byte code, ushort mark) => ((ulong)(uint)face << 32) | ((ulong)code << 24) | ((ulong)mark << 8);

    public static ulong Entry(ulong key, int amount) => key | (byte)checked((sbyte)amount);

    public static ulong KeyOf(ulong entry) => entry & ~(ulong)byte.MaxValue;

    public static int FaceOf(ulong entry) => (int)(entry >> 32);

    public static byte CodeOf(ulong entry) => (byte)(entry >> 24);

    public static ushort MarkOf(ulong entry) => (ushort)(entry >> 8);

    public static sbyte AmountOf(ulong entry) => (sbyte)entry;
}
