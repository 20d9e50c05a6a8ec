using System.Text.Json;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;

namespace HazardLedger.Projections.Wire;

/// <summary>Rule events as they are stored: like those of hazards, under the snake_case of their names, in streams of their own.</summary>
public static class RuleJson
{
    /// <summary>Kind of the natural key by which every stream of rules is found: its value is the stream's name.</summary>
    public const string KeyKind = "rules";

    /// <summary>Every stored event name with its record.</summary>
    public static IReadOnlyDictionary<string, Type> EventTypes { get; } = typeof(RuleEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(RuleEvent)))
        .ToDictionary(EventJson.TypeName, StringComparer.Ordinal);

    /// <summary>UTF-8 JSON of an event's data.</summary>
    public static byte[] Data(RuleEvent recorded) => JsonSerializer.SerializeToUtf8Bytes(recorded, recorded.GetType(), EventJson.Options);

    /// <summary>An event from its stored name and data; throws on a name that this program does not know.</summary>
    public static RuleEvent Read(string type, ReadOnlySpan<byte> data) => EventTypes.TryGetValue(type, out var record)
        ? (RuleEvent)JsonSerializer.Deserialize(data, record, EventJson.Options)!
        : throw new InvalidOperationException($"The rule event '{type}' is unknown to this program.");

    /// <summary>A stored event with its place in the ledger.</summary>
    public static RecordedRule Told(StoredEvent stored) => new(Read(stored.Type, stored.Data.Span), stored.Position, stored.RecordedAt);
}
