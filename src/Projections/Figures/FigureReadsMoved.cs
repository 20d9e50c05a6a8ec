using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;

namespace HazardLedger.Projections.Figures;

/// <summary>The postings behind one movement of a bridge.</summary>
/// <param name="Sum">What they come to: the movement.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Postings">A page of them in ledger order; each amount is what it adds to the movement.</param>
public sealed record MovedPage(long Sum, long Count, IReadOnlyList<FigurePosting> Postings);

/// <content>From a movement of a bridge down to the postings that it nets, which each name their event.</content>
public sealed partial class FigureReads
{
    /// <summary>What a cause added to a balance from the end of one legal day to the question's asOf, or from one position to the question's.</summary>
    /// <param name="figure">A balance.</param>
    /// <param name="cause">The cause as the bridge names it; <c>timePassed</c> for deadlines that ran out.</param>
    /// <param name="openingOn">Day of the opening; null when the bridge is between positions.</param>
    /// <param name="openingPosition">Position of the opening; null when the bridge is between days.</param>
    /// <param name="question">The question of the closing.</param>
    /// <param name="skip">Postings of the pages before.</param>
    /// <param name="limit">Postings a page.</param>
    /// <exception cref="ArgumentException">The figure is no balance, or not exactly one opening is named.</exception>
    public MovedPage MovedBy(string figure, string cause, DateOnly? openingOn, long? openingPosition, FigureQuestion question, int skip, int limit)
    {
        if (openingOn is null == openingPosition is null)
        {
            throw new ArgumentException("A bridge opens at a day or at a position.", nameof(openingOn));
        }

        question = question.Ungrouped;
        var (view, definition) = (ViewFor(question), BalanceOf(figure));
        var legs = new MovedLegs(definition, view, new FigureFilter(view, question), question, openingOn, openingPosition);
        var sink = new MovedSink(view, legs, Enum.GetValues<Cause>().Where(one => StoredDims.Word(one) == cause).Select(one => (byte?)one).FirstOrDefault(), []);
        view.Legs(ref sink);
        var page = sink.Found.OrderBy(posting => posting.Position).ThenBy(posting => posting.N).Skip(skip).Take(limit);
        return new(sink.Found.Sum(posting => posting.Amount), sink.Found.Count, [.. page.Select(FigurePosting.Of)]);
    }

    /// <summary>What one posting adds to a bridge, by the figure's definition itself: what the fast bridge is explained with.</summary>
    private sealed class MovedLegs(FigureDefinition definition, ColumnsView view, FigureFilter filter, FigureQuestion question, DateOnly? openingOn, long? openingPosition)
    {
        // By its cause, and by the passing of time: between days a deadline may also run out without an event.
        public (long ByCause, long ByTime) Of(StoredPosting posting)
        {
            if (posting.Day > question.AsOf || filter.Cell[posting.Dims] < 0 || (filter.Party != FigureFilter.AnyParty && posting.Party != filter.Party))
            {
                return default;
            }

            var atClosing = Takes(posting, question.AsOf);
            if (openingOn is not { } opening)
            {
                return (posting.Position > openingPosition && atClosing ? posting.Amount : 0, 0);
            }

            var atFirst = Takes(posting, posting.Day > opening ? posting.Day : opening);
            return (posting.Day > opening && atFirst ? posting.Amount : 0, ((atClosing ? 1 : 0) - (atFirst ? 1 : 0)) * posting.Amount);
        }

        private bool Takes(StoredPosting posting, DateOnly on) => definition.Counts!(
            FigureCell.Of(posting.Code, posting.Cohort, posting.Mark, view.Dims[posting.Dims]!.Grade, question.From, question.AsOf) with { MarkPassed = posting.Mark < on });
    }

    private readonly struct MovedSink(ColumnsView view, MovedLegs legs, byte? cause, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at)
        {
            var posting = Posting(view, chunk, at);
            var (byCause, byTime) = legs.Of(posting);
            var amount = cause is null ? byTime : posting.Cause == cause ? byCause : 0;
            if (amount != 0)
            {
                found.Add(posting with { Amount = amount });
            }
        }
    }
}
