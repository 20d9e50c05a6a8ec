using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Wire;

/// <summary>Events as they are stored and sent: camelCase JSON, enums as camelCase words, absent rather than null, days as
/// yyyy-mm-dd. The type is Marten's alias of the record's name: snake_case (`hazard_registered`). Data is the event;
/// headers are its <see cref="Entry"/>.</summary>
public static class EventJson
{
    /// <summary>Aggregate alias of a hazard's stream in mt_streams.type.</summary>
    public const string HazardStream = "hazard";

    /// <summary>The one set of options for everything stored and sent. Unknown members are refused, Chinese stays readable.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static readonly Dictionary<string, Type> Types = typeof(HazardEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(HazardEvent)))
        .ToDictionary(TypeName, StringComparer.Ordinal);

    /// <summary>Every stored event name with its record.</summary>
    public static IReadOnlyDictionary<string, Type> EventTypes => Types;

    /// <summary>Stored name of an event's record.</summary>
    public static string TypeName(Type type) => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);

    /// <summary>UTF-8 JSON of an event's data.</summary>
    public static byte[] Data(HazardEvent recorded) => JsonSerializer.SerializeToUtf8Bytes(recorded, recorded.GetType(), Options);

    /// <summary>UTF-8 JSON of an entry: the event's headers.</summary>
    public static byte[] Headers(Entry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Options);

    /// <summary>An enum's value as it is written: camelCase.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>An event from its stored name and data, whichever form it was stored in; throws on a name that this program does not know.</summary>
    public static HazardEvent Read(string type, ReadOnlySpan<byte> data) => EventReading.Read(type, data) ?? ReadAny(type, data);

    /// <summary>An entry from its headers.</summary>
    public static Entry ReadEntry(ReadOnlySpan<byte> headers) => EntryReading.Read(headers) ?? JsonSerializer.Deserialize<Entry>(headers, Options)!;

    /// <summary>The same by the general way, which alone decides what is well formed.</summary>
    internal static HazardEvent ReadAny(string type, ReadOnlySpan<byte> data) => Types.TryGetValue(type, out var record)
        ? (HazardEvent)(EarlierForms.Raised(type, data) is { } raised ? raised.Deserialize(record, Options) : JsonSerializer.Deserialize(data, record, Options))!
        : throw new InvalidOperationException($"The event type '{type}' is unknown to this program.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new StrictInstant(), new ProposedJson(), new PolicyRulesJson() },
        };
        options.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
        {
            Modifiers = { OmitEmptyAndComputed },
        };
        options.MakeReadOnly();
        return options;
    }

    // An entry's empty lists and computed answers are not stored: what is hashed for ever says only what was said.
    private static void OmitEmptyAndComputed(System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        if (type.Type != typeof(Entry))
        {
            return;
        }

        foreach (var property in type.Properties.ToList())
        {
            if (property.Set is null)
            {
                type.Properties.Remove(property);
            }
            else if (typeof(System.Collections.ICollection).IsAssignableFrom(property.PropertyType) || property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                property.ShouldSerialize = (_, value) => value is not System.Collections.ICollection { Count: 0 };
            }
        }
    }
}
