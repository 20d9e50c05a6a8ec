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
        if (hazard is { } id)
        {
            var one = Standing(definition, LegsOf(id, view), view, filter, question);
            return one.Amount == 0 ? [] : [.. one.Postings.Take(limit)];
        }

        var sink = new PostingSink(view, filter, definition, question, Standing(definition, view, filter, question), []);
        view.Legs(ref sink);
        return [.. sink.Found.OrderBy(posting => posting.Position).ThenBy(posting => posting.N).Take(limit).Select(FigurePosting.Of)];
    }

    /// <summary>In which figures a hazard stands, each with its postings; empty when it stands in none, or outside the scope and filters.</summary>
    public IReadOnlyList<FigureStanding> WhyIn(Guid hazard, FigureQuestion question)
    {
        question = question.Ungrouped;
        var view = ViewFor(question);
        var all = LegsOf(hazard, view);
        if (all.Count == 0)
        {
            return [];
        }

        var filter = new FigureFilter(view, question);
        return [.. FigureDefinitions.All.Select(definition => Standing(definition, all, view, filter, question)).Where(standing => standing.Amount != 0)];
    }

    private static List<StoredPosting> LegsOf(Guid hazard, ColumnsView view)
    {
        var sink = new OneHazardSink(view, []);
        view.LegsOf(hazard, ref sink);
        sink.Found.Sort((one, other) => (one.Position, one.N).CompareTo((other.Position, other.N)));
        return sink.Found;
    }

    private static FigureStanding Standing(FigureDefinition definition, List<StoredPosting> all, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        var mine = all.Where(posting => FigureLegs.Takes(definition, posting, view, filter, question)).ToList();
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
                memo.Standing.Where(hazard => MemoPass.Counts(definition.Name, hazard)).ToList().ForEach(hazard => standing[hazard.Hazard] = 1);
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
        Stand(view, question, ref sink);
    }

    private static void Stand<TSink>(ColumnsView view, FigureQuestion question, ref TSink sink) where TSink : struct, IStandingSink
    {
        view.Unfinished(question.AsOf, ref sink);
        view.Finished(question.From.Year, question.AsOf, ref sink); // no figure takes what was finished, or noted beside, before the window
        view.Memo(question.From.Year, question.AsOf, ref sink);
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
            FigureKind.Distinct => view.IsNamed(view.FaceParty[face]),
            _ => true,
        };
    }

    private readonly struct OneHazardSink(ColumnsView view, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at) => found.Add(Posting(view, chunk, at));
    }

    private readonly struct PostingSink(
        ColumnsView view, FigureFilter filter, FigureDefinition definition, FigureQuestion question, long[] standing, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at)
        {
            if (standing[view.FaceHazard[chunk.Face[at]]] != 0
                && Posting(view, chunk, at) is var posting && FigureLegs.Takes(definition, posting, view, filter, question))
            {
                found.Add(posting);
            }
        }
    }
}
