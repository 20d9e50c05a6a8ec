using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>What a bridge adds up: between two days, or between two positions.</summary>
/// <param name="openingOn">Opening day; null when the bridge is between positions.</param>
/// <param name="openingPosition">Opening position; null when the bridge is between days.</param>
internal sealed class Movements(DateOnly? openingOn, uint? openingPosition)
{
    /// <summary>The cause of what no event made.</summary>
    public const string TimePassed = "timePassed";

    private readonly long[] byCause = new long[256];
    private long timePassed;

    public int OpeningOn { get; } = openingOn is { } day ? DayCode.Of(day) : -1;

    public uint? OpeningPosition => openingPosition;

    public void Add(byte cause, long amount) => byCause[cause] += amount;

    public void PassTime(long amount) => timePassed += amount;

    public FigureBridge Bridge(string figure, long opening, long closing)
    {
        var movements = byCause.Select((amount, cause) => new FigureMovement(StoredDims.Word((Cause)cause), amount))
            .Append(new FigureMovement(TimePassed, timePassed)).Where(movement => movement.Amount != 0).ToList();
        return new(figure, opening, movements, closing, opening + movements.Sum(movement => movement.Amount) - closing);
    }
}

/// <summary>What one leg adds to a bridge: by its cause, and by the passing of time, for between days a deadline may also run out without an event.</summary>
internal readonly struct BridgeLegs(ColumnsView view, FigureFilter filter, FigureQuestion question, bool[] mask, int openingOn, uint? openingPosition)
{
    private readonly ushort from = DayCode.Of(question.From);
    private readonly ushort asOf = DayCode.Of(question.AsOf);

    public (long ByCause, long ByTime) Of(LegChunk chunk, int at)
    {
        var (face, code, day) = (chunk.Face[at], chunk.Code[at], chunk.Day[at]);
        var cell = filter.CellOf(face);
        if (cell < 0 || day > asOf || !Cells.Counts(code))
        {
            return default;
        }

        var first = (cell % Cells.Width) + (view.FaceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code];
        var (amount, mark, late) = (chunk.Amount(at), chunk.Mark[at], first + Cells.Late[code]);
        var atClosing = mask[mark < asOf ? late : first];
        if (openingPosition is { } known)
        {
            return (chunk.Position[at] > known && atClosing ? amount : 0, 0);
        }

        var since = Math.Max((int)day, openingOn);
        var atFirst = mask[mark < since ? late : first];
        return (day > openingOn && atFirst ? amount : 0, ((atClosing ? 1 : 0) - (atFirst ? 1 : 0)) * amount);
    }
}

/// <summary>Sorts the legs between the two ends of a bridge by cause.</summary>
internal readonly struct BridgeSink(ColumnsView view, FigureFilter filter, FigureQuestion question, bool[] mask, Movements movements) : ILegSink
{
    private readonly BridgeLegs legs = new(view, filter, question, mask, movements.OpeningOn, movements.OpeningPosition);

    public Movements Movements => movements;

    public void Take(LegChunk chunk, int at)
    {
        var (byCause, byTime) = legs.Of(chunk, at);
        movements.Add(chunk.Cause[at], byCause);
        movements.PassTime(byTime);
    }
}
