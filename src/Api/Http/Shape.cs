using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>The shape of a body, read off a record's constructor: names, types, what is required. Reads a JSON object member by
/// member and keeps going after a fault, so that a caller is told everything at once.</summary>
public sealed class Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();
    private readonly ConstructorInvoker _constructor;
    private readonly byte[][] _names;

    private Shape(Type record)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = record.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        _constructor = ConstructorInvoker.Create(constructor);
        Record = record;
        Members = [.. constructor.GetParameters().Select(parameter => new ShapeMember(
            JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), parameter.ParameterType,
            Required: Nullable.GetUnderlyingType(parameter.ParameterType) is null
                && nullability.Create(parameter).WriteState == NullabilityState.NotNull && !parameter.HasDefaultValue))];
        _names = [.. Members.Select(member => Encoding.UTF8.GetBytes(member.Name))];
    }

    /// <summary>The record that is read.</summary>
    public Type Record { get; }

    /// <summary>Its members in order.</summary>
    public IReadOnlyList<ShapeMember> Members { get; }

    /// <summary>The shape of a record.</summary>
    public static Shape Of(Type record) => Known.GetOrAdd(record, type => new Shape(type));

    /// <summary>Reads the members of <paramref name="body"/> that are this shape's. Faulty members get their type's default,
    /// so that the others can still be validated; the record is good only when no fault was added.</summary>
    public object Read(JsonElement body, List<Fault> faults)
    {
        var values = new object?[Members.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadMember(Members[i], _names[i], body, faults) ?? Default(Members[i].Type);
        }

        return _constructor.Invoke(values.AsSpan());
    }

    /// <summary>Adds a fault for every member of <paramref name="body"/> that belongs to none of these shapes.</summary>
    public static void RefuseUnknown(JsonElement body, List<Fault> faults, params ReadOnlySpan<Shape> shapes)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (!Knows(shapes, member))
            {
                faults.Add(Fault.Unknown(member.Name));
            }
        }
    }

    private static bool Knows(ReadOnlySpan<Shape> shapes, JsonProperty member)
    {
        foreach (var shape in shapes)
        {
            foreach (var known in shape._names)
            {
                if (member.NameEquals(known))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static object? ReadMember(ShapeMember member, byte[] name, JsonElement body, List<Fault> faults)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (member.Required)
            {
                faults.Add(Fault.Missing(member.Name));
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && member.Type == typeof(string))
        {
            return value.GetString();
        }

        try
        {
            return value.Deserialize(member.Type, EventJson.Options);
        }
        catch (JsonException e)
        {
            var inner = e.Path is null or "$" ? "" : e.Path[1..];
            faults.Add(Fault.Form(member.Name + inner, Expected(member.Type)));
            return null;
        }
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => string.Join(" | ", Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName)),
            _ when plain == typeof(DateOnly) => "yyyy-mm-dd",
            _ when plain == typeof(DateTimeOffset) => "RFC 3339",
            _ when plain == typeof(Guid) => "UUID",
            _ when plain == typeof(long) || plain == typeof(int) => "integer",
            _ when plain == typeof(string) => "string",
            { IsGenericType: true } => "array",
            _ => "object",
        };
    }
}

/// <summary>One member of a shape.</summary>
public sealed record ShapeMember(string Name, Type Type, bool Required);
