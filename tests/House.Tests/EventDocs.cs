using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.House.Tests;

/// <summary>docs/events.md is written from the code: events with their members, commands with their events, refusals with both sentences.</summary>
public sealed class EventDocs
{
    private const string Page = "docs/events.md";
    private const string Update = "HAZARDLEDGER_UPDATE_DOCS";

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<string, XElement> Docs = XDocument.Load(Path.ChangeExtension(typeof(HazardEvent).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    [Fact]
    public void The_page_of_events_says_what_the_code_says()
    {
        var page = Write();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Path.Combine(House.Root, Page), page);
        }

        House.Exists(Page).ShouldBeTrue($"{Page} is missing; {Update}=1 writes it.");
        House.Read(Page).ShouldBe(page, $"{Page} is written from the code; {Update}=1 writes it anew. Look at the difference: stored names and codes are permanent.");
    }

    [Fact]
    public void Every_event_and_command_has_a_name_in_both_languages()
    {
        EventJson.EventTypes.Keys.Where(type => NameBook.Event(type) is var name && (name.Zh == type || name.En == type))
            .Concat(HazardCommands.All.Where(row => NameBook.Command(row.Route) is var name && (name.Zh == row.Route || name.En == row.Route)).Select(row => row.Route))
            .ShouldBeClean("People read Chinese and English; a code that shows as itself is a missing translation.");
    }

    [Fact]
    public void Every_role_has_a_name_in_both_languages()
    {
        GuardDocs.RolesInCode.Count.ShouldBeGreaterThanOrEqualTo(5);
        GuardDocs.RolesInCode.Select(role => role.Word).Where(word => NameBook.Role(word) is var name && (name.Zh == word || name.En == word))
            .ShouldBeClean("A role is shown to people as who acted; give it its names in RoleNames.");
    }

    [Fact]
    public void Every_part_of_an_event_is_described()
    {
        var page = House.Read(Page);
        EventJson.EventTypes.Values.SelectMany(record => record.GetProperties()).Select(member => member.PropertyType)
            .Select(type => Nullable.GetUnderlyingType(type) ?? type).Select(type => IsList(type) ? type.GenericTypeArguments[0] : type)
            .Where(type => type is { IsEnum: false, IsAbstract: false, Namespace: "HazardLedger.Domain.Hazards" } or { Namespace: "HazardLedger.Domain" }).Distinct()
            .Where(part => !page.Contains($"**{part.Name}**", StringComparison.Ordinal)).Select(part => part.Name)
            .ShouldBeClean("A reader of the contract needs the members of every part; add it to Parts.");
    }

    private static string Write()
    {
        var page = new StringBuilder();
        page.Append($"""
            # Events, commands and refusals

            Written from the code by a test (`{Update}=1 dotnet test tests/House.Tests` writes it anew). Stored names, members and codes are permanent: they are added
            to and never changed; the sentences may be bettered. `?` marks a member that may be absent. Days are `yyyy-mm-dd`, instants RFC 3339 with
            offset, money whole yuan, enumerations the camelCase words given.

            ## Events

            Members of each event are its `data`; who, when and on what paper is its [entry](#the-entry).


            """);
        foreach (var (type, record) in EventJson.EventTypes.OrderBy(pair => Array.IndexOf(Order, pair.Value)))
        {
            var name = NameBook.Event(type);
            page.Append($"### `{type}`\n\n{name.Zh} · {name.En}. {Regex.Replace(Summary(record), @" \(\p{IsCJKUnifiedIdeographs}+\)", "")}\n\n{Members(record)}\n");
        }

        page.Append($"## The entry\n\n{Summary(typeof(Entry))}\n\n{Members(typeof(Entry))}\n");
        Parts(page);
        Commands(page);
        GuardDocs.Append(page);
        Refusals(page);
        Rules(page);
        ReportDocs.Append(page, Members);
        return page.ToString().ReplaceLineEndings("\n");
    }

