using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Projections.Wire;

/// <summary>The rules of a change of policy as an object: each member by its camelCase name, read as the policy's own type. A name that is no
/// member of the policy is refused, and so is a value that lacks a part: nothing gets a silent default.</summary>
public sealed class PolicyRulesJson : JsonConverter<PolicyRules>
{
    public override PolicyRules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var root = JsonElement.ParseValue(ref reader);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("An object is wanted.");
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!PolicyMembers.All.TryGetValue(member.Name, out var property))
            {
                throw new JsonException("No member of a policy.", $"$.{member.Name}", null, null);
            }

            values[member.Name] = ValueOf(member, property.PropertyType, options);
        }

        return new(values);
    }

    public override void Write(Utf8JsonWriter writer, PolicyRules value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (member, rule) in value.Values)
        {
            writer.WritePropertyName(member);
            if (rule is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                JsonSerializer.Serialize(writer, rule, PolicyMembers.All[member].PropertyType, options);
            }
        }

        writer.WriteEndObject();
    }

    private static object? ValueOf(JsonProperty member, Type type, JsonSerializerOptions options)
    {
        var path = $"$.{member.Name}";
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        RefuseLacking(member.Value, type, path);
        try
        {
            return member.Value.Deserialize(type, options);
        }
        catch (JsonException e)
        {
            throw new JsonException(e.Message, path + (e.Path is null or "$" ? "" : e.Path[1..]), null, null, e);
        }
    }

    private static void RefuseLacking(JsonElement value, Type type, string path)
    {
        if (value.ValueKind == JsonValueKind.Array && type.IsGenericType)
        {
            foreach (var (item, at) in value.EnumerateArray().Select((item, at) => (item, at)))
            {
                RefuseLacking(item, type.GenericTypeArguments[^1], $"{path}[{at}]");
            }
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            throw new JsonException("Nothing may be null here.", path, null, null);
        }
        else if (value.ValueKind == JsonValueKind.Object && type.Namespace == typeof(Policy).Namespace && Lacking(value, type) is { } lacking)
        {
            throw new JsonException("A part is missing.", $"{path}.{lacking}", null, null);
        }
    }

    private static string? Lacking(JsonElement value, Type record) => record.GetConstructors().OrderByDescending(made => made.GetParameters().Length).First().GetParameters()
        .Where(part => !part.HasDefaultValue).Select(part => JsonNamingPolicy.CamelCase.ConvertName(part.Name!))
        .FirstOrDefault(name => !value.TryGetProperty(name, out var said) || said.ValueKind == JsonValueKind.Null);
}
