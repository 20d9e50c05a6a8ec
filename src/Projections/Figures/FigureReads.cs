using HazardLedger.EventStore;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Figures;

/// <summary>Questions to the columns. Every answer comes from the postings alone and can be opened down to them. Safe to call from
/// many threads; a question that names no position is answered with all that is known when it begins.</summary>
/// <exception cref="KeyNotFoundException">A figure is named that has no definition.</exception>
/// <exception cref="ArgumentException">The window begins after asOf.</exception>
/// <exception cref="TooManyGroupsException">A question by enterprise is not narrow enough.</exception>
public sealed partial class FigureReads(FigureColumns columns)
{
    /// <summary>Up to here everything is known; what is asked for from now on is answered with at least that.</summary>
    public long Position => columns.Position;

    /// <summary>All headline figures, with groups when asked.</summary>
    public HeadlineFigures Headline(FigureQuestion question)
    {
        var view = ViewFor(question);
        return Kept(view, question);
    }

    /// <summary>False when a question asks for more groups than one answer shows.</summary>
    public bool CanGroup(FigureQuestion question) =>
        question.GroupBy != FigureGrouping.Enterprise || question.From > question.AsOf
        || new FigureFilter(ViewFor(question), question).Keys.Count <= FigureFilter.MaxEnterprises;

    private static (HeadlineFigures Answer, FigureFilter Filter) Headline(ColumnsView view, FigureQuestion question)
    {
        var filter = new FigureFilter(view, question);
        if (question.GroupBy == FigureGrouping.Enterprise && filter.Keys.Count > FigureFilter.MaxEnterprises)
        {
            throw new TooManyGroupsException(filter.Keys.Count);
        }

        using var pass = new HeadlinePass(view, filter, question).Run();
        return (new HeadlineAnswer(question, view.Position, pass, new MemoPass(view, pass.Filter, question, pass.Sums)).Make(), filter);
    }

    // A hazard may stand in several campaigns: each is a question of its own, and they are few.
    private static HeadlineFigures ByCampaign(ColumnsView view, FigureQuestion question)
    {
        var one = question with { GroupBy = FigureGrouping.None };
        var filter = new FigureFilter(view, one);
        var names = view.Names;
        var tags = Enumerable.Range(0, view.DimsCount).Where(id => filter.Cell[id] >= 0).Select(id => view.Dims[id].Campaigns).Distinct()
            .SelectMany(tags => names.Span[tags].Split(',')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return Headline(view, one).Answer with { Groups = [.. tags.Select(tag => Headline(view, one with { AlsoCampaign = tag }).Answer with { Key = tag })] };
    }

    /// <summary>Order-free digest over the values of all legs up to a position, lower-case hex; equal for equal sets, whatever their order.</summary>
    public string Digest(long? position = null)
    {
        var view = new ColumnsView(columns, position);
        var digest = new FigureDigest();
        var sink = new DigestSink(view, digest);
        view.Legs(ref sink);
        return digest.ToString();
    }

    private ColumnsView ViewFor(FigureQuestion question) => question.From > question.AsOf
        ? throw new ArgumentException("The window begins after asOf.", nameof(question))
        : new ColumnsView(columns, question.Position);

    private static StoredPosting Posting(ColumnsView view, LegChunk chunk, int at)
    {
        var face = chunk.Face[at];
        return new(
            chunk.Position(at), chunk.N(at), view.Hazards[view.FaceHazard[face]], chunk.Cause(at), chunk.Code(at), DayCode.Day(chunk.Day[at]),
            DayCode.Day(view.FaceCohort[face]), DayCode.Mark(chunk.Mark[at]), view.FaceDims[face], view.FaceParty[face], chunk.Amount(at));
    }

    private readonly struct DigestSink(ColumnsView view, FigureDigest digest) : ILegSink
    {
        private readonly Dims?[] dims = new Dims?[view.DimsCount];

        public void Take(LegChunk chunk, int at)
        {
            var posting = Posting(view, chunk, at);
            digest.Add(posting, dims[posting.Dims] ??= view.DimsOf(posting.Dims), view.Parties[posting.Party] ?? "");
        }
    }
}
