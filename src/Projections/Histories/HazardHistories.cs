using System.Collections.Concurrent;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Histories;

/// <summary>Loads hazards' histories from the ledger. A hazard's present area, sector and party decide who may read all of it.</summary>
/// <remarks>Histories that were read are kept, each with the position up to which it is whole. It is told again without reading its events
/// only when the ledger knows that none was added; the head is asked each time.</remarks>
public sealed class HazardHistories(Ledger ledger)
{
    private const int MostKept = 10_000;
    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    /// <summary>The whole history of a hazard; null when there is no such hazard or the caller may not see it.</summary>
    /// <exception cref="InvalidOperationException">The stream holds an event that this program does not know.</exception>
    public async Task<History?> LoadAsync(Scope scope, Guid hazard, CancellationToken ct = default) => (await ReadAsync(scope, hazard, ct)).History;

    /// <summary>The history, and the ledger's head up to which it is whole. Not seen again as the same object unless nothing was added.</summary>
    /// <exception cref="InvalidOperationException">The stream holds an event that this program does not know.</exception>
    public async Task<(History? History, LedgerMark Head)> ReadAsync(Scope scope, Guid hazard, CancellationToken ct = default)
    {
        var known = kept.GetValueOrDefault(hazard);
        if (known is not null && !ledger.HasMoved(hazard, known.Head))
        {
            var now = (await ledger.HeadAsync(ct)).Mark;
            if (ledger.IsUnmoved(hazard, known.Head, now.Position))
            {
                return (Seen(scope, known.History), now);
            }
        }

        var before = known?.History.Facts ?? [];
        var (tail, head) = await ledger.ReadTailAsync(hazard, known?.History.Version ?? 0, ct);
        if (before.Count + tail.Count == 0 || (before.Count == 0 && !EventJson.EventTypes.ContainsKey(tail[0].Type)))
        {
            return (null, head); // no stream, or one of another kind
        }

        var history = tail.Count == 0 ? known!.History : new History(hazard, [.. before, .. tail.Select(Told)], ledger.Synthetic);
        Keep(hazard, new(history, head.Position));
        return (Seen(scope, history), head);
    }

    /// <summary>Takes what was just recorded, so that nobody has to read it back. Does nothing for a history that is not kept, or lacks
    /// something before it.</summary>
    public void Extend(IEnumerable<(Guid Hazard, RecordedFact Fact)> recorded)
    {
        foreach (var (hazard, fact) in recorded)
        {
            if (kept.TryGetValue(hazard, out var known) && known.History.Version + 1 == fact.Version)
            {
                kept.TryUpdate(hazard, new(known.History.With(fact), fact.Position), known);
            }
        }
    }

    /// <summary>A stored event with its record and entry.</summary>
    public static RecordedFact Told(StoredStep stored) => new(
        stored.Position, stored.Version, stored.Type, stored.RecordedAt,
        EventJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span));

    /// <summary>A stored event with its record and entry.</summary>
    public static RecordedFact Told(StoredEvent stored) =>
        Told(new StoredStep(stored.Version, stored.Position, stored.Type, stored.RecordedAt, stored.Data, stored.Headers));

    private void Keep(Guid hazard, Kept read)
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[hazard] = read;
    }

    private static History? Seen(Scope scope, History history)
    {
        var now = history.Story.Now;
        return scope.Covers(now.Area, now.Sector, now.Enterprise ?? now.Site) ? history : null;
    }

    private sealed record Kept(History History, long Head);
}