    // The order of the contract's own page: that in which a hazard lives.
    private static Type[] Order { get; } = [.. typeof(HazardEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HazardEvent))).OrderBy(type => type.MetadataToken)];

    private static void Parts(StringBuilder page)
    {
        page.Append("## Parts\n\n");
        foreach (var part in new[] { typeof(Actor), typeof(EvidenceCitation), typeof(Criterion), typeof(Panel), typeof(GeoPoint), typeof(ExternalId), typeof(PlanFunds), typeof(InventoryItem) })
        {
            page.Append($"**{part.Name}**: {Summary(part)}\n\n{Members(part)}\n");
        }
    }

    private static void Commands(StringBuilder page)
    {
        page.Append("## Commands\n\n`POST /v1/hazards` registers; all others are `POST /v1/hazards/{id}/` and the route.\n\n| route | | | records |\n|---|---|---|---|\n");
        foreach (var row in HazardCommands.All)
        {
            var name = NameBook.Command(row.Route);
            page.Append($"| `{PathOf(row)}{row.Route}` | {name.Zh} | {name.En} | {string.Join(" or ", row.Steps.Select(step => $"`{EventJson.TypeName(step)}`"))} |\n");
        }

        page.Append($"\nA merger also records `{EventJson.TypeName(typeof(DuplicateAbsorbed))}` in the survivor. Where the policy strikes off general hazards with their acceptance, the step that accepts also records `{EventJson.TypeName(typeof(HazardClosed))}`. Bodies hold the command's members and the entry's.\n\n");
    }

    private static string PathOf(CommandRow row) => row.Route switch
    {
        "cancellations" => "entries/{position}/",
        "completions" => "items/{no}/",
        "extensions" or "liftings" => "interim-controls/{controlId}/",
        _ => "",
    };

    private static void Refusals(StringBuilder page)
    {
        page.Append("## Refusals\n\nA rule's no is `409` with one of these codes.\n\n| code | | | clause |\n|---|---|---|---|\n");
        foreach (var refusal in HazardRefusals.All.Values)
        {
            page.Append($"| `{refusal.Code}` | {refusal.Chinese} | {refusal.English} | {refusal.Clause} |\n");
        }
    }

    private static void Rules(StringBuilder page)
    {
        page.Append("\n## Changes of the rules\n\nIn streams of their own, one a jurisdiction and one a year; they post nothing. `rules` holds members of the policy by name: "
            + string.Join(", ", PolicyMembers.All.Keys.Select(member => $"`{member}`")) + ".\n\n");
        foreach (var (type, record) in RuleJson.EventTypes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var name = NameBook.Event(type);
            page.Append($"### `{type}`\n\n{name.Zh} · {name.En}. {Summary(record)}\n\n{Members(record)}\n");
        }

        page.Append("| code | | |\n|---|---|---|\n");
        foreach (var refusal in RuleDecider.Refusals)
        {
            page.Append($"| `{refusal.Code}` | {refusal.Chinese} | {refusal.English} |\n");
        }
    }

    private static string Members(Type record)
    {
        var members = record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.CanWrite && member.Name != "EqualityContract").ToList();
        return members.Count == 0
            ? "No members: everything is in the entry.\n"
            : string.Concat(members.Select(member => $"- `{JsonNamingPolicy.CamelCase.ConvertName(member.Name)}`{(MayBeAbsent(member) ? "?" : "")} {Called(member)}: {Kind(member.PropertyType)}{Meaning(record, member)}\n"));
    }

    private static string Called(PropertyInfo member) => NameBook.Field(JsonNamingPolicy.CamelCase.ConvertName(member.Name)) switch { var name => $"{name.Zh} · {name.En}" };

    private static bool MayBeAbsent(PropertyInfo member) =>
        Nullability.Create(member).ReadState == NullabilityState.Nullable || (member.DeclaringType == typeof(Entry) && IsList(member.PropertyType));

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var list when IsList(list) => $"list of {Kind(list.GenericTypeArguments[0])}",
        { IsGenericType: true } named when named.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) => $"{Kind(named.GenericTypeArguments[1])} by name",
        var word when word.IsEnum => string.Join(" / ", Enum.GetNames(word).Select(name => $"`{JsonNamingPolicy.CamelCase.ConvertName(name)}`")),
        var day when day == typeof(DateOnly) => "day",
        var instant when instant == typeof(DateTimeOffset) => "instant",
        var text when text == typeof(string) => "text",
        var number when number == typeof(int) || number == typeof(long) => "whole number",
        var number when number == typeof(double) || number == typeof(decimal) => "number",
        var id when id == typeof(Guid) => "id of a hazard",
        var command when command == typeof(HazardCommand) => "object",
        var part => part.Name,
    };

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static string Meaning(Type record, PropertyInfo member)
    {
        var own = Docs.GetValueOrDefault($"P:{record.FullName}.{member.Name}")?.Element("summary")
            ?? Docs.GetValueOrDefault($"T:{record.FullName}")?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == member.Name);
        return own is null ? "" : $". {Plain(own)}";
    }

    internal static string Summary(Type type) =>
        Plain(Docs.GetValueOrDefault($"T:{type.FullName}")?.Element("summary") ?? throw new InvalidOperationException($"{type.Name} has no summary."));

    private static string Plain(XElement element) => Regex.Replace(string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" } see => $"`{Named((string)see.Attribute("cref")!)}`",
        XElement other => other.Value,
        _ => node.ToString(),
    })), @"\s+", " ").Trim();

    private static string Named(string cref) => cref.StartsWith("P:", StringComparison.Ordinal)
        ? JsonNamingPolicy.CamelCase.ConvertName(cref.Split('.')[^1])
        : cref.Split('.')[^1];
}
