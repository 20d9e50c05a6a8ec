using System.Runtime.InteropServices;

namespace HazardLedger.Projections.Figures;

/// <summary>One leg as the columns hold it. Hazard, cohort, dimensions and party lie behind the face.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ColumnLeg(uint Position, byte N, int Face, ushort Day, ushort Mark, byte Code, byte Cause, long Amount);

/// <summary>A piece of a lane: 16 bytes a leg, or 23 in a wide lane, whose amounts may be money. The count is published last, so a reader never sees half a leg.</summary>
/// <param name="before">Balance of all legs of the lane before this piece, where it was kept.</param>
/// <param name="wide">Amounts of eight bytes instead of one.</param>
internal sealed class LegChunk(int size, StandingLegs? before, bool wide)
{
    public readonly uint[] Position = new uint[size];
    public readonly int[] Face = new int[size];
    public readonly ushort[] Day = new ushort[size];
    public readonly ushort[] Mark = new ushort[size];
    public readonly byte[] Code = new byte[size];
    public readonly byte[] Cause = new byte[size];
    public readonly byte[] N = new byte[size];
    public readonly sbyte[] Units = wide ? [] : new sbyte[size];
    public readonly long[]? Wide = wide ? new long[size] : null;
    private int count;
    private int firstDay = ushort.MaxValue;

    public StandingLegs? Before => before;

    public int Count => Volatile.Read(ref count);

    public bool IsFull => count == Position.Length;

    /// <summary>The earliest day of its legs: a question for an earlier one skips it.</summary>
    public int FirstDay => Volatile.Read(ref firstDay);

    public long Amount(int at) => Wide is { } amounts ? amounts[at] : Units[at];

    public void Add(in ColumnLeg leg)
    {
        var at = count;
        Position[at] = leg.Position;
        Face[at] = leg.Face;
        Day[at] = leg.Day;
        Mark[at] = leg.Mark;
        Code[at] = leg.Code;
        Cause[at] = leg.Cause;
        N[at] = leg.N;
        if (Wide is { } amounts)
        {
            amounts[at] = leg.Amount;
        }
        else
        {
            Units[at] = checked((sbyte)leg.Amount);
        }

        Volatile.Write(ref firstDay, Math.Min(firstDay, leg.Day));
        Volatile.Write(ref count, at + 1);
    }

    /// <summary>Number of its legs up to a position.</summary>
    public int CountUpTo(uint position)
    {
        var (low, high) = (0, Count);
        if (high == 0 || Position[high - 1] <= position)
        {
            return high;
        }

        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Position[middle] <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>What stands of a lane's legs when all of them are taken together: those that cancelled each other are gone.</summary>
/// <param name="LastDay">Latest day among the legs summed: only a question for this day or later may start from here.</param>
/// <param name="LastPosition">Likewise for what is known.</param>
internal sealed record StandingLegs(ushort LastDay, uint LastPosition, ulong[] Keys, sbyte[] Amounts)
{
    public static ulong Key(int face, byte code, ushort mark) => (ulong)(uint)face << 24 | (ulong)code << 16 | mark;

    public static int FaceOf(ulong key) => (int)(key >> 24);

    public static byte CodeOf(ulong key) => (byte)(key >> 16);

    public static ushort MarkOf(ulong key) => (ushort)key;
}
