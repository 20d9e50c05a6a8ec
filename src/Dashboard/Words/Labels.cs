using System.Collections.Frozen;

namespace HazardLedger.Dashboard.Words;

/// <summary>The one table of what the pages say, in both languages: <c>labels.txt</c>, a line each, key | Chinese | English.
/// Names of codes (areas, sectors, events, standings …) come from <see cref="Projections.Names.NameBook"/> instead.</summary>
public static class Labels
{
    private static readonly FrozenDictionary<string, (string Zh, string En)> Table = Read();

    /// <summary>Every key.</summary>
    public static IReadOnlyList<string> Keys => Table.Keys;

    /// <summary>What a key says in a language.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such key: a mistake of ours.</exception>
    public static string Of(string key, Language language) => Table.TryGetValue(key, out var label)
        ? language == Language.Zh ? label.Zh : label.En
        : throw new KeyNotFoundException($"labels.txt has no '{key}'.");

    /// <summary>True when the table has the key.</summary>
    public static bool Has(string key) => Table.ContainsKey(key);

    private static FrozenDictionary<string, (string, string)> Read()
    {
        using var text = new StreamReader(typeof(Labels).Assembly.GetManifestResourceStream("labels.txt")!);
        return text.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToFrozenDictionary(parts => parts[0], parts => (parts[1], parts[2]), StringComparer.Ordinal);
    }
}
