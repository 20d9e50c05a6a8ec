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
        var series = figures.Distinct(StringComparer.Ordinal).Select(figure => new BalanceOverTime(BalanceOf(figure), ends.Count)).ToArray();
        var sink = new SeriesSink(view, new FigureFilter(view, question), question, series, StepOfDay(ends, question));
        view.Legs(ref sink);
        foreach (var one in series)
        {
            one.AddUp();
        }

        return [.. ends.Select((on, step) => new FigurePoint(on, series.ToDictionary(one => one.Name, one => one.Steps[step], StringComparer.Ordinal)))];
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
        view.Legs(ref sink);
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
        view.Legs(ref sink);
        var before = new ColumnsView(columns, openingPosition);
        return sink.Movements.Bridge(figure, Balance(definition, before, new FigureFilter(before, question), question), Balance(definition, view, filter, question));
    }

    private static FigureDefinition BalanceOf(string figure) => FigureDefinitions.Of(figure) is { IsBalance: true } definition
        ? definition
        : throw new ArgumentException($"The figure '{figure}' is no balance and has no series or bridge.", nameof(figure));

    private static long Balance(FigureDefinition definition, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        var standing = new long[view.HazardCount];
        Sum(definition, view, filter, question, standing);
        return standing.Sum();
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

    /// <summary>A balance by step: first what changes in each, then what stands at its end.</summary>
    private sealed class BalanceOverTime(FigureDefinition definition, int steps)
    {
        public string Name { get; } = definition.Name;

        public bool[] Mask { get; } = Cells.Mask(definition.Counts!);

        public long[] Steps { get; } = new long[steps];

        public void AddUp()
        {
            for (var step = 1; step < Steps.Length; step++)
            {
                Steps[step] += Steps[step - 1];
            }
        }
    }

    private readonly struct SeriesSink(ColumnsView view, FigureFilter filter, FigureQuestion question, BalanceOverTime[] series, int[] stepOfDay) : ILegSink
    {
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public void Take(LegChunk chunk, int at)
        {
            var (face, code, day, mark) = (chunk.Face[at], chunk.Code[at], chunk.Day[at], chunk.Mark[at]);
            var cell = filter.CellOf(face);
            if (cell < 0 || day > asOf || !Cells.Counts(code))
            {
                return;
            }

            var first = (cell % Cells.Width) + (view.FaceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code];
            var passedOn = Cells.Late[code] == 0 || mark >= asOf ? int.MaxValue : Math.Max(day, mark + 1);
            foreach (var one in series)
            {
                var (onTime, passed) = (one.Mask[first], one.Mask[first + Cells.Late[code]]);
                one.Steps[Step(day)] += onTime ? chunk.Amount(at) : 0;
                if (passedOn != int.MaxValue && onTime != passed)
                {
                    one.Steps[Step(passedOn)] += passed ? chunk.Amount(at) : -chunk.Amount(at);
                }
            }
        }

        private int Step(int day) => stepOfDay[Math.Max(0, day - from)];
    }
}
