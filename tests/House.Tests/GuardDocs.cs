using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Names;

namespace HazardLedger.House.Tests;

/// <summary>The part of docs/events.md that says which command is refused when, what every word means and who may do what: read off the
/// order table, the rules' own files, the vocabulary and the roles.</summary>
internal static partial class GuardDocs
{
    private static readonly Lifecycle[] Stages = [Lifecycle.Registered, Lifecycle.Rectifying, Lifecycle.PendingAcceptance, Lifecycle.Accepted, Lifecycle.Closed];

    public static void Append(StringBuilder page)
    {
        Order(page);
        Guards(page);
        Words(page);
        Roles(page);
    }

    /// <summary>The roles' words, as the program that gives keys names them.</summary>
    public static IReadOnlyList<(string Word, string Meaning)> RolesInCode { get; } =
    [
        .. RoleLine().Matches(House.Read("src/Api/Access/Roles.cs").Split("class AccessPolicy")[0])
            .Select(match => (match.Groups["word"].Value, match.Groups["meaning"].Value)),
    ];

    // A general hazard with a deadline, nothing listed, stopped, asked or fined: what only the stage forbids.
    private static void Order(StringBuilder page)
    {
        page.Append("""
            ## The order of steps

            What the stage of a general hazard forbids when nothing is listed, stopped, asked for or fined; `·` is open to the rule's own guards. Before the
            registration every command is `notRegistered`; on a voided or merged hazard `hazardIsVoided` or `hazardIsMerged`.


            """);
        page.Append($"| route | {string.Join(" | ", Stages.Select(stage => $"{NameBook.Of(stage).Zh} · {NameBook.Of(stage).En}"))} |\n|---|{string.Concat(Stages.Select(_ => "---|"))}\n");
        foreach (var row in HazardCommands.All.Where(row => row.Command != typeof(RegisterHazard)))
        {
            page.Append($"| `{row.Route}` | {string.Join(" | ", Stages.Select(stage => Refused(row, stage)))} |\n");
        }

        page.Append('\n');
    }

    private static string Refused(CommandRow row, Lifecycle stage)
    {
        var hazard = Hazard.Unknown with { Lifecycle = stage, Grade = Grade.General, Deadline = new(2026, 1, 31), OrderDays = [new(2026, 1, 1)] };
        var refusals = row.Steps.Select(step => HazardOrder.Refuses(step, hazard)).ToList();
        return refusals.Count == 0 || refusals.Contains(null) ? "·" : $"`{refusals[^1]!.Code}`";
    }

    private static void Guards(StringBuilder page)
    {
        page.Append("## Guards\n\nWhat each rule itself asks, in the order of its arms. A clause stands where a law or rule says so.\n\n");
        foreach (var row in HazardCommands.All)
        {
            var (name, guards) = (NameBook.Command(row.Route), GuardsOf(row.Command));
            page.Append($"- `{row.Route}` {name.Zh} · {name.En}: {(guards.Count == 0 ? "none of its own" : string.Join("; ", guards.Select(Said)))}\n");
        }

        page.Append('\n');
    }

    private static string Said(Refusal refusal) => $"`{refusal.Code}` {refusal.Chinese} {refusal.English}{(refusal.Clause is null ? "" : $" ({refusal.Clause})")}";

    private static List<Refusal> GuardsOf(Type command)
    {
        var path = $"src/Domain/Hazards/{command.Name}.cs";
        var rule = House.Exists(path) ? House.Read(path) : "";
        return [.. Word().Matches(rule).Select(match => JsonNamingPolicy.CamelCase.ConvertName(match.Value)).Distinct(StringComparer.Ordinal)
            .Where(HazardRefusals.All.ContainsKey).Select(code => HazardRefusals.All[code])];
    }

    private static void Words(StringBuilder page)
    {
        page.Append("## Words\n\nThe values of every enumeration, as they are written, with their names.\n\n");
        foreach (var words in typeof(Lifecycle).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(Lifecycle).Namespace).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            var said = words.GetEnumNames().Select(JsonNamingPolicy.CamelCase.ConvertName).Select(word => $"`{word}` {NameBook.Of(words.Name, word).Zh} · {NameBook.Of(words.Name, word).En}");
            page.Append($"- **{words.Name}**: {string.Join("; ", said)}\n");
        }

        page.Append('\n');
    }

    private static void Roles(StringBuilder page)
    {
        page.Append("## Roles\n\nThe words that stand in keys and in the `actor` of events.\n\n| role | | | |\n|---|---|---|---|\n");
        foreach (var (word, meaning) in RolesInCode)
        {
            page.Append($"| `{word}` | {NameBook.Role(word).Zh} | {NameBook.Role(word).En} | {meaning} |\n");
        }

        page.Append('\n');
    }

    [GeneratedRegex(@"<summary>(?<meaning>[^<]+)</summary>\s*public const string \w+ = ""(?<word>\w+)"";")]
    private static partial Regex RoleLine();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+\b")]
    private static partial Regex Word();
}
