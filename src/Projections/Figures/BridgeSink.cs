using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>What a bridge adds up: between two days, or between two positions.</summary>
/// <param name="openingOn">Opening day; null when the bridge is between positions.</param>
/// <param name="openingPosition">Opening position; null when the bridge is between days.</param>
internal sealed class Movements(DateOnly? openingOn, uint? openingPosition)
{
    private readonly long[] byCause = new long[256];
    private long timePassed;

    public int OpeningOn { get; } = openingOn is { } day ? DayCode.Of(day) : -1;

    /// <summary>Only legs after it are to be taken.</summary>
    public uint? OpeningPosition => openingPosition;

    public void Add(byte cause, long amount) => byCause[cause] += amount;

    public void PassTime(long amount) => timePassed += amount;

    public FigureBridge Bridge(string figure, long opening, long closing)
    {
        var movements = byCause.Select((amount, cause) => new FigureMovement(StoredDims.Word((Cause)cause), amount))
            .Append(new FigureMovement("timePassed", timePassed)).Where(movement => movement.Amount != 0).ToList();
        return new(figure, opening, movements, closing, opening + movements.Sum(movement => movement.Amount) - closing);
    }
}

/// <summary>Sorts the legs between the two ends of a bridge by cause. Between days a deadline may also run out without an event.</summary>
internal readonly struct BridgeSink(ColumnsView view, FigureFilter filter, FigureQuestion question, bool[] mask, Movements movements) : IMovingSink
{
    private readonly ushort[] faceCohort = view.FaceCohort;
    private readonly ushort from = DayCode.Of(question.From);
    private readonly ushort asOf = DayCode.Of(question.AsOf);

    public Movements Movements => movements;

    public void Take(int face, byte code, byte cause, ushort day, ushort mark, long amount)
    {
        var cell = filter.CellOf(face);
        if (cell < 0 || !Cells.Counts(code))
        {
            return;
        }

        var first = cell + (faceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code];
        var late = first + Cells.Late[code];
        var atClosing = mask[mark < asOf ? late : first];
        if (movements.OpeningPosition is not null)
        {
            movements.Add(cause, atClosing ? amount : 0);
            return;
        }

        var since = Math.Max((int)day, movements.OpeningOn);
        var atFirst = mask[mark < since ? late : first];
        movements.Add(cause, day > movements.OpeningOn && atFirst ? amount : 0);
        movements.PassTime(((atClosing ? 1 : 0) - (atFirst ? 1 : 0)) * amount);
    }
}
