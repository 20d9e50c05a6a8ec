using HazardLedger.EventStore;

namespace HazardLedger.Projections.Figures;

/// <summary>Questions to the columns. Every answer comes from the postings alone and can be opened down to them. Safe to call from
/// many threads; a question that names no position is answered with all that is known when it begins.</summary>
/// <exception cref="KeyNotFoundException">A figure is named that has no definition.</exception>
public sealed class FigureReads(FigureColumns columns)
{
    /// <summary>All headline figures, with groups when asked.</summary>
    public HeadlineFigures Headline(FigureQuestion question) => throw new NotSupportedException($"{columns.Position}");

    /// <summary>Hazards that stand in a figure. Figures that are rates or days show the hazards of their numerator or sample.</summary>
    /// <param name="cursor">From <see cref="HazardPage.Next"/>; null for the first page.</param>
    /// <param name="limit">1…500.</param>
    public HazardPage HazardsBehind(string figure, FigureQuestion question, int? cursor = null, int limit = 100) => throw new NotSupportedException();

    /// <summary>Postings that a figure is the sum of, in ledger order, for one hazard or for all; their amounts add up to the figure.</summary>
    public IReadOnlyList<StoredPosting> PostingsBehind(string figure, FigureQuestion question, Guid? hazard = null, int limit = 500) => throw new NotSupportedException();

    /// <summary>In which figures a hazard stands, each with its postings; empty when it stands in none, or outside the scope and filters.</summary>
    public IReadOnlyList<FigureStanding> WhyIn(Guid hazard, FigureQuestion question) => throw new NotSupportedException();

    /// <summary>Figures at the end of each step from the window's first day to asOf. Only balances can be asked (see <see cref="FigureDefinition.IsBalance"/>).</summary>
    public IReadOnlyList<FigurePoint> Series(FigureInterval interval, IReadOnlyList<string> figures, FigureQuestion question) => throw new NotSupportedException();

    /// <summary>From the end of one legal day to the question's asOf, by cause.</summary>
    public FigureBridge BridgeDays(string figure, DateOnly openingOn, FigureQuestion question) => throw new NotSupportedException();

    /// <summary>The same day as known at one position and at the question's, by cause.</summary>
    public FigureBridge BridgePositions(string figure, long openingPosition, FigureQuestion question) => throw new NotSupportedException();

    /// <summary>Order-free digest over the values of all legs up to a position, lower-case hex; equal for equal sets, whatever their order.</summary>
    public string Digest(long? position = null) => throw new NotSupportedException();
}
