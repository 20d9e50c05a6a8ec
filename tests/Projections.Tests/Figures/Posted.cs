using Dims = HazardLedger.Domain.Figures.Dims;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>A random ledger posted into columns, without a database: position = place in its journal.</summary>
internal sealed class Posted
{
    private readonly Dictionary<Dims, int> dims = [];
    private readonly Dictionary<string, int> parties = new(StringComparer.Ordinal);

    /// <summary>Balances are kept every few legs and another core is asked for few, so that small ledgers walk every path of large ones.</summary>
    public Posted(RandomHistory ledger, int legsBetweenBalances = 6)
    {
        Ledger = ledger;
        Columns = new FigureColumns(legsBetweenBalances, legsForAnotherCore: 20);
        Reads = new FigureReads(Columns);
        for (var at = 0; at < ledger.Journal.Count; at++)
        {
            Postings.AddRange(Post(at));
        }
    }

    public RandomHistory Ledger { get; }

    public FigureColumns Columns { get; }

    public FigureReads Reads { get; }

    public List<StoredPosting> Postings { get; } = [];

    public int Head => Ledger.Journal.Count;

    public Posted FeedAll()
    {
        foreach (var posting in Postings)
        {
            Columns.Append(posting);
        }

        Columns.Publish(Head);
        return this;
    }

    /// <summary>Stories as known at a position.</summary>
    public IReadOnlyCollection<Story> StoriesAt(long position) => Known(position).Values;

    public Dictionary<Guid, Story> Known(long position)
    {
        var known = new Dictionary<Guid, Story>();
        foreach (var (hazard, _, after) in Ledger.Journal.Take((int)position))
        {
            known[hazard] = after;
        }

        return known;
    }

    private IEnumerable<StoredPosting> Post(int at)
    {
        short n = 0;
        var (hazard, before, after) = Ledger.Journal[at];
        foreach (var leg in HazardPostings.Difference(before, after))
        {
            yield return new(at + 1, n++, hazard, (short)leg.Cause, leg.Code, leg.Day, leg.Cohort, leg.Mark, DimsId(leg.Dims), PartyId(leg.Party), leg.Amount);
        }
    }

    private int DimsId(Dims row)
    {
        if (!dims.TryGetValue(row, out var id))
        {
            dims.Add(row, id = dims.Count + 1);
            Columns.Put(id, StoredDims.Read(StoredDims.Of(row)));
        }

        return id;
    }

    private int PartyId(string code)
    {
        if (!parties.TryGetValue(code, out var id))
        {
            parties.Add(code, id = parties.Count + 1);
            Columns.PutParty(id, code);
        }

        return id;
    }
}
