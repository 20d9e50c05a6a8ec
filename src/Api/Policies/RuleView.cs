using System.Text.Json;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>A rule event on the wire: the same members as a hazard's, `hazard` being the id of the stream of rules.</summary>
public static class RuleView
{
    /// <summary>A stored rule event as it is sent.</summary>
    public static EventView Of(StoredEvent stored)
    {
        var entry = EventJson.ReadEntry(stored.Headers.Span);
        return new()
        {
            Position = stored.Position,
            Hazard = stored.Stream,
            Version = stored.Version,
            Type = stored.Type,
            OccurredOn = entry.OccurredOn,
            OccurredAt = entry.OccurredAt,
            RecordedAt = stored.RecordedAt,
            Actor = entry.Actor,
            Data = JsonSerializer.Deserialize<JsonElement>(stored.Data.Span, EventJson.Options),
            Channel = entry.Channel,
            DocumentNo = entry.DocumentNo,
            Basis = entry.Basis.Count == 0 ? null : entry.Basis,
            Note = entry.Note,
        };
    }
}
