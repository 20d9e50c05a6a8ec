using System.Collections;
using System.Text.Json;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Recording;

/// <summary>How a member is asked for.</summary>
public enum FieldKind
{
    Line,
    Text,
    Lines,
    Number,
    Day,
    Moment,
    Flag,
    Choice,
    Group,
    Rows,
}

/// <summary>One member of a command as a form asks for it.</summary>
/// <param name="Path">Name of its input: the member's path in the body.</param>
/// <param name="Member">The member.</param>
/// <param name="Kind">How it is asked for.</param>
public sealed record FormField(string Path, FormMember Member, FieldKind Kind)
{
    private static readonly string[] Long =
    [
        "reason", "reasons", "measures", "description", "findings", "comments", "done", "remaining", "problems", "note", "lateReason", "goal", "contingencyPlan",
        "interimMeasures", "measuresMeanwhile", "cause", "newValue",
    ];

    /// <summary>What can be chosen; null when anything can be said.</summary>
    public IReadOnlyList<NamedCode>? Choices { get; init; }

    /// <summary>The parts of a group or of each row.</summary>
    public IReadOnlyList<FormField> Parts { get; init; } = [];

    /// <summary>The value of a form that nobody has filled in yet.</summary>
    public string? Default { get; init; }

    /// <summary>Usable in an id: paths hold dots and brackets.</summary>
    public string Id => "f-" + Path.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);

    /// <summary>True when it has to be filled in. A part has to be only where its group is said at all, which the desk sees.</summary>
    public bool IsRequired => Member.Required && !Path.Contains('.', StringComparison.Ordinal) && Kind is not (FieldKind.Flag or FieldKind.Group or FieldKind.Rows);

    /// <summary>The label.</summary>
    public string Label(Phrasing words) => this is { Kind: FieldKind.Day, Member.Name: "from" } ? words["from"] : words.Of(NameBook.Field(Member.Name));

    /// <summary>The field of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="prefix">Path of what it is part of, with the dot; empty at the top.</param>
    /// <param name="membersOf">Members of a record.</param>
    public static FormField Of(FormMember member, string prefix, Func<Type, IReadOnlyList<FormMember>> membersOf)
    {
        var (path, type) = (prefix + member.Name, Nullable.GetUnderlyingType(member.Type) ?? member.Type);
        var kind = KindOf(member.Name, type);
        return new(path, member, kind)
        {
            Choices = kind == FieldKind.Choice ? ChoicesOf(type) : null,
            Parts = kind switch
            {
                FieldKind.Group => [.. membersOf(type).Select(part => Of(part, path + ".", membersOf))],
                FieldKind.Rows => [.. membersOf(ItemOf(type)!).Select(part => Of(part, "", membersOf))],
                _ => [],
            },
        };
    }

    /// <summary>The parts of one row, with its number in their paths.</summary>
    public IEnumerable<FormField> Row(int number) => Parts.Select(part => part with { Path = $"{Path}[{number}].{part.Path}" });

    private static FieldKind KindOf(string name, Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(Guid) => Long.Contains(name, StringComparer.Ordinal) ? FieldKind.Text : FieldKind.Line,
        { IsEnum: true } => FieldKind.Choice,
        _ when type == typeof(DateOnly) => FieldKind.Day,
        _ when type == typeof(DateTimeOffset) => FieldKind.Moment,
        _ when type == typeof(bool) => FieldKind.Flag,
        _ when type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal) => FieldKind.Number,
        _ when ItemOf(type) is { } item => item == typeof(string) ? FieldKind.Lines : FieldKind.Rows,
        _ => FieldKind.Group,
    };

    private static Type? ItemOf(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments()[0] : null;

    // "Ungraded" is where a hazard begins and no grade that anybody gives.
    private static List<NamedCode> ChoicesOf(Type type) =>
        [.. Enum.GetNames(type).Where(name => type != typeof(Grade) || name != nameof(Grade.Ungraded))
            .Select(JsonNamingPolicy.CamelCase.ConvertName).Select(word => new NamedCode(word, NameBook.Of(type.Name, word)))];
}
