using System.Globalization;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Which words of a search are worth the index. A word that stands in one of two hundred rows is found sooner by walking the register in
/// its order until the page is full; one that is rare is found sooner by its grams. A sample of some thousand rows says which is which.</summary>
internal static class SearchWords
{
    private const double FewRows = 20_000;
    private const double SampledRows = 2_000;
    private const int OftenInSample = 10;

    /// <summary>The words as they are looked for: lower case, split at blanks.</summary>
    public static string[] Of(string? words) => (words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A word as a pattern of LIKE.</summary>
    public static string Pattern(string word) => $"%{word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";

    /// <summary>Those of the words that are rare and have grams; none in a small register, which is read as fast as an index.</summary>
    public static async Task<IReadOnlyList<string>> RareAsync(NpgsqlDataSource source, string? words, CancellationToken ct)
    {
        var candidates = Of(words).Where(word => SearchGrams.Of(word).Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
        {
            return [];
        }

        await using var size = source.CreateCommand("SELECT reltuples::float8 FROM pg_class WHERE oid = 'hl.register'::regclass");
        var rows = (double)(await size.ExecuteScalarAsync(ct))!;
        if (rows < FewRows)
        {
            return [];
        }

        var share = (100 * SampledRows / rows).ToString("0.######", CultureInfo.InvariantCulture);
        var counts = string.Join(", ", candidates.Select((_, at) => $@"count(*) FILTER (WHERE search LIKE ${at + 1} ESCAPE '\')"));
        await using var sample = source.CreateCommand($"SELECT {counts} FROM hl.register TABLESAMPLE SYSTEM ({share})");
        foreach (var word in candidates)
        {
            sample.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Pattern(word) });
        }

        await using var row = await sample.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return [.. candidates.Where((_, at) => row.GetInt64(at) < OftenInSample)];
    }
}
