using HazardLedger.Domain.Figures;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Audits;

/// <summary>What looking at some histories comes to. Walks over different histories are added up.</summary>
internal sealed class AuditWalk(Scope scope, AuditTerms terms)
{
    private long _streams;
    private long _events;

    public Scope Scope => scope;

    public Findings Findings { get; } = new();

    /// <summary>Of the legs of all histories, those outside of the scope among them.</summary>
    public FigureDigest Digest { get; } = new();

    public LiteralCounts Counts { get; } = new(terms.Today);

    public AuditProgress Progress => new(_streams, _events);

    /// <summary>Looks at one history; false when it lies outside of the scope, where only the digest takes it in.</summary>
    public bool Take(History history)
    {
        var legs = HazardPostings.Of(history.Story);
        foreach (var leg in legs)
        {
            Digest.Add(history.Hazard, leg);
        }

        var now = history.Story.Now;
        if (!scope.Covers(now.Area, now.Sector, now.Enterprise ?? now.Site))
        {
            return false;
        }

        (_streams, _events) = (_streams + 1, _events + history.Facts.Count);
        StoryLaws.Check(history, Findings);
        StoryLaws.CheckLegs(history, legs, Findings);
        EntryLists.Add(history, terms, Findings);
        Counts.Add(history);
        return true;
    }

    /// <summary>Takes in a walk over histories that come after these.</summary>
    public void Add(AuditWalk next)
    {
        (_streams, _events) = (_streams + next._streams, _events + next._events);
        Findings.Add(next.Findings);
        Digest.Add(next.Digest);
        Counts.Add(next.Counts);
    }
}
