using System.Text.Json;
using System.Text.RegularExpressions;

namespace HazardLedger.Demonstration;

/// <summary>What is wrong, with the ways in which it is told and what puts it right.</summary>
internal sealed record Defect(string Text, string Category, string[] Details, string Measures, MajorClause? Major = null);

internal sealed record MajorClause(string Standard, string Clause);

internal sealed record SectorPhrases(string[] Places, Defect[] Defects);

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
