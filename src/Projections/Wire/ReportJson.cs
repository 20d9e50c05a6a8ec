using System.Text.Json;
using HazardLedger.Domain.Reports;

namespace HazardLedger.Projections.Wire;

/// <summary>Events of reports as they are stored: like those of hazards, under the snake_case of their names, in streams of their own.</summary>
public static class ReportJson
{
    /// <summary>Kind of the natural key by which a report is found: its value is the report's number.</summary>
    public const string KeyKind = "report";

    /// <summary>Kind of the natural key by which a filed count is found: its value is month and area, "2026-05/350304103".</summary>
    public const string PeriodKeyKind = "periodReport";

    /// <summary>Every stored event name with its record.</summary>
    public static IReadOnlyDictionary<string, Type> EventTypes { get; } = typeof(ReportEvent).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(ReportEvent)))
        .ToDictionary(EventJson.TypeName, StringComparer.Ordinal);

    /// <summary>UTF-8 JSON of an event's data.</summary>
    public static byte[] Data(ReportEvent recorded) => JsonSerializer.SerializeToUtf8Bytes(recorded, recorded.GetType(), EventJson.Options);

    /// <summary>An event from its stored name and data; throws on a name that this program does not know.</summary>
    public static ReportEvent Read(string type, ReadOnlySpan<byte> data) => EventTypes.TryGetValue(type, out var record)
        ? (ReportEvent)JsonSerializer.Deserialize(data, record, EventJson.Options)!
        : throw new InvalidOperationException($"The event of reports '{type}' is unknown to this program.");
}
