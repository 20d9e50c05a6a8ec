namespace HazardLedger.Projections.Figures;

/// <summary>Takes what stands at a day: legs, or balances of legs.</summary>
internal interface IStandingSink
{
    void Take(int face, byte code, ushort mark, long amount);
}

/// <summary>Takes what moves figures over time: legs, and what stood already on a first day as if it had stood for ever, without a cause.</summary>
internal interface IMovingSink
{
    void Take(int face, byte code, byte cause, ushort day, ushort mark, long amount);
}

/// <summary>Takes every leg, whatever its day.</summary>
internal interface ILegSink
{
    void Take(LegChunk chunk, int at);
}

/// <content>Readers, without a lock: each begins at the chunks' number and takes of each chunk no more than it counts.</content>
internal sealed partial class Lane
{
    /// <summary>At least as many legs as would be read for a day.</summary>
    public int LegsFor(ushort asOf)
    {
        var (items, count, legs) = (chunks.Items, chunks.Count, 0);
        for (var c = 0; c < count; c++)
        {
            legs += items[c].FirstDay <= asOf ? items[c].Count : 0;
        }

        return legs;
    }

    /// <summary>Everything up to a position that stands at the end of a day.</summary>
    public void Standing<TSink>(ushort asOf, uint position, ref TSink sink) where TSink : struct, IStandingSink
    {
        var count = chunks.Count;
        var items = chunks.Items;
        var (first, standing) = LastBalance(items, count, asOf, position);
        foreach (var entry in standing)
        {
            sink.Take(StandingLegs.FaceOf(entry), StandingLegs.CodeOf(entry), StandingLegs.MarkOf(entry), StandingLegs.AmountOf(entry));
        }

        for (var c = first; c < count; c++)
        {
            if (items[c].FirstDay <= asOf)
            {
                Standing(items[c], items[c].CountUpTo(position), asOf, ref sink);
            }
        }
    }

    /// <summary>What moves between two days: what stands at the end of the first, taken together where that was kept, and the legs up to the second.</summary>
    /// <param name="after">Then only legs after this position, each by itself, whatever the first day; null for all.</param>
    public void Moving<TSink>(ushort first, ushort asOf, uint? after, uint position, ref TSink sink) where TSink : struct, IMovingSink
    {
        var count = chunks.Count;
        var items = chunks.Items;
        var (start, standing) = after is null ? LastBalance(items, count, first, position) : (0, []);
        foreach (var entry in standing)
        {
            sink.Take(StandingLegs.FaceOf(entry), StandingLegs.CodeOf(entry), 0, 0, StandingLegs.MarkOf(entry), StandingLegs.AmountOf(entry));
        }

        for (var c = start; c < count; c++)
        {
            if (items[c].FirstDay <= asOf)
            {
                Moving(items[c], after is { } known ? items[c].CountUpTo(known) : 0, items[c].CountUpTo(position), asOf, ref sink);
            }
        }
    }

    /// <summary>Every leg up to a position.</summary>
    public void Legs<TSink>(uint position, ref TSink sink) where TSink : struct, ILegSink
    {
        var count = chunks.Count;
        var items = chunks.Items;
        for (var c = 0; c < count; c++)
        {
            var legs = items[c].CountUpTo(position);
            for (var at = 0; at < legs; at++)
            {
                sink.Take(items[c], at);
            }
        }
    }

    /// <summary>The legs of one face up to a position.</summary>
    public void LegsOf<TSink>(int face, uint position, ref TSink sink) where TSink : struct, ILegSink
    {
        var count = chunks.Count;
        var items = chunks.Items;
        for (var c = 0; c < count; c++)
        {
            var faces = items[c].Face.AsSpan(0, items[c].CountUpTo(position));
            for (var at = faces.IndexOf(face); at >= 0;)
            {
                sink.Take(items[c], at);
                var next = faces[(at + 1)..].IndexOf(face);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
    }

    // The last balance of legs up to this day and position, and the chunk that comes after it; nothing and the first chunk where there is none.
    private static (int First, ulong[] Standing) LastBalance(LegChunk[] items, int count, ushort day, uint position)
    {
        for (var c = count - 1; c > 0; c--)
        {
            if (items[c].Before is { } before && before.LastDay <= day && before.LastPosition <= position)
            {
                return (c, before.Entries);
            }
        }

        return (0, []);
    }

    private static void Standing<TSink>(LegChunk chunk, int legs, ushort asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        if (chunk.Wide is { } amounts)
        {
            Standing(chunk, amounts, legs, asOf, ref sink);
            return;
        }

        var day = chunk.Day.AsSpan(0, legs);
        var kinds = chunk.Kinds;
        var (face, kind, mark) = (chunk.Face, chunk.Kind, chunk.Mark);
        for (var at = 0; at < day.Length; at++)
        {
            if (day[at] <= asOf)
            {
                var what = kinds[kind[at]];
                sink.Take(face[at], LegKinds.CodeOf(what), mark[at], LegKinds.UnitsOf(what));
            }
        }
    }

    private static void Standing<TSink>(LegChunk chunk, long[] amount, int legs, ushort asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        for (var at = 0; at < legs; at++)
        {
            if (chunk.Day[at] <= asOf)
            {
                sink.Take(chunk.Face[at], chunk.Code(at), chunk.Mark[at], amount[at]);
            }
        }
    }

    private static void Moving<TSink>(LegChunk chunk, int from, int end, ushort asOf, ref TSink sink) where TSink : struct, IMovingSink
    {
        var (kinds, amounts) = (chunk.Kinds, chunk.Wide);
        var (day, face, kind, mark) = (chunk.Day, chunk.Face, chunk.Kind, chunk.Mark);
        for (var at = from; at < end; at++)
        {
            if (day[at] <= asOf)
            {
                var what = kinds[kind[at]];
                sink.Take(face[at], LegKinds.CodeOf(what), LegKinds.CauseOf(what), day[at], mark[at], amounts is null ? LegKinds.UnitsOf(what) : amounts[at]);
            }
        }
    }
}
