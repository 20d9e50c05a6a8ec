using System.Text.Json.Serialization;

namespace HazardLedger.Bench;

/// <summary>Serialisers made at compile time: what a careful hand would take.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(FloorEvent))]
[JsonSerializable(typeof(FloorRegistration))]
[JsonSerializable(typeof(FloorReport))]
[JsonSerializable(typeof(FloorAnswer))]
[JsonSerializable(typeof(List<FloorCell>))]
internal sealed partial class FloorJson : JsonSerializerContext;

/// <summary>The body of a registration.</summary>
internal sealed record FloorRegistration(string Source, string Area, string Sector, string Category, string Site, string Place, string Description, string[] Discoverers);

/// <summary>The body of a command: whatever members the five kinds have.</summary>
internal sealed record FloorReport(int? Percent, string? Done, string? Grade, string? Method, string? Reasons, string? OrderKind, string? Deadline, string[]? Requirements, string? Note);

/// <summary>The answer to what was recorded.</summary>
internal sealed record FloorAnswer(Guid Id, string Number, long Version, long Position);

/// <summary>One number of a table of figures.</summary>
internal sealed record FloorCell(string Area, string Figure, long Value);
