using HazardLedger.EventStore;

namespace HazardLedger.Projections.Figures;

/// <summary>Questions to the columns. Every answer comes from the postings alone and can be opened down to them. Safe to call from
/// many threads; a question that names no position is answered with all that is known when it begins.</summary>
/// <exception cref="KeyNotFoundException">A figure is named that has no definition.</exception>
/// <exception cref="ArgumentException">The window begins after asOf.</exception>
public sealed partial class FigureReads(FigureColumns columns)
{
    /// <summary>All headline figures, with groups when asked.</summary>
    public HeadlineFigures Headline(FigureQuestion question)
    {
        var view = ViewFor(question);
        var pass = new HeadlinePass(view, new FigureFilter(view, question), question).Run();
        return new HeadlineAnswer(question, view.Position, pass, new MemoPass(view, pass.Filter, question)).Make();
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
            chunk.Position[at], chunk.N[at], view.Hazards[view.FaceHazard[face]], chunk.Cause[at], chunk.Code[at], DayCode.Day(chunk.Day[at]),
            DayCode.Day(view.FaceCohort[face]), DayCode.Mark(chunk.Mark[at]), view.FaceDims[face], view.FaceParty[face], chunk.Amount[at]);
    }

    private readonly struct DigestSink(ColumnsView view, FigureDigest digest) : ILegSink
    {
        public void Take(LegChunk chunk, int at)
        {
            var posting = Posting(view, chunk, at);
            digest.Add(posting, view.Dims[posting.Dims]!, view.Parties[posting.Party] ?? "");
        }
    }
}
