using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;

namespace HazardLedger.Projections.Figures;

/// <content>From a figure down to its hazards, and to the postings that each name their event.</content>
public sealed partial class FigureReads
{
    /// <summary>Hazards that stand in a figure. Figures that are rates or days show the hazards of their numerator or sample.</summary>
    /// <param name="cursor">From <see cref="HazardPage.Next"/>; null for the first page.</param>
    /// <param name="limit">1…500.</param>
    public HazardPage HazardsBehind(string figure, FigureQuestion question, int? cursor = null, int limit = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        question = question.Ungrouped;
        var view = ViewFor(question);
        var all = BehindKept(FigureDefinitions.Of(figure), view, question);
        var first = cursor is { } after ? ~Array.BinarySearch(all, after) is var place and >= 0 ? place : Array.BinarySearch(all, after) + 1 : 0;
        var page = all.Skip(first).Take(limit).ToList();
        return new([.. page.Select(hazard => view.Hazards[hazard])], all.Length, first + page.Count < all.Length ? page[^1] : null);
    }

    /// <summary>Postings that a figure is the sum of, in ledger order, for one hazard or for all; the amounts of a balance's add up to it.
    /// Listings and carry-over show the listings, or the unfinished accounts of the day before the window.</summary>
    public IReadOnlyList<FigurePosting> PostingsBehind(string figure, FigureQuestion question, Guid? hazard = null, int limit = 500)
    {
        question = question.Ungrouped;
        var view = ViewFor(question);
        var (filter, definition) = (new FigureFilter(view, question), FigureDefinitions.Of(figure));
        var standing = Standing(definition, view, filter, question);
        var only = hazard is { } id ? Array.IndexOf(view.Hazards, id, 0, view.HazardCount) : -1;
        if (hazard is not null && (only < 0 || standing[only] == 0))
        {
            return [];
        }

        var sink = new PostingSink(view, filter, definition, question, standing, only, []);
        view.Legs(ref sink);
        return [.. sink.Found.OrderBy(posting => posting.Position).ThenBy(posting => posting.N).Take(limit).Select(FigurePosting.Of)];
    }

    /// <summary>In which figures a hazard stands, each with its postings; empty when it stands in none, or outside the scope and filters.</summary>
    public IReadOnlyList<FigureStanding> WhyIn(Guid hazard, FigureQuestion question)
    {
        question = question.Ungrouped;
        var view = ViewFor(question);
        var only = Array.IndexOf(view.Hazards, hazard, 0, view.HazardCount);
        if (only < 0)
        {
            return [];
        }

        var filter = new FigureFilter(view, question);
        var one = new OneHazardSink(view, only, []);
        view.Legs(ref one);
        return [.. FigureDefinitions.All.Select(definition => Standing(definition, one.Found, view, filter, question)).Where(standing => standing.Amount != 0)];
    }

    private static FigureStanding Standing(FigureDefinition definition, List<StoredPosting> all, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        var mine = all.Where(posting => FigureLegs.Takes(definition, posting, view, filter, question)).OrderBy(posting => posting.Position).ThenBy(posting => posting.N).ToList();
        var amount = definition.Kind switch
        {
            FigureKind.Listings => FigureLegs.ListingsNow(definition.Name, mine, question) ? 1 : 0,
            FigureKind.CarryOver when definition.Name != "carryOver.opening" && mine.Sum(posting => posting.Amount) != 0 =>
                (definition.Name == "carryOver.open") == FigureLegs.IsUnfinished(all, question.AsOf) ? 1 : 0,
            _ => mine.Sum(posting => posting.Amount),
        };
        return new(definition, amount, [.. mine.Select(FigurePosting.Of)]);
    }

    /// <summary>By hazard: what it adds to a figure.</summary>
    private static long[] Standing(FigureDefinition definition, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        var standing = new long[view.HazardCount];
        switch (definition.Kind)
        {
            case FigureKind.Listings:
                var memo = new MemoPass(view, filter, question);
                memo.Standing.Where(hazard => memo.Counts(definition.Name, hazard)).ToList().ForEach(hazard => standing[hazard.Hazard] = 1);
                break;
            case FigureKind.CarryOver:
                Sum(FigureDefinitions.Of("stock.open"), view, filter, question with { AsOf = question.DayBefore }, standing);
                CarryOver(definition.Name, view, question, standing);
                break;
            default:
                Sum(definition, view, filter, question, standing);
                break;
        }

        return standing;
    }

    private static void Sum(FigureDefinition definition, ColumnsView view, FigureFilter filter, FigureQuestion question, long[] standing)
    {
        var sink = new HazardSink(view, filter, Cells.Mask(definition.Counts!), definition, question, standing);
        view.Unfinished(question.AsOf, ref sink);
        view.Finished(question.From.Year, question.AsOf, ref sink); // no figure takes finished hazards from before the window
        view.Memo(question.AsOf, ref sink);
    }

    private static void CarryOver(string figure, ColumnsView view, FigureQuestion question, long[] standing)
    {
        var unfinished = new long[view.HazardCount];
        var all = new FigureFilter(view, new(question.From, question.AsOf, view.Position, Scope.Everything)); // its place may have changed since
        Sum(FigureDefinitions.Of("stock.open"), view, all, question, unfinished);
        for (var hazard = 0; hazard < standing.Length && figure != "carryOver.opening"; hazard++)
        {
            standing[hazard] = (figure == "carryOver.open") == (unfinished[hazard] != 0) ? standing[hazard] : 0;
        }
    }

    private readonly struct HazardSink(
        ColumnsView view, FigureFilter filter, bool[] mask, FigureDefinition definition, FigureQuestion question, long[] standing) : IStandingSink
    {
        private readonly ushort from = DayCode.Of(question.From);
        private readonly ushort asOf = DayCode.Of(question.AsOf);

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var cell = filter.CellOf(face);
            if (cell < 0 || !Cells.Counts(code))
            {
                return;
            }

            var inGroup = (cell % Cells.Width) + (view.FaceCohort[face] >= from ? Cells.InWindow : 0) + Cells.Slot[code] + (mark < asOf ? Cells.Late[code] : 0);
            if (mask[inGroup] && Has(face, code, mark))
            {
                standing[view.FaceHazard[face]] += amount;
            }
        }

        // What the cell does not say.
        private bool Has(int face, byte code, ushort mark) => definition.Kind switch
        {
            FigureKind.Ageing => definition.Span!.Takes(new(code, true, true, default), DayCode.Day(view.FaceCohort[face]), DayCode.Mark(mark), question.AsOf),
            FigureKind.Distinct => !string.IsNullOrEmpty(view.Parties[view.FaceParty[face]]),
            _ => true,
        };
    }

    private readonly struct OneHazardSink(ColumnsView view, int hazard, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at)
        {
            if (view.FaceHazard[chunk.Face[at]] == hazard)
            {
                found.Add(Posting(view, chunk, at));
            }
        }
    }

    private readonly struct PostingSink(
        ColumnsView view, FigureFilter filter, FigureDefinition definition, FigureQuestion question, long[] standing, int only, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at)
        {
            var hazard = view.FaceHazard[chunk.Face[at]];
            if ((only < 0 || hazard == only) && standing[hazard] != 0
                && Posting(view, chunk, at) is var posting && FigureLegs.Takes(definition, posting, view, filter, question))
            {
                found.Add(posting);
            }
        }
    }
}
