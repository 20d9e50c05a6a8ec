using System.Runtime.CompilerServices;
using HazardLedger.Api.Feed;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;

namespace HazardLedger.Api.Exports;

/// <summary>The ledger from one position to another, page by page, as far as a scope sees it.</summary>
internal sealed class EventWalk(Ledger ledger, EventSight sight)
{
    private const int PageSize = 500;

    /// <summary>Events in the order of positions, each with its hazard as it stands now; null for what is no hazard, which only who sees everything gets.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="after">The first event comes after this position.</param>
    /// <param name="upTo">The last position.</param>
    /// <param name="ct">Stops the walk.</param>
    public async IAsyncEnumerable<(StoredEvent Stored, RegisterItem? At)> Between(Scope scope, long after, long upTo, [EnumeratorCancellation] CancellationToken ct)
    {
        while (after < upTo)
        {
            var page = await ledger.ReadAllAsync(after, (int)Math.Min(PageSize, upTo - after), ct);
            var places = await sight.PlacesAsync(page, ct);
            foreach (var stored in page)
            {
                var at = places.GetValueOrDefault(stored.Stream);
                if (EventSight.IsWhole(scope) || (at is not null && EventSight.Covers(scope, at)))
                {
                    yield return (stored, at);
                }
            }

            after = page[^1].Position;
        }
    }
}
