using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Histories;

/// <summary>Loads hazards' histories from the ledger. A hazard's present area, sector and party decide who may read all of it.</summary>
public sealed class HazardHistories(Ledger ledger)
{
    /// <summary>The whole history of a hazard; null when there is no such hazard or the caller may not see it.</summary>
    /// <exception cref="InvalidOperationException">The stream holds an event that this program does not know.</exception>
    public async Task<History?> LoadAsync(Scope scope, Guid hazard, CancellationToken ct = default)
    {
        var stored = await ledger.ReadStreamAsync(hazard, ct: ct);
        if (stored.Count == 0 || !EventJson.EventTypes.ContainsKey(stored[0].Type))
        {
            return null; // no stream, or one of another kind
        }

        var history = new History(hazard, [.. stored.Select(Told)], ledger.Synthetic);
        var now = history.Story.Now;
        return scope.Covers(now.Area, now.Sector, now.Enterprise ?? now.Site) ? history : null;
    }

    /// <summary>A stored event with its record and entry.</summary>
    public static RecordedFact Told(StoredEvent stored) => new(
        stored.Position, stored.Version, stored.Type, stored.RecordedAt,
        EventJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span));
}
