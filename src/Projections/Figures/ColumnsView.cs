using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>The columns as one question sees them: arrays taken once, after the position, so that all it needs is in them.</summary>
internal sealed class ColumnsView
{
    private const int FirstYear = 1970;
    private readonly FigureColumns columns;

    public ColumnsView(FigureColumns columns, long? position)
    {
        this.columns = columns;
        Position = (uint)Math.Clamp(position ?? columns.Position, 0, columns.Position);
        (HazardCount, DimsCount, FaceCount) = (columns.Hazards.Count, columns.DimsRows.Count, columns.FaceHazard.Count);
        (FaceHazard, FaceDims, FaceParty, FaceCohort) = (columns.FaceHazard.Items, columns.FaceDims.Items, columns.FaceParty.Items, columns.FaceCohort.Items);
        (Hazards, Dims, Parties) = (columns.Hazards.Items, columns.DimsRows.Items, columns.Parties.Items);
    }

    public uint Position { get; }

    public int HazardCount { get; }

    public int DimsCount { get; }

    public int FaceCount { get; }

    public int[] FaceHazard { get; }

    public int[] FaceDims { get; }

    public int[] FaceParty { get; }

    public ushort[] FaceCohort { get; }

    public Guid[] Hazards { get; }

    public Dims?[] Dims { get; }

    public string?[] Parties { get; }

    /// <summary>Unfinished legs standing at the end of a day.</summary>
    public void Unfinished<TSink>(DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        Standing(columns.Unfinished, FirstYear, asOf, ref sink);

    /// <summary>Finished legs and closings standing at the end of a day, of the cohort years from one on.</summary>
    public void Finished<TSink>(int fromYear, DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        Standing(columns.Finished, fromYear, asOf, ref sink);

    /// <summary>Memos standing at the end of a day.</summary>
    public void Memo<TSink>(DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink =>
        columns.Memo.Standing(DayCode.Of(asOf), Position, ref sink);

    /// <summary>Every leg known.</summary>
    public void Legs<TSink>(ref TSink sink) where TSink : struct, ILegSink
    {
        foreach (var lanes in (Column<Lane?>[])[columns.Unfinished, columns.Finished])
        {
            var (items, count) = (lanes.Items, lanes.Count);
            for (var year = 0; year < count; year++)
            {
                items[year]?.Legs(Position, ref sink);
            }
        }

        columns.Memo.Legs(Position, ref sink);
    }

    // A leg's day is never before its cohort, so years after asOf hold nothing that stands.
    private void Standing<TSink>(Column<Lane?> lanes, int fromYear, DateOnly asOf, ref TSink sink) where TSink : struct, IStandingSink
    {
        var (items, count) = (lanes.Items, lanes.Count);
        for (var year = Math.Max(0, fromYear - FirstYear); year < count && year <= asOf.Year - FirstYear; year++)
        {
            items[year]?.Standing(DayCode.Of(asOf), Position, ref sink);
        }
    }
}
