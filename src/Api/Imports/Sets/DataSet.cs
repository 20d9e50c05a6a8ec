using System.Globalization;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>A register's published history with the figures that were computed from it apart from this project.</summary>
/// <param name="Name">Also the campaign tag under which its hazards stand, so that figures can be asked for it alone.</param>
/// <param name="Cases">Cases with their events, the contradictory ones among them.</param>
/// <param name="Contradictory">Ids of the cases that must be refused: closed before they were found.</param>
/// <param name="Expected">Its figures.</param>
internal sealed record DataSet(string Name, IReadOnlyList<IReadOnlyList<NeutralEvent>> Cases, IReadOnlySet<string> Contradictory, JsonElement Expected)
{
    private const string Answers = "expected.json";

    /// <summary>True when the register stamps days and no times, so that its days between are ours.</summary>
    public bool CountsWholeDays => Cases.All(one => one.All(e => e.At.TimeOfDay == TimeSpan.Zero));

    /// <summary>True when every case tells a hazard that the public reported rather than an inspector found.</summary>
    public bool IsPublic => Name.EndsWith("-311", StringComparison.Ordinal);

    /// <summary>The sets of a directory: its own, or those of the directories in it. Empty when there is none.</summary>
    public static IReadOnlyList<DataSet> Find(string directory) =>
        [.. new[] { directory }.Concat(Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
            .Where(one => File.Exists(Path.Combine(one, Answers))).SelectMany(Sections)];

    private static IEnumerable<DataSet> Sections(string directory)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
        var answers = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(directory, Answers)));
        return answers.TryGetProperty("sections", out var sections)
            ? sections.EnumerateObject().Select(section => Read(directory, $"{name}-{section.Name}", $"events-{section.Name}.ndjson.gz", section.Value))
            : [Read(directory, name, "events.ndjson.gz", answers)];
    }

    private static DataSet Read(string directory, string name, string events, JsonElement expected)
    {
        var contradictory = expected.EnumerateObject().Where(member => member.Name.StartsWith("quarantined", StringComparison.Ordinal))
            .SelectMany(member => member.Value.EnumerateArray()).Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);
        var cases = NeutralEvent.ReadCases(Path.Combine(directory, events));
        return new(name, [.. cases, .. ContradictoryCases(directory, name, contradictory)], contradictory, expected);
    }

    // The neutral streams hold only cases that make sense; the others come from the publisher's own file.
    private static List<IReadOnlyList<NeutralEvent>> ContradictoryCases(string directory, string name, HashSet<string> ids)
    {
        var rows = ids.Count == 0 ? [] : name switch
        {
            "columbia-code-cases" => Csv.Read(File.ReadAllText(Path.Combine(directory, "cases_min.csv"))).Select(Columbia),
            "nyc-hpd-311" => Csv.Read(File.ReadAllText(Path.Combine(directory, "311_Service_Requests.csv"))).Select(NewYork)
                .Concat(JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(directory, "fhrw-4uyv.json"))).EnumerateArray().Select(NewYork)),
            _ => throw new InvalidDataException($"Where the raw cases of {name} lie is not known."),
        };
        var found = rows.Where(one => ids.Contains(one[0].Case)).ToList();
        return found.Count == ids.Count ? [.. found] : throw new InvalidDataException($"{name}: {ids.Count} contradictory cases are named, {found.Count} lie in its raw files.");
    }

    private static List<NeutralEvent> Columbia(IReadOnlyDictionary<string, string> row)
    {
        var (id, opened, closed) = (row["Code Case Number"], Local(row["Code Case Opened Date"], "M/d/yyyy"), Local(row["Code Case Closed Date"], "M/d/yyyy"));
        return
        [
            new(id, 0, "Discovered", opened!.Value, row["Code Case District"], row["Code Case Type"].Replace("ONS -", "", StringComparison.Ordinal).Trim()),
            .. closed is { } at ? [new NeutralEvent(id, 1, "Closed", at, Outcome: row["Code Case Status"])] : Array.Empty<NeutralEvent>(),
        ];
    }

    private static List<NeutralEvent> NewYork(IReadOnlyDictionary<string, string> row) => NewYork(
        row["Unique Key"], Local(row["Created Date"], "MM/dd/yyyy hh:mm:ss tt"), Local(row["Closed Date"], "MM/dd/yyyy hh:mm:ss tt"), row["Borough"], row["Agency"]);

    private static List<NeutralEvent> NewYork(JsonElement row) => NewYork(
        Text(row, "unique_key")!, Local(Text(row, "created_date"), "s"), Local(Text(row, "closed_date"), "s"), Text(row, "borough"), Text(row, "agency")!);

    private static List<NeutralEvent> NewYork(string id, DateTime? created, DateTime? closed, string? borough, string agency) =>
    [
        new(id, 0, "Discovered", created!.Value, string.IsNullOrEmpty(borough) ? "Unspecified" : borough, agency),
        .. closed is { } at ? [new NeutralEvent(id, 1, "Closed", at)] : Array.Empty<NeutralEvent>(),
    ];

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTime? Local(string? text, string format) =>
        string.IsNullOrEmpty(text) ? null : DateTime.ParseExact(format == "s" ? text[..19] : text, format, CultureInfo.InvariantCulture);
}
