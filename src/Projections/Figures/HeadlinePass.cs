using System.Buffers;

namespace HazardLedger.Projections.Figures;

/// <summary>The pass behind the headline: sums of cells per group, days to rectify, and the carry-over.</summary>
internal sealed class HeadlinePass : IDisposable
{
    private readonly ColumnsView view;
    private readonly FigureQuestion question;

    public HeadlinePass(ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        (this.view, this.question, Filter) = (view, question, filter);
        Sums = Rent<long>(filter.Keys.Count * Cells.Width);
        Aged = new long[filter.Keys.Count * Ages.Width];
        Parties = new DistinctParties(filter.Keys.Count, view.Parties.Length);
        Days = new int[filter.Keys.Count][];
        (Opening, CarriedClosed) = (new long[filter.Keys.Count], new long[filter.Keys.Count]);
    }

    public FigureFilter Filter { get; }

    /// <summary>By group, <see cref="Cells.Width"/> each; what follows the last group is no part of it.</summary>
    public long[] Sums { get; }

    /// <summary>By group, <see cref="Ages.Width"/> each: unfinished hazards by span of days, those found before the window first.</summary>
    public long[] Aged { get; }

    /// <summary>Enterprises of the hazards found in the window.</summary>
    public DistinctParties Parties { get; }

    /// <summary>By group: how many finished hazards of the window took 0, 1, 2 … days; null when none did.</summary>
    public int[]?[] Days { get; }

    public long[] Opening { get; }

    public long[] CarriedClosed { get; }

    public HeadlinePass Run()
    {
        var (before, found) = (Rent<sbyte>(view.HazardCount), Rent<sbyte>(view.FaceCount));
        if (view.FinishedLegs(question.From.Year, question.AsOf) < view.LegsForAnotherCore)
        {
            TakeFinished(Sums, found);
            TakeUnfinished(before, found);
        }
        else
        {
            TakeBoth(before, found);
        }

        TakeParties(found.AsSpan(0, view.FaceCount));
        ArrayPool<sbyte>.Shared.Return(before);
        ArrayPool<sbyte>.Shared.Return(found);
        return this;
    }

    // Finished and unfinished legs share nothing, for each lane's cancel each other among themselves. When no other core is free, this
    // thread does both halves.
    private void TakeBoth(sbyte[] before, sbyte[] foundUnfinished)
    {
        var (length, sums) = (Filter.Keys.Count * Cells.Width, Rent<long>(Filter.Keys.Count * Cells.Width));
        var found = Rent<sbyte>(view.FaceCount);
        Parallel.Invoke(() => TakeUnfinished(before, foundUnfinished), () => TakeFinished(sums, found));
        for (var cell = 0; cell < length; cell++)
        {
            Sums[cell] += sums[cell];
        }

        TakeParties(found.AsSpan(0, view.FaceCount));
        ArrayPool<sbyte>.Shared.Return(found);
        ArrayPool<long>.Shared.Return(sums);
    }

    private void TakeUnfinished(sbyte[] before, sbyte[] found)
    {
        var sink = new UnfinishedSink(view, Filter, question, Sums, Aged, before, found);
        view.Unfinished(question.AsOf, ref sink);
        var opening = new OpeningSink(view, Filter, before, Opening, CarriedClosed);
        view.Unfinished(question.DayBefore, ref opening);
    }

    private void TakeFinished(long[] sums, sbyte[] found)
    {
        var sink = new FinishedSink(view, Filter, question, sums, Days, found);
        view.Finished(question.From.Year, question.AsOf, ref sink);
    }

    /// <summary>Gives back what was rented; nothing of the pass may be read afterwards.</summary>
    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(Sums);
        Parties.Dispose();
    }

    // Rented: fresh megabytes for every question would keep the garbage collector busy with the whole heap.
    private static T[] Rent<T>(int length)
    {
        var rented = ArrayPool<T>.Shared.Rent(length);
        Array.Clear(rented, 0, length);
        return rented;
    }

    // A face whose legs add up to one holds a hazard of the window; the others were left again.
    private void TakeParties(ReadOnlySpan<sbyte> found)
    {
        for (var face = 0; face < found.Length; face++)
        {
            if (found[face] == 0)
            {
                // Many at a time: most faces are of other years.
                var zeros = found[face..].IndexOfAnyExcept((sbyte)0);
                face = zeros < 0 ? found.Length : face + zeros - 1;
            }
            else if (found[face] > 0 && view.IsNamed(view.FaceParty[face]))
            {
                Parties.Add(Filter.GroupOf(face), view.FaceParty[face]);
            }
        }
    }

    private readonly struct UnfinishedSink(
        ColumnsView view, FigureFilter filter, FigureQuestion question, long[] sums, long[] aged, sbyte[] before, sbyte[] found) : IStandingSink
    {
        private readonly int[] faceDims = view.FaceDims;
        private readonly int[] faceHazard = view.FaceHazard;
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly int[] cells = filter.Cell;
        private readonly bool narrow = filter.IsNarrow;
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var (cohort, inWindow) = (faceCohort[face], faceCohort[face] >= from);
            if (!inWindow)
            {
                before[faceHazard[face]] += (sbyte)amount; // unfiltered: its dimensions may have changed since the opening day
            }

            var cell = cells[faceDims[face]];
            cell = narrow && cell >= 0 ? filter.Narrowed(face, cell) : cell;
            if (cell < 0)
            {
                return;
            }

            var late = mark < asOf ? Cells.Late[code] : 0;
            sums[cell + (inWindow ? Cells.InWindow : 0) + Cells.Slot[code] + late] += amount;
            found[face] += inWindow ? (sbyte)amount : (sbyte)0;
            var ages = (cell / Cells.Width * Ages.Width) + (inWindow ? Ages.All.Length : 0);
            aged[ages + Ages.OfFound[asOf - cohort]] += amount;
            if (late != 0 && code != Domain.Figures.Account.AwaitingAcceptance)
            {
                aged[ages + Ages.OfOverdue[asOf - mark]] += amount;
            }
        }
    }

    private readonly struct FinishedSink(ColumnsView view, FigureFilter filter, FigureQuestion question, long[] sums, int[]?[] days, sbyte[] found) : IStandingSink
    {
        private readonly int[] faceDims = view.FaceDims;
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly int[] cells = filter.Cell;
        private readonly bool narrow = filter.IsNarrow;
        private readonly ushort from = DayCode.Of(question.From);

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var (cell, cohort) = (cells[faceDims[face]], faceCohort[face]);
            cell = narrow && cell >= 0 ? filter.Narrowed(face, cell) : cell;
            if (cell < 0 || cohort < from)
            {
                return;
            }

            sums[cell + Cells.InWindow + Cells.Slot[code]] += amount;
            if (code != Domain.Figures.Account.Closed)
            {
                found[face] += (sbyte)amount;
                AddDays(cell / Cells.Width, Math.Max(0, mark - cohort), (int)amount);
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
        public void Take(int face, byte code, ushort mark, long amount)
        {
            var group = filter.GroupOf(face);
            if (group < 0)
            {
                return;
            }

            // Who was unfinished then is alive, so who is not unfinished at asOf is finished.
            opening[group] += amount;
            closed[group] += unfinishedAtAsOf[view.FaceHazard[face]] == 0 ? amount : 0;
        }
    }
}
