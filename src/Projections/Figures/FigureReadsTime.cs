using System.Buffers;

namespace HazardLedger.Projections.Figures;

/// <content>Figures over time: series, and bridges that explain a change.</content>
public sealed partial class FigureReads
{
    /// <summary>Figures at the end of each step from the window's first day to asOf. Only balances can be asked (see <see cref="FigureDefinition.IsBalance"/>).</summary>
    /// <exception cref="ArgumentException">A figure is no balance.</exception>
    public IReadOnlyList<FigurePoint> Series(FigureInterval interval, IReadOnlyList<string> figures, FigureQuestion question)
    {
        question = question.Ungrouped;
        var view = ViewFor(question);
        var ends = Ends(interval, question.From, question.AsOf);
        var names = figures.Distinct(StringComparer.Ordinal).Select(figure => BalanceOf(figure).Name).ToList();
        var changes = ArrayPool<long>.Shared.Rent(ends.Count * Cells.Width);
        changes.AsSpan(0, ends.Count * Cells.Width).Clear();
        var sink = new SeriesSink(view, new FigureFilter(view, question), question, changes, StepOfDay(ends, question));
        view.Moving(question.From.Year, question.From, question.AsOf, null, ref sink);
        var points = Points(ends, names, changes);
        ArrayPool<long>.Shared.Return(changes);
        return points;
    }

    /// <summary>From the end of one legal day to the question's asOf, by cause.</summary>
    /// <exception cref="ArgumentException">The figure is no balance, or the opening day is not before asOf.</exception>
    public FigureBridge BridgeDays(string figure, DateOnly openingOn, FigureQuestion question)
    {
        question = question.Ungrouped;
        var (view, definition) = (ViewFor(question), BalanceOf(figure));
        if (openingOn > question.AsOf)
        {
            throw new ArgumentException("A bridge leads from an earlier day to a later one.", nameof(openingOn));
        }

        var filter = new FigureFilter(view, question);
        var sink = new BridgeSink(view, filter, question, Cells.Mask(definition.Counts!), new Movements(openingOn, null));
        view.Moving(question.From.Year, openingOn, question.AsOf, null, ref sink);
        return sink.Movements.Bridge(figure, Balance(definition, view, filter, question with { AsOf = openingOn }), Balance(definition, view, filter, question));
    }

    /// <summary>The same day as known at one position and at the question's, by cause.</summary>
    /// <exception cref="ArgumentException">The figure is no balance, or the opening position lies after the question's.</exception>
    public FigureBridge BridgePositions(string figure, long openingPosition, FigureQuestion question)
    {
        question = question.Ungrouped;
        var (view, definition) = (ViewFor(question), BalanceOf(figure));
        if (openingPosition < 0 || openingPosition > view.Position)
        {
            throw new ArgumentException("A bridge leads from an earlier position to a later one.", nameof(openingPosition));
        }

        var filter = new FigureFilter(view, question);
        var sink = new BridgeSink(view, filter, question, Cells.Mask(definition.Counts!), new Movements(null, (uint)openingPosition));
        view.Moving(question.From.Year, question.AsOf, question.AsOf, (uint)openingPosition, ref sink);
        var before = new ColumnsView(columns, openingPosition);
        return sink.Movements.Bridge(figure, Balance(definition, before, new FigureFilter(before, question), question), Balance(definition, view, filter, question));
    }

    private static FigureDefinition BalanceOf(string figure) => FigureDefinitions.Of(figure) is { IsBalance: true } definition
        ? definition
        : throw new ArgumentException($"The figure '{figure}' is no balance and has no series or bridge.", nameof(figure));

    private static long Balance(FigureDefinition definition, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        var sink = new TotalSink(view, filter, Cells.Mask(definition.Counts!), question, new long[1]);
        Stand(view, question, ref sink);
        return sink.Total;
    }

    // First what changes in each step, cell by cell; then what stands at its end, figure by figure.
    private static List<FigurePoint> Points(List<DateOnly> ends, List<string> figures, long[] changes)
    {
        var points = new List<FigurePoint>(ends.Count);
        var standing = new long[figures.Count];
        for (var step = 0; step < ends.Count; step++)
        {
            for (var at = 0; at < standing.Length; at++)
            {
                standing[at] += Cells.Sum(figures[at], changes, step * Cells.Width);
            }

            points.Add(new(ends[step], Enumerable.Range(0, standing.Length).ToDictionary(at => figures[at], at => standing[at], StringComparer.Ordinal)));
        }

        return points;
    }

    private static List<DateOnly> Ends(FigureInterval interval, DateOnly from, DateOnly asOf)
    {
        var ends = new List<DateOnly>();
        for (var day = from; day < asOf; day = day.AddDays(1))
        {
            if (interval == FigureInterval.Day || (interval == FigureInterval.Week && day.DayOfWeek == DayOfWeek.Sunday)
                || (interval == FigureInterval.Month && day.AddDays(1).Day == 1))
            {
                ends.Add(day);
            }
        }

        ends.Add(asOf);
        return ends;
    }

    private static int[] StepOfDay(List<DateOnly> ends, FigureQuestion question)
    {
        var steps = new int[question.AsOf.DayNumber - question.From.DayNumber + 1];
        var step = 0;
        for (var at = 0; at < steps.Length; at++)
        {
            step += ends[step] < question.From.AddDays(at) ? 1 : 0;
            steps[at] = step;
        }

        return steps;
    }

    private readonly struct TotalSink(ColumnsView view, FigureFilter filter, bool[] mask, FigureQuestion question, long[] total) : IStandingSink
    {
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public long Total => total[0];

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var cell = filter.CellOf(face);
            if (cell >= 0 && Cells.Counts(code)
                && mask[cell + (faceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code] + (mark < asOf ? Cells.Late[code] : 0)])
            {
                total[0] += amount;
            }
        }
    }

    /// <summary>Adds each leg to its cell in the step of its day, and moves it to the cell of passed marks in the step of the day after its mark.</summary>
    private readonly struct SeriesSink(ColumnsView view, FigureFilter filter, FigureQuestion question, long[] changes, int[] stepOfDay) : IMovingSink
    {
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public void Take(int face, byte code, byte cause, ushort day, ushort mark, long amount)
        {
            var cell = filter.CellOf(face);
            if (cell < 0 || !Cells.Counts(code))
            {
                return;
            }

            cell += (faceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code];
            changes[First(day) + cell] += amount;
            if (Cells.Late[code] != 0 && mark < asOf)
            {
                var passed = First(Math.Max(day, mark + 1)) + cell;
                changes[passed] -= amount;
                changes[passed + Cells.Late[code]] += amount;
            }
        }

        private int First(int day) => stepOfDay[Math.Max(0, day - from)] * Cells.Width;
    }
}
