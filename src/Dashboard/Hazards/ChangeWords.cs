using System.Text.Json;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Hazards;

/// <summary>Values of a changed member as people say them: never the wire's own words.</summary>
internal static class ChangeWords
{
    private const int Longest = 60;

    public static string? Of(Phrasing words, string path, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => Named(words, path, value.GetString()!),
        JsonValueKind.True => words["yes"],
        JsonValueKind.False => words["no"],
        JsonValueKind.Number => words.Count(value.GetInt64()),
        JsonValueKind.Object when path == "listing" => $"{words.Of(NameBook.Of("Level", value.GetProperty("level").GetString()!))} {value.GetProperty("listingNo").GetString()}",
        JsonValueKind.Object when path == "assignment" => value.GetProperty("to").GetString(),
        _ => null,
    };

    private static string Named(Phrasing words, string path, string text) => path switch
    {
        "lifecycle" => words.Of(NameBook.Of("Lifecycle", text)),
        "standing" => words.Of(NameBook.Of("Standing", text)),
        "grade" => words.Of(NameBook.Of("Grade", text)),
        "category" => words.Of(NameBook.Of("Category", text)),
        "source" => words.Of(NameBook.Of("DiscoverySource", text)),
        "closureKind" => words.Of(NameBook.Of("ClosureKind", text)),
        "listing.level" => words.Of(NameBook.Of("Level", text)),
        "area" => words.Area(text),
        "sector" => words.Of(NameBook.Sector(text)),
        _ => text.Length <= Longest ? text : text[..Longest] + "…",
    };
}
