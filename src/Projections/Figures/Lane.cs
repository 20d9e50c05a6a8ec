namespace HazardLedger.Projections.Figures;

/// <summary>Takes what stands at a day: legs, or balances of legs.</summary>
internal interface IStandingSink
{
    void Take(int face, byte code, ushort mark, long amount);
}

/// <summary>Takes every leg, whatever its day.</summary>
internal interface ILegSink
{
    void Take(LegChunk chunk, int at);
}

/// <summary>Legs of one kind and one cohort year in ledger order. A lane of unfinished legs also keeps its balance from time to time:
/// nearly all of its legs cancel each other in the end, and old years then cost only what is still open.</summary>
/// <param name="legsBetweenBalances">0 keeps none.</param>
/// <param name="wide">Amounts may be money; no balance is kept of such a lane.</param>
internal sealed class Lane(int legsBetweenBalances, bool wide = false)
{
    private const int LargestChunk = 1 << 15;
    private const int FirstChunk = 1 << 10;
    private readonly Column<LegChunk> chunks = new();
    private readonly Dictionary<ulong, int> balance = [];
    private LegChunk? tail;
    private int sinceBalance;
    private ushort lastDay;
    private uint lastPosition;

    public void Add(in ColumnLeg leg)
    {
        if (tail is null || tail.IsFull)
        {
            tail = new LegChunk(NextSize(), KeepBalance(), wide);
            chunks.Add(tail);
        }

        tail.Add(leg);
        lastDay = Math.Max(lastDay, leg.Day);
        lastPosition = leg.Position;
        sinceBalance++;
        if (legsBetweenBalances > 0)
        {
            var key = StandingLegs.Key(leg.Face, leg.Code, leg.Mark);
            var sum = balance.GetValueOrDefault(key) + (int)leg.Amount;
            if (sum == 0)
            {
                balance.Remove(key);
            }
            else
            {
                balance[key] = sum;
            }
        }
    }

    /// <summary>Everything up to a position that stands at the end of a day.</summary>
    public void Standing<TSink>(ushort asOf, uint position, ref TSink sink) where TSink : struct, IStandingSink
    {
        var (items, first) = (chunks.Items, 0);
        var count = chunks.Count;
        for (var c = count - 1; c >= 0 && first == 0; c--)
        {
            if (items[c].Before is { } before && before.LastDay <= asOf && before.LastPosition <= position)
            {
                first = c;
                Balance(before, ref sink);
            }
        }

        for (var c = first; c < count; c++)
        {
            if (items[c].FirstDay <= asOf)
            {
                Standing(items[c], items[c].CountUpTo(position), asOf, ref sink);
            }
        }
    }

    /// <summary>Every leg up to a position.</summary>
    public void Legs<TSink>(uint position, ref TSink sink) where TSink : struct, ILegSink
    {
        var items = chunks.Items;
        var count = chunks.Count;
        for (var c = 0; c < count; c++)
        {
            var legs = items[c].CountUpTo(position);
            for (var at = 0; at < legs; at++)
            {
                sink.Take(items[c], at);
            }
        }
    }

    private static void Standing<TSink>(LegChunk chunk, int legs, ushort asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        if (chunk.Wide is { } amounts)
        {
            Standing(chunk, amounts, legs, asOf, ref sink);
            return;
        }

        var (day, face, code, mark, amount) = (chunk.Day, chunk.Face, chunk.Code, chunk.Mark, chunk.Units);
        for (var at = 0; at < legs; at++)
        {
            if (day[at] <= asOf)
            {
                sink.Take(face[at], code[at], mark[at], amount[at]);
            }
        }
    }

    private static void Standing<TSink>(LegChunk chunk, long[] amount, int legs, ushort asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        for (var at = 0; at < legs; at++)
        {
            if (chunk.Day[at] <= asOf)
            {
                sink.Take(chunk.Face[at], chunk.Code[at], chunk.Mark[at], amount[at]);
            }
        }
    }

    private static void Balance<TSink>(StandingLegs before, ref TSink sink) where TSink : struct, IStandingSink
    {
        for (var at = 0; at < before.Keys.Length; at++)
        {
            var key = before.Keys[at];
            sink.Take(StandingLegs.FaceOf(key), StandingLegs.CodeOf(key), StandingLegs.MarkOf(key), before.Amounts[at]);
        }
    }

    // Small at first, for years with few legs; never so large that a balance would have to wait for the chunk to fill.
    private int NextSize() =>
        Math.Min(legsBetweenBalances > 0 ? Math.Min(LargestChunk, legsBetweenBalances) : LargestChunk, tail is null ? FirstChunk : tail.Position.Length * 4);

    // Every so many legs, or eight times as many as the balance is long: balances stay a small part of the memory.
    private StandingLegs? KeepBalance()
    {
        if (legsBetweenBalances == 0 || sinceBalance < legsBetweenBalances || sinceBalance < 8 * balance.Count)
        {
            return null;
        }

        sinceBalance = 0;
        return new(lastDay, lastPosition, [.. balance.Keys], [.. balance.Values.Select(sum => checked((sbyte)sum))]);
    }
}
