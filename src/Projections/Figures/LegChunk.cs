using System.Runtime.InteropServices;

namespace HazardLedger.Projections.Figures;

/// <summary>One leg as the columns take it. Hazard, cohort, dimensions and party lie behind the face.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ColumnLeg(uint Position, byte N, int Face, ushort Day, ushort Mark, byte Code, byte Cause, long Amount);

/// <summary>A piece of a lane: 11 bytes a leg, or 19 in a wide lane, whose amounts may be money. The count is published last, so a reader never sees half a leg.</summary>
/// <param name="before">Balance of all legs of the lane before this piece, where it was kept.</param>
/// <param name="kinds">Kinds of its legs; other pieces may share them.</param>
/// <param name="wide">Amounts of eight bytes instead of those that the kinds say.</param>
internal sealed class LegChunk(int size, StandingLegs? before, LegKinds kinds, bool wide)
{
    public readonly int[] Face = new int[size];
    public readonly ushort[] Day = new ushort[size];
    public readonly ushort[] Mark = new ushort[size];
    public readonly byte[] Kind = new byte[size];
    public readonly long[]? Wide = wide ? new long[size] : null;

    // Positions ascend, so their upper halves are noted where they change; most pieces have a handful of those.
    private readonly ushort[] low = new ushort[size];
    private readonly Column<(int At, uint High)> turns = new(2);
    private StandingLegs? balance = before;
    private int count;
    private int firstDay = ushort.MaxValue;

    public int Size => low.Length;

    /// <summary>May be gone at the next look: who needs it holds it.</summary>
    public StandingLegs? Before => Volatile.Read(ref balance);

    public int Count => Volatile.Read(ref count);

    /// <summary>The earliest day of its legs: a question for an earlier one skips it.</summary>
    public int FirstDay => Volatile.Read(ref firstDay);

    /// <summary>By the number in <see cref="Kind"/>.</summary>
    public uint[] Kinds => kinds.Items;

    public byte Code(int at) => LegKinds.CodeOf(Kinds[Kind[at]]);

    public byte Cause(int at) => LegKinds.CauseOf(Kinds[Kind[at]]);

    public byte N(int at) => LegKinds.NOf(Kinds[Kind[at]]);

    public long Amount(int at) => Wide is { } amounts ? amounts[at] : LegKinds.UnitsOf(Kinds[Kind[at]]);

    public uint Position(int at)
    {
        var turn = turns.Count - 1;
        var all = turns.Items;
        while (all[turn].At > at)
        {
            turn--;
        }

        return (all[turn].High << 16) | low[at];
    }

    /// <summary>Takes a leg; only the writer calls this.</summary>
    /// <returns>False when the piece, or the table of its kinds, has no room for it.</returns>
    public bool TryAdd(in ColumnLeg leg)
    {
        if (count == low.Length || !kinds.TryTake(leg, wide, out var kind))
        {
            return false;
        }

        var (at, high) = (count, leg.Position >> 16);
        if (at == 0 || turns.Items[turns.Count - 1].High != high)
        {
            turns.Add((at, high));
        }

        (low[at], Face[at], Day[at], Mark[at], Kind[at]) = ((ushort)leg.Position, leg.Face, leg.Day, leg.Mark, kind);
        if (Wide is { } amounts)
        {
            amounts[at] = leg.Amount;
        }

        Volatile.Write(ref firstDay, Math.Min(firstDay, leg.Day));
        Volatile.Write(ref count, at + 1);
        return true;
    }

    /// <summary>Lets go of the balance.</summary>
    public void Forget() => Volatile.Write(ref balance, null);

    /// <summary>Number of its legs up to a position.</summary>
    public int CountUpTo(uint position)
    {
        var end = Count;
        var turn = turns.Count - 1;
        var all = turns.Items;
        for (; turn >= 0 && all[turn].High > position >> 16; turn--)
        {
            end = Math.Min(end, all[turn].At);
        }

        return turn < 0 || all[turn].High < position >> 16 ? end : CountUpTo((ushort)position, all[turn].At, end);
    }

    // Between two places where the upper half is the one looked for.
    private int CountUpTo(ushort position, int from, int end)
    {
        var (first, after) = (from, end);
        if (first < after && low[after - 1] <= position)
        {
            return after;
        }

        while (first < after)
        {
            var middle = (first + after) >>> 1;
            (first, after) = low[middle] <= position ? (middle + 1, after) : (first, middle);
        }

        return first;
    }
}
