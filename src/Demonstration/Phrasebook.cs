using System.Text.Json;
using System.Text.RegularExpressions;

namespace HazardLedger.Demonstration;

/// <summary>What is wrong, with the ways in which it is told and what puts it right.</summary>
/// <param name="At">Words, separated by blanks, of which a place must contain one; null fits everywhere.</param>
internal sealed record Defect(string Text, string Category, string[] Details, string Measures, MajorClause? Major = null, string? At = null);

internal sealed record MajorClause(string Standard, string Clause);

/// <summary>The words of a sector.</summary>
/// <param name="Places">A place, or "place@kind,trade": only at parties of such a kind or with such a word in their name.</param>
internal sealed record SectorPhrases(string[] Places, Defect[] Defects)
{
    /// <summary>Every place of the party with everything that may be wrong there.</summary>
    public List<(string Place, Defect Defect)> At(DemonstrationParty party, bool major) =>
    [
        .. from written in Places
           let parts = written.Split('@')
           where parts.Length == 1 || parts[1].Split(',').Any(word => word == party.Kind || party.Name.Contains(word, StringComparison.Ordinal))
           from defect in Defects
           where !major || defect.Major is not null
           where defect.At is null || defect.At.Split(' ').Any(word => parts[0].Contains(word, StringComparison.Ordinal))
           select (parts[0], defect),
    ];
}

internal sealed record Texts(
    Dictionary<string, string[]> Trades, string[] Fictions, string[] LateReasons, string[] FailReasons, string[] ProgressNotes,
    string[] OverdueNotes, string[] OnTheSpotNotes, string[] EvidenceNotes, string[] CloseNotes, string[] ReopenCauses,
    string[] MergeReasons, string[] Dispatches);

/// <summary>The Chinese words of the demonstration, read from the embedded Phrases/*.json.</summary>
internal static partial class Phrasebook
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static Texts Texts { get; } = Read<Texts>("texts");

    public static IReadOnlyDictionary<string, SectorPhrases> Sectors { get; } = Read<Dictionary<string, SectorPhrases>>("sectors-1")
        .Concat(Read<Dictionary<string, SectorPhrases>>("sectors-2")).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Fills each "{least-most}" with a drawn number.</summary>
    public static string Fill(this Dice dice, string template) => Range().Replace(template, found =>
        dice.Between(int.Parse(found.Groups["least"].ValueSpan), int.Parse(found.Groups["most"].ValueSpan)).ToString());

    [GeneratedRegex(@"\{(?<least>\d+)-(?<most>\d+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();

    private static T Read<T>(string name)
    {
        using var stream = typeof(Phrasebook).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The phrases {name} are not embedded.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"The phrases {name} are empty.");
    }
}
