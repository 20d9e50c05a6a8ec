namespace HazardLedger.Projections.Figures;

/// <summary>The pass behind the headline: sums of cells per group, days to rectify, and the carry-over.</summary>
internal sealed class HeadlinePass
{
    private readonly ColumnsView view;
    private readonly FigureQuestion question;

    public HeadlinePass(ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        (this.view, this.question, Filter) = (view, question, filter);
        Sums = new int[filter.Keys.Count * Cells.Width];
        Days = new int[filter.Keys.Count][];
        (Opening, CarriedClosed) = (new long[filter.Keys.Count], new long[filter.Keys.Count]);
    }

    public FigureFilter Filter { get; }

    public int[] Sums { get; }

    /// <summary>By group: how many finished hazards of the window took 0, 1, 2 … days; null when none did.</summary>
    public int[]?[] Days { get; }

    public long[] Opening { get; }

    public long[] CarriedClosed { get; }

    public HeadlinePass Run()
    {
        var before = new sbyte[view.HazardCount];
        var sink = new UnfinishedSink(view, Filter, question, Sums, before);
        view.Unfinished(question.AsOf, ref sink);
        var finished = new FinishedSink(view, Filter, question, Sums, Days);
        view.Finished(question.From.Year, question.AsOf, ref finished);
        var opening = new OpeningSink(view, Filter, before, Opening, CarriedClosed);
        view.Unfinished(question.From.AddDays(-1), ref opening);
        return this;
    }

    private readonly struct UnfinishedSink(ColumnsView view, FigureFilter filter, FigureQuestion question, int[] sums, sbyte[] before) : IStandingSink
    {
        private readonly int[] faceDims = view.FaceDims;
        private readonly int[] faceHazard = view.FaceHazard;
        private readonly int[] faceParty = view.FaceParty;
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly int[] cells = filter.Cell;
        private readonly int party = filter.Party;
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public void Take(int face, byte code, ushort mark, int amount)
        {
            var inWindow = faceCohort[face] >= from;
            if (!inWindow)
            {
                before[faceHazard[face]] += (sbyte)amount; // unfiltered: its dimensions may have changed since the opening day
            }

            var cell = cells[faceDims[face]];
            if (cell >= 0 && (party == FigureFilter.AnyParty || faceParty[face] == party))
            {
                sums[cell + (inWindow ? Cells.InWindow : 0) + Cells.Slot[code] + (mark < asOf ? Cells.Late[code] : 0)] += amount;
            }
        }
    }

    private readonly struct FinishedSink(ColumnsView view, FigureFilter filter, FigureQuestion question, int[] sums, int[]?[] days) : IStandingSink
    {
        private readonly int[] faceDims = view.FaceDims;
        private readonly int[] faceParty = view.FaceParty;
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly int[] cells = filter.Cell;
        private readonly int[] groups = filter.Group;
        private readonly int party = filter.Party;
        private readonly ushort from = DayCode.Of(question.From);

        public void Take(int face, byte code, ushort mark, int amount)
        {
            var (dims, cohort) = (faceDims[face], faceCohort[face]);
            var cell = cells[dims];
            if (cell < 0 || cohort < from || (party != FigureFilter.AnyParty && faceParty[face] != party))
            {
                return;
            }

            sums[cell + Cells.InWindow + Cells.Slot[code]] += amount;
            if (code != Domain.Figures.Account.Closed)
            {
                AddDays(groups[dims], Math.Max(0, mark - cohort), amount);
            }
        }

        private void AddDays(int group, int length, int amount)
        {
            if (days[group] is not { } taken || length >= taken.Length)
            {
                Array.Resize(ref days[group], Math.Max(128, length * 2));
                taken = days[group]!;
            }

            taken[length] += amount;
        }
    }

    private readonly struct OpeningSink(ColumnsView view, FigureFilter filter, sbyte[] unfinishedAtAsOf, long[] opening, long[] closed) : IStandingSink
    {
        public void Take(int face, byte code, ushort mark, int amount)
        {
            var group = filter.Group[view.FaceDims[face]];
            if (group < 0 || (filter.Party != FigureFilter.AnyParty && view.FaceParty[face] != filter.Party))
            {
                return;
            }

            // Who was unfinished then is alive, so who is not unfinished at asOf is finished.
            opening[group] += amount;
            closed[group] += unfinishedAtAsOf[view.FaceHazard[face]] == 0 ? amount : 0;
        }
    }
}
