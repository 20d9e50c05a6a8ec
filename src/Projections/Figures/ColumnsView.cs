using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>The columns as one question sees them: arrays taken once, after the position, so that all it needs is in them.</summary>
internal sealed class ColumnsView
{
    private const int FirstYear = 1970;
    private readonly FigureColumns columns;
    private readonly int unnamed;

    public ColumnsView(FigureColumns columns, long? position)
    {
        this.columns = columns;
        Position = (uint)Math.Clamp(position ?? columns.Position, 0, columns.Position);
        (HazardCount, DimsCount, FaceCount) = (columns.Hazards.Count, columns.DimsRows.Count, columns.FaceBefore.Count);
        (FaceHazard, FaceDims, FaceParty, FaceCohort) = (columns.FaceHazard.Items, columns.FaceDims.Items, columns.FaceParty.Items, columns.FaceCohort.Items);
        (Hazards, Dims, Parties) = (columns.Hazards.Items, columns.DimsRows.Items, columns.Parties.Items);
        var names = columns.Names.Count;
        unnamed = columns.Unnamed;
        Names = columns.Names.Items.AsMemory(0, names);
    }

    public uint Position { get; }

    public int LegsForAnotherCore => columns.LegsForAnotherCore;

    public int HazardCount { get; }

    public int DimsCount { get; }

    public int FaceCount { get; }

    public int[] FaceHazard { get; }

    public int[] FaceDims { get; }

    public int[] FaceParty { get; }

    public ushort[] FaceCohort { get; }

    public Guid[] Hazards { get; }

    public DimsRow[] Dims { get; }

    /// <summary>True for a party that has a code, and so can be told from others.</summary>
    public bool IsNamed(int party) => party != 0 && party != unnamed;

    /// <summary>Names in the rows of dimensions, by number.</summary>
    public ReadOnlyMemory<string> Names { get; }

    public string?[] Parties { get; }

    /// <summary>The values that a row of dimensions stands for.</summary>
    public Dims DimsOf(int id) => columns.DimsOf(id);

    /// <summary>Place of a hazard among <see cref="Hazards"/>, or −1.</summary>
    public int Find(Guid hazard)
    {
        var face = columns.Faces.Newest(hazard);
        return face >= 0 && columns.FaceHazard.Items[face] is var place && place < HazardCount ? place : -1;
    }

    /// <summary>Unfinished legs standing at the end of a day.</summary>
    public void Unfinished<TSink>(DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        Standing(columns.Unfinished, FirstYear, asOf, ref sink);

    /// <summary>Finished legs and closings standing at the end of a day, of the cohort years from one on.</summary>
    public void Finished<TSink>(int fromYear, DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        Standing(columns.Finished, fromYear, asOf, ref sink);

    /// <summary>At least as many legs as <see cref="Finished"/> would read.</summary>
    public int FinishedLegs(int fromYear, DateOnly asOf)
    {
        var legs = 0;
        foreach (var lane in Lanes(columns.Finished, fromYear, asOf.Year))
        {
            legs += lane?.LegsFor(DayCode.Of(asOf)) ?? 0;
        }

        return legs;
    }

    /// <summary>Memos standing at the end of a day: those of a window by its first year, and those that count whatever the window.</summary>
    public void Memo<TSink>(int fromYear, DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        Standing(columns.Memo, fromYear, asOf, ref sink);
        Lasting(asOf, ref sink);
    }

    /// <summary>Listings and plans standing at the end of a day.</summary>
    public void Lasting<TSink>(DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        columns.Lasting.Standing(DayCode.Of(asOf), Position, ref sink);

    /// <summary>All that can move a balance between two days, in a window that begins in a year.</summary>
    /// <param name="after">Only what was learned after this position; null for all.</param>
    public void Moving<TSink>(int fromYear, DateOnly first, DateOnly asOf, uint? after, ref TSink sink) where TSink : struct, IMovingSink
    {
        foreach (var (lanes, year) in ((Column<Lane?>, int)[])[(columns.Unfinished, FirstYear), (columns.Finished, fromYear), (columns.Memo, fromYear)])
        {
            foreach (var lane in Lanes(lanes, year, asOf.Year))
            {
                lane?.Moving(DayCode.Of(first), DayCode.Of(asOf), after, Position, ref sink);
            }
        }

        columns.Lasting.Moving(DayCode.Of(first), DayCode.Of(asOf), after, Position, ref sink);
    }

    /// <summary>Every leg known.</summary>
    public void Legs<TSink>(ref TSink sink) where TSink : struct, ILegSink
    {
        foreach (var lanes in (Column<Lane?>[])[columns.Unfinished, columns.Finished, columns.Memo])
        {
            foreach (var lane in Lanes(lanes, FirstYear, int.MaxValue))
            {
                lane?.Legs(Position, ref sink);
            }
        }

        columns.Lasting.Legs(Position, ref sink);
    }

    /// <summary>Every leg known of one hazard.</summary>
    public void LegsOf<TSink>(Guid hazard, ref TSink sink) where TSink : struct, ILegSink
    {
        for (var face = columns.Faces.Newest(hazard); face >= 0; face = columns.FaceBefore.Items[face])
        {
            if (face < FaceCount)
            {
                var year = DayCode.Day(FaceCohort[face]).Year;
                foreach (var lanes in (Column<Lane?>[])[columns.Unfinished, columns.Finished, columns.Memo])
                {
                    foreach (var lane in Lanes(lanes, year, year))
                    {
                        lane?.LegsOf(face, Position, ref sink);
                    }
                }

                columns.Lasting.LegsOf(face, Position, ref sink);
            }
        }
    }

    private void Standing<TSink>(Column<Lane?> lanes, int fromYear, DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        foreach (var lane in Lanes(lanes, fromYear, asOf.Year))
        {
            lane?.Standing(DayCode.Of(asOf), Position, ref sink);
        }
    }

    // A leg's day is never before its cohort, so years after asOf hold nothing that stands.
    private static ReadOnlySpan<Lane?> Lanes(Column<Lane?> lanes, int fromYear, int toYear)
    {
        var count = lanes.Count;
        var (first, end) = (Math.Max(0, fromYear - FirstYear), Math.Min(count, toYear - FirstYear + 1L));
        return first < end ? lanes.Items.AsSpan(first, (int)end - first) : [];
    }
}
