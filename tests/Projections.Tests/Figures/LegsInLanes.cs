using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Lanes against a plain list of their legs: positions that jump, more kinds than a table holds, balances kept and let go.</summary>
public sealed class LegsInLanes
{
    private const int Legs = 3000;

    public static TheoryData<int, int, bool> Lanes => new()
    {
        { 1, 1, false }, { 2, 5, false }, { 3, 64, false }, { 4, 1 << 13, false }, { 5, 0, false }, { 6, 0, true },
    };

    [Theory]
    [MemberData(nameof(Lanes))]
    public void A_lane_gives_back_what_it_took_at_any_day_and_position(int seed, int spacing, bool wide)
    {
        var (random, said) = (new Random(seed), $"seed {seed}");
        var (lane, legs) = (new Lane(spacing, wide), new List<ColumnLeg>());
        for (var at = 0; at < Legs; at++)
        {
            legs.Add(Next(random, legs, wide));
            lane.Add(legs[^1]);
        }

        for (var i = 0; i < 25; i++)
        {
            var (day, first, known) = ((ushort)random.Next(500), (ushort)random.Next(500), i == 0 ? legs[^1].Position : legs[random.Next(Legs)].Position - (uint)random.Next(2));
            Standing(lane, day, known).ShouldBe(Net(legs.Where(leg => leg.Day <= day && leg.Position <= known)), said);
            Moved(lane, first, day, null, known).ShouldBe(Net(legs.Where(leg => leg.Day <= day && leg.Position <= known)), said);
            var after = legs[random.Next(Legs)].Position;
            Moved(lane, first, day, after, known).ShouldBe(Net(legs.Where(leg => leg.Day <= day && leg.Position > after && leg.Position <= known)), said);
            Taken(lane, known).ShouldBe(legs.Where(leg => leg.Position <= known), said);
            var face = random.Next(40);
            Taken(lane, known, face).ShouldBe(legs.Where(leg => leg.Face == face && leg.Position <= known), said);
        }
    }

    [Fact]
    public async Task A_hazards_newest_face_is_found_while_others_are_added()
    {
        const int count = 20_000;
        var (hazards, faces) = (new Column<Guid>(), new Column<int>());
        var (index, ids) = (new FaceIndex(hazards, faces), Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray());
        var known = -1;
        var reader = Task.Run(() =>
        {
            for (var at = 0; at < count;)
            {
                for (; at <= Volatile.Read(ref known); at++)
                {
                    index.Newest(ids[at]).ShouldBe(at);
                }
            }
        }, TestContext.Current.CancellationToken);
        for (var at = 0; at < count; at++)
        {
            index.Newest(ids[at]).ShouldBe(-1);
            index.Put(ids[at], faces.Add(hazards.Add(ids[at])));
            Volatile.Write(ref known, at);
        }

        await reader;
        index.Put(ids[7], faces.Add(7));
        index.Newest(ids[7]).ShouldBe(count);
        index.Newest(ids[8]).ShouldBe(8);
        index.Newest(Guid.NewGuid()).ShouldBe(-1);
    }

    // Half of the legs take an earlier one back, as they do in a lane of unfinished ones. Units of one key stay within a byte.
    private static ColumnLeg Next(Random random, List<ColumnLeg> legs, bool wide)
    {
        var position = legs.Count == 0 ? 1 : legs[^1].Position + (uint)(random.Next(50) == 0 ? random.Next(200_000) : random.Next(3));
        var (day, n, cause) = ((ushort)random.Next(400), (byte)random.Next(8), (byte)random.Next(30));
        if (legs.Count > 0 && random.Next(2) == 0 && legs[random.Next(legs.Count)] is var back)
        {
            return back with { Position = position, N = n, Cause = cause, Day = day, Amount = -back.Amount };
        }

        return new(position, n, random.Next(40), day, (ushort)random.Next(300), (byte)random.Next(1, 110), cause, wide ? random.NextInt64(1L << 40) : 1);
    }

    private static List<((int, byte, ushort) Key, long Sum)> Net(IEnumerable<ColumnLeg> legs) => [.. legs.GroupBy(leg => (leg.Face, leg.Code, leg.Mark))
        .Select(same => (same.Key, Sum: same.Sum(leg => leg.Amount))).Where(same => same.Sum != 0).OrderBy(same => same.Key)];

    private static List<((int, byte, ushort) Key, long Sum)> Standing(Lane lane, ushort day, uint position)
    {
        var sink = new Found([]);
        lane.Standing(day, position, ref sink);
        return Net(sink.Legs);
    }

    private static List<((int, byte, ushort) Key, long Sum)> Moved(Lane lane, ushort first, ushort day, uint? after, uint position)
    {
        var sink = new Found([]);
        lane.Moving(Math.Min(first, day), day, after, position, ref sink);
        return Net(sink.Legs);
    }

    private static List<ColumnLeg> Taken(Lane lane, uint position, int? face = null)
    {
        var sink = new Found([]);
        if (face is { } one)
        {
            lane.LegsOf(one, position, ref sink);
        }
        else
        {
            lane.Legs(position, ref sink);
        }

        return sink.Legs;
    }

    private readonly struct Found(List<ColumnLeg> legs) : IStandingSink, IMovingSink, ILegSink
    {
        public List<ColumnLeg> Legs => legs;

        public void Take(int face, byte code, ushort mark, long amount) => legs.Add(new(0, 0, face, 0, mark, code, 0, amount));

        public void Take(int face, byte code, byte cause, ushort day, ushort mark, long amount) => legs.Add(new(0, 0, face, day, mark, code, cause, amount));

        public void Take(LegChunk chunk, int at) =>
            legs.Add(new(chunk.Position(at), chunk.N(at), chunk.Face[at], chunk.Day[at], chunk.Mark[at], chunk.Code(at), chunk.Cause(at), chunk.Amount(at)));
    }
}
