using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Names;

/// <summary>What people read for a code, in simplified Chinese and in English.</summary>
public sealed record Name(string Zh, string En)
{
    /// <summary>The name in a language tag's language: Chinese for <c>zh…</c>, English for all others.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}

/// <summary>A code with its name, for lists to choose from.</summary>
public sealed record NamedCode(string Code, Name Name);

/// <summary>Names of everything that has a code. A code that the book does not know shows as itself: nothing is ever hidden for lack of a name.</summary>
public static class NameBook
{
    /// <summary>Name of an area (GB/T 2260, GB/T 10114, zones).</summary>
    public static Name Area(string code) => Find(AreaNames.All, code);

    /// <summary>Names from the top down to the area: 福建省 莆田市 荔城区 黄石镇. Areas above that the book does not know are left out.</summary>
    public static IReadOnlyList<NamedCode> AreaPath(string code) =>
        [.. AreaCode.PathOf(code).Split('/').Where(part => part == code || AreaNames.All.ContainsKey(part)).Select(part => new NamedCode(part, Area(part)))];

    /// <summary>The areas that the book knows directly below one, by code, zones last; with null, the provinces.</summary>
    public static IReadOnlyList<NamedCode> AreasBelow(string? code) => Codes(AreaNames.All.Where(pair => AreaCode.ParentOf(pair.Key) == code));

    /// <summary>Name of a sector of safety supervision.</summary>
    public static Name Sector(string code) => Find(SectorNames.All, code);

    /// <summary>The sectors, in the order of the list.</summary>
    public static IReadOnlyList<NamedCode> Sectors { get; } = [.. SectorNames.All.Select(pair => new NamedCode(pair.Key, pair.Value))];

    /// <summary>Name of a value of the vocabulary, of a register or of a standing.</summary>
    public static Name Of<T>(T value) where T : struct, Enum => Find(VocabularyNames.All, $"{typeof(T).Name}.{value}", value.ToString());

    /// <summary>Name of a value by the enum's name and the word on the wire: <c>Of("Grade", "major")</c>.</summary>
    public static Name Of(string enumName, string word) =>
        Find(VocabularyNames.All, word.Length == 0 ? enumName : $"{enumName}.{char.ToUpperInvariant(word[0])}{word[1..]}", word);

    /// <summary>All values of an enum with the words on the wire, for lists to choose from.</summary>
    public static IReadOnlyList<NamedCode> Choices<T>() where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(value => new NamedCode(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), Of(value)))];

    /// <summary>Name of an event by its stored alias: <c>hazard_registered</c>.</summary>
    public static Name Event(string type) => Find(EventNames.All, type);

    /// <summary>Every event that has a name, in the order of the list.</summary>
    public static IReadOnlyList<NamedCode> Events { get; } = [.. EventNames.All.Select(pair => new NamedCode(pair.Key, pair.Value))];

    /// <summary>Name of a command by its route's last words: <c>rectification-orders</c>.</summary>
    public static Name Command(string route) => Find(CommandNames.All, route);

    /// <summary>Name of an organisation by its id: <c>350304-EMB</c>. Enterprises and people have no names in the ledger.</summary>
    public static Name Office(string code) => OfficeNames.Of(code) ?? new(code, code);

    /// <summary>Name of a role by the word in a key and in an event's actor: <c>recorder</c>.</summary>
    public static Name Role(string word) => Find(RoleNames.All, word);

    /// <summary>Name of a member of a hazard, an entry, an event or a command, by its name on the wire: <c>discoveredOn</c>.</summary>
    public static Name Field(string member) => Find(FieldNames.All.ContainsKey(member) ? FieldNames.All : ReportFieldNames.All, member);

    /// <summary>Name of a member of the policy, by its name on the wire: <c>fireReinspection</c>.</summary>
    public static Name Rule(string member) => Find(PolicyNames.All, member);

    /// <summary>Name of a rung of the escalation ladder.</summary>
    public static Name Step(string step) => Find(PolicyNames.Steps, step);

    private static Name Find(IReadOnlyDictionary<string, Name> names, string code, string? otherwise = null) =>
        names.TryGetValue(code, out var name) ? name : new(otherwise ?? code, otherwise ?? code);

    private static IReadOnlyList<NamedCode> Codes(IEnumerable<KeyValuePair<string, Name>> names) =>
        [.. names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new NamedCode(pair.Key, pair.Value))];
}
