using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Wire;

/// <summary>A proposal as it is stored and sent: which command its body is of is said by the command's route.</summary>
internal sealed class ProposedJson : JsonConverter<CommandProposed>
{
    private static readonly string[] Members = ["n", "command", "body", "proposedOn"];

    public override CommandProposed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var said = JsonElement.ParseValue(ref reader);
        if (said.ValueKind != JsonValueKind.Object || said.EnumerateObject().Any(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
        {
            throw new JsonException("A proposal has the members n, command, body and proposedOn, and no others.");
        }

        var route = Required(said, "command").GetString();
        var row = HazardCommands.All.FirstOrDefault(row => row.Route == route && row.CanBeProposed)
            ?? throw new JsonException($"The command '{route}' cannot be proposed.");
        var body = (HazardCommand?)Required(said, "body").Deserialize(row.Command, options);
        return new(Required(said, "n").GetInt32(), row.Route, body ?? throw new JsonException("A proposal's body is an object."), Required(said, "proposedOn").Deserialize<DateOnly>(options));
    }

    public override void Write(Utf8JsonWriter writer, CommandProposed value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("n", value.N);
        writer.WriteString("command", value.Command);
        writer.WritePropertyName("body");
        JsonSerializer.Serialize(writer, value.Body, value.Body.GetType(), options);
        writer.WriteString("proposedOn", value.ProposedOn.ToString("yyyy-MM-dd"));
        writer.WriteEndObject();
    }

    private static JsonElement Required(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) ? value : throw new JsonException($"A proposal lacks its member {name}.");
}
