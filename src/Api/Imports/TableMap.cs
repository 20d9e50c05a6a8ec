using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Imports;

/// <summary>Which columns of a table feed which members of which commands. A row is one case or a part of one: each command that finds its
/// columns filled becomes one line of an import.</summary>
/// <param name="System">The other system's name: <c>external.system</c> of every line.</param>
/// <param name="Id">Column that holds the case's id there; consecutive rows with the same one are one case.</param>
/// <param name="Commands">In the order in which they are recorded.</param>
internal sealed record TableMap(string System, string Id, IReadOnlyList<TableMap.CommandMap> Commands)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Members that every command has, such as <c>actor.person</c>; a command's own come before them.</summary>
    public IReadOnlyDictionary<string, MemberMap> Members { get; init; } = new Dictionary<string, MemberMap>(StringComparer.Ordinal);

    /// <summary>Forms of days beside <c>yyyy-MM-dd</c>, as .NET writes them: <c>yyyy年M月d日</c>.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>Of a CSV file: <c>utf-8</c> or <c>gb18030</c>.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Of a CSV file: one character.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>A command that a row may hold.</summary>
    /// <param name="Command">The route's last words.</param>
    /// <param name="Members">By path in the body: <c>area</c>, <c>criteria.0.clause</c>.</param>
    internal sealed record CommandMap(string Command, IReadOnlyDictionary<string, MemberMap> Members)
    {
        /// <summary>Columns that must all be filled; else the row does not hold this command.</summary>
        public IReadOnlyList<string> When { get; init; } = [];
    }

    /// <summary>Where a member's value comes from: a column, or the map itself.</summary>
    internal sealed record MemberMap
    {
        /// <summary>The column; a member whose cell is empty is left out.</summary>
        public string? Column { get; init; }

        /// <summary>The value itself, whatever the row says.</summary>
        public JsonElement? Value { get; init; }

        /// <summary><c>text</c>, <c>day</c>, <c>instant</c> (UTC+08:00 where the cell names no offset), <c>number</c>, <c>flag</c> or <c>list</c>.</summary>
        public string As { get; init; } = "text";

        /// <summary>What separates the items of a list.</summary>
        public string By { get; init; } = "、";

        /// <summary>What words of the table mean here; others stay as they are.</summary>
        public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>Reads a map, strictly.</summary>
    /// <returns>The map, or what is wrong with it.</returns>
    public static (TableMap? Map, Fault? Fault) Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var map = JsonSerializer.Deserialize<TableMap>(utf8, Strict);
            var fault = map is null ? "null" : map.Wrong();
            return fault is null ? (map, null) : (null, new("map", $"列对照有误：{fault}", $"The map is wrong: {fault}"));
        }
        catch (JsonException e)
        {
            return (null, new("map", $"列对照不是合格的 JSON：{e.Path}", $"The map is no JSON of a map: {e.Path}"));
        }
    }

    /// <summary>Columns that the map names and the table lacks.</summary>
    public IReadOnlyList<string> Lacking(IReadOnlyList<string> head) =>
        [.. Commands.SelectMany(command => command.When.Concat(command.Members.Values.Select(member => member.Column))).Concat(Members.Values.Select(member => member.Column)).Append(Id)
            .OfType<string>().Distinct(StringComparer.Ordinal).Except(head, StringComparer.Ordinal)];

    private string? Wrong()
    {
        var members = Commands.SelectMany(command => command.Members).Concat(Members).ToList();
        return Commands.Count == 0 ? "commands"
            : Commands.FirstOrDefault(command => HazardCommands.All.All(row => row.Route != command.Command)) is { } unknown ? $"commands: {unknown.Command}"
            : members.Where(member => member.Value.Column is null == member.Value.Value is null).Select(member => $"{member.Key}: column | value").FirstOrDefault()
            ?? members.Where(member => member.Value.As is not ("text" or "day" or "instant" or "number" or "flag" or "list")).Select(member => $"{member.Key}: as").FirstOrDefault()
            ?? members.Where(member => member.Value.By.Length == 0).Select(member => $"{member.Key}: by").FirstOrDefault()
            ?? (Encoding is not ("utf-8" or "gb18030") ? "encoding: utf-8 | gb18030" : Delimiter.Length != 1 || Delimiter is "\"" or "\n" or "\r" ? "delimiter" : null);
    }
}
