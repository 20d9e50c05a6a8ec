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
        var legs = new BridgeLegs(view, new FigureFilter(view, question), question, Cells.Mask(definition.Counts!), openingOn is { } day ? DayCode.Of(day) : -1, (uint?)openingPosition);
        var sink = new MovedSink(view, legs, Enum.GetValues<Cause>().Where(one => StoredDims.Word(one) == cause).Select(one => (byte?)one).FirstOrDefault(), []);
        view.Legs(ref sink);
        var page = sink.Found.OrderBy(posting => posting.Position).ThenBy(posting => posting.N).Skip(skip).Take(limit);
        return new(sink.Found.Sum(posting => posting.Amount), sink.Found.Count, [.. page.Select(FigurePosting.Of)]);
    }

    private readonly struct MovedSink(ColumnsView view, BridgeLegs legs, byte? cause, List<StoredPosting> found) : ILegSink
    {
        public List<StoredPosting> Found => found;

        public void Take(LegChunk chunk, int at)
        {
            var (byCause, byTime) = legs.Of(chunk, at);
            var amount = cause is null ? byTime : chunk.Cause[at] == cause ? byCause : 0;
            if (amount != 0)
            {
                found.Add(Posting(view, chunk, at) with { Amount = amount });
            }
        }
    }
}
