using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Feed;

/// <summary>Which events a caller may see, and how they are sent. A hazard's present area, sector and party decide; the ledger's own events are for
/// keys of the whole ledger.</summary>
public sealed class EventSight(HazardRegister register, TimeProvider clock)
{
    /// <summary>True when a scope sees everything, so that nobody has to be asked.</summary>
    public static bool IsWhole(Scope scope) => scope is { Areas.Count: 0, Sectors.Count: 0, Party: null };

    /// <summary>The streams of a page that a scope sees.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="page">At most <see cref="HazardRegister.MaxLimit"/> events.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<Func<Guid, bool>> OfAsync(Scope scope, IReadOnlyList<StoredEvent> page, CancellationToken ct)
    {
        if (IsWhole(scope) || page.Count == 0)
        {
            return static _ => true;
        }

        var places = await PlacesAsync(page, ct);
        return stream => places.TryGetValue(stream, out var at) && Covers(scope, at);
    }

    /// <summary>Where the hazards of a page stand now, for whoever filters it for many scopes at once.</summary>
    internal async Task<Dictionary<Guid, RegisterItem>> PlacesAsync(IReadOnlyList<StoredEvent> page, CancellationToken ct) =>
        (await register.ManyAsync(Scope.Everything, [.. page.Select(stored => stored.Stream).Distinct()], Http.Versions.Today(clock), ct)).ToDictionary(row => row.Id);

    internal static bool Covers(Scope scope, RegisterItem at) => scope.Covers(at.Area, at.Sector, at.Enterprise ?? at.Site);

    /// <summary>The event on the wire.</summary>
    public static EventView ViewOf(StoredEvent stored) => EventJson.EventTypes.ContainsKey(stored.Type)
        ? EventView.Of(stored.Stream, HazardHistories.Told(stored))
        : RuleJson.EventTypes.ContainsKey(stored.Type) || ReportJson.EventTypes.ContainsKey(stored.Type) ? Policies.RuleView.Of(stored)
        : new EventView
        {
            Position = stored.Position,
            Hazard = stored.Stream,
            Version = stored.Version,
            Type = stored.Type,
            OccurredOn = Recording.LegalZone.DayOf(stored.RecordedAt),
            RecordedAt = stored.RecordedAt,
            Actor = new Actor("system", "HazardLedger", "system"),
            Data = JsonSerializer.Deserialize<JsonElement>(stored.Data.Span, EventJson.Options),
        };

    /// <summary>The event's JSON, one line of UTF-8.</summary>
    internal static byte[] JsonOf(StoredEvent stored) => JsonSerializer.SerializeToUtf8Bytes(ViewOf(stored), EventJson.Options);
}
