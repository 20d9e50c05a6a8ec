using System.Buffers;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>What counts beside the unit accounts: most of it in cells, listings hazard by hazard, for distinct hazards do not add up.</summary>
internal sealed class MemoPass
{
    private static readonly int Levels = Enum.GetValues<Level>().Length;

    // By group: listed, active, delisted, delisted in the window, listed by level, and how many hazards there are.
    private static readonly int Width = 5 + Levels;
    private readonly long[] counts;

    /// <summary>Runs the pass.</summary>
    /// <param name="sums">Cells of every group, to be added to; null when only the listings are wanted.</param>
    public MemoPass(ColumnsView view, FigureFilter filter, FigureQuestion question, long[]? sums = null)
    {
        var listings = new List<ulong>();
        var sink = new Sink(view, filter, question, listings, sums);
        view.Memo(question.From.Year, question.AsOf, ref sink);
        var marks = ArrayPool<byte>.Shared.Rent(view.HazardCount);
        Array.Clear(marks, 0, view.HazardCount);
        Standing = ListedHazard.Of(ListedHazard.Net(listings), view, filter, question, marks);
        ArrayPool<byte>.Shared.Return(marks);
        counts = new long[filter.Keys.Count * Width];
        foreach (var hazard in Standing)
        {
            Count(hazard, counts.AsSpan(hazard.Group * Width, Width));
        }
    }

    /// <summary>Every hazard with a listing that is known and not revoked, in the group where it stands at asOf.</summary>
    public List<ListedHazard> Standing { get; }

    /// <summary>True when a group has a hazard with a listing.</summary>
    public bool HasAny(int group) => counts[(group * Width) + Width - 1] != 0;

    /// <summary>True when a hazard is counted in a figure of listings.</summary>
    public static bool Counts(string figure, ListedHazard hazard) => figure switch
    {
        "supervision.listed" => hazard.Has(ListedHazard.Listed),
        "supervision.active" => hazard.Has(ListedHazard.Active),
        "supervision.delisted" => hazard.Has(ListedHazard.Delisted),
        "supervision.delistedInPeriod" => hazard.Has(ListedHazard.DelistedInPeriod),
        _ when FigureDefinitions.LevelOf(figure) is { } level => hazard.Has(ListedHazard.Listed) && hazard.Highest == level,
        _ => throw new KeyNotFoundException($"'{figure}' is no figure of listings."),
    };

    /// <summary>Supervision of one group, or of all for −1. A hazard stands in one group only, so distinct per group adds up.</summary>
    public Supervision Supervision(int group)
    {
        return new(Sum(0), Sum(1), Sum(2), Sum(3), Enum.GetValues<Level>().ToDictionary(level => level, level => Sum(4 + (int)level)));

        long Sum(int at)
        {
            long sum = 0;
            for (var place = group < 0 ? at : (group * Width) + at; place < (group < 0 ? counts.Length : (group + 1) * Width); place += Width)
            {
                sum += counts[place];
            }

            return sum;
        }
    }

    private static void Count(ListedHazard hazard, Span<long> counts)
    {
        counts[0] += hazard.Has(ListedHazard.Listed) ? 1 : 0;
        counts[1] += hazard.Has(ListedHazard.Active) ? 1 : 0;
        counts[2] += hazard.Has(ListedHazard.Delisted) ? 1 : 0;
        counts[3] += hazard.Has(ListedHazard.DelistedInPeriod) ? 1 : 0;
        counts[4 + (int)hazard.Highest] += hazard.Has(ListedHazard.Listed) ? 1 : 0;
        counts[^1]++;
    }

    private readonly struct Sink(ColumnsView view, FigureFilter filter, FigureQuestion question, List<ulong> listings, long[]? sums) : IStandingSink
    {
        private readonly ushort[] faceCohort = view.FaceCohort;
        private readonly ushort from = DayCode.Of(question.From);

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var cell = filter.CellOf(face);
            if (cell < 0)
            {
                return;
            }

            if (Account.IsListing(code))
            {
                listings.Add(StandingLegs.Entry(StandingLegs.Key(face, code, mark), (int)amount));
            }
            else if (sums is not null && Cells.Counts(code) && (faceCohort[face] >= from || code is (byte)Account.Planned or (byte)Account.FiveElements))
            {
                sums[cell + (faceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code]] += amount;
            }
        }
    }
}
