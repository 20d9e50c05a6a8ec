using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Histories;

/// <summary>One recorded event with its places in the ledger and the stream.</summary>
/// <param name="Position">Place in the ledger.</param>
/// <param name="Version">Place in the hazard's stream.</param>
/// <param name="Type">Stored alias, such as <c>hazard_registered</c>.</param>
/// <param name="RecordedAt">When the ledger learned it.</param>
/// <param name="Event">What happened.</param>
/// <param name="Entry">When it was so, and who says so.</param>
public sealed record RecordedFact(long Position, long Version, string Type, DateTimeOffset RecordedAt, HazardEvent Event, Entry Entry);

/// <summary>What is known of one hazard up to some place in the ledger. Narrowing it gives what was known before.</summary>
/// <param name="hazard">The hazard's id.</param>
/// <param name="facts">Its events in the order of recording; empty when nothing was known yet.</param>
/// <param name="synthetic">True in a demonstration ledger.</param>
public sealed class History(Guid hazard, IReadOnlyList<RecordedFact> facts, bool synthetic = false)
{
    private Story? _story;

    public Guid Hazard => hazard;

    /// <summary>The events in the order of recording.</summary>
    public IReadOnlyList<RecordedFact> Facts => facts;

    /// <summary>True in a demonstration ledger.</summary>
    public bool Synthetic => synthetic;

    /// <summary>The events read the way the law reads them.</summary>
    public Story Story => _story ??= Story.Of(Told(facts));

    /// <summary>The history with the event that followed; its story goes on from this one's, so that nothing is told again.</summary>
    /// <param name="fact">The next version.</param>
    public History With(RecordedFact fact) => new(hazard, [.. facts, fact], synthetic) { _story = Story.With(fact.Event, fact.Entry) };

    /// <summary>Version of the last known event; 0 when nothing is known.</summary>
    public long Version => facts.Count == 0 ? 0 : facts[^1].Version;

    /// <summary>Position of the last known event; 0 when nothing is known.</summary>
    public long Position => facts.Count == 0 ? 0 : facts[^1].Position;

    private static Fact[] Told(IReadOnlyList<RecordedFact> facts)
    {
        var told = new Fact[facts.Count];
        for (var i = 0; i < told.Length; i++)
        {
            told[i] = new(facts[i].Version, facts[i].Event, facts[i].Entry);
        }

        return told;
    }

    /// <summary>What was known at a place or moment.</summary>
    public History At(HistoryPoint point) => new(hazard, [.. facts.TakeWhile(point.Includes)], synthetic);

    /// <summary>State at the end of a legal day, by all that is known here. A void or merger acts since registration, as in every figure.</summary>
    public Hazard StateOn(DateOnly asOf) => Story.Now.IsGone ? Story.Now : Story.On(asOf);
}
