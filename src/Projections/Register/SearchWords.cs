using System.Globalization;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>How a search finds its words.</summary>
/// <param name="LookedUp">Words that lead to their rows by their grams; the rest are looked for in the rows themselves.</param>
/// <param name="Otherwise">The frequent words to look up when the nearest rows of the walk do not fill the page: each is frequent, yet all of them
/// together, or with the filters, or in this end of the register, may be rare. Empty where there is nothing to fall back on.</param>
internal sealed record SearchPlan(IReadOnlyList<string> LookedUp, IReadOnlyList<string> Otherwise);

/// <summary>Which words of a search are worth the index. A word that stands in one of a hundred rows is found sooner by walking the register in
/// its order until the page is full, for which the nearest rows suffice; one that is rarer is found sooner by its grams. A sample of two thousand rows says which is which.</summary>
internal static class SearchWords
{
    /// <summary>A register of fewer rows is read without a sample.</summary>
    public const int Near = 20_000;

    private const double SampledRows = 2_000;
    private const int OftenInSample = 20;

    // A word in every fourth row leads to nothing sooner than the rows themselves, and its list is long.
    private const double Usual = 0.25;

    /// <summary>The words as they are looked for: lower case, split at blanks.</summary>
    public static string[] Of(string? words) => (words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A word as a pattern of LIKE.</summary>
    public static string Pattern(string word) => $"%{word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";

    /// <summary>What to look up, and when. Nothing in a small register, which is read as fast as an index.</summary>
    public static async Task<SearchPlan> PlanAsync(NpgsqlDataSource source, string? words, int near, CancellationToken ct)
    {
        var candidates = Of(words).Where(word => SearchGrams.Of(word).Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
        {
            return new([], []);
        }

        await using var size = source.CreateCommand("SELECT reltuples::float8 FROM pg_class WHERE oid = 'hl.register'::regclass");
        var rows = (double)(await size.ExecuteScalarAsync(ct))!;
        if (rows < near)
        {
            return new([], []);
        }

        var share = Math.Min(100, 100 * SampledRows / rows).ToString("0.######", CultureInfo.InvariantCulture);
        var counts = string.Join(", ", candidates.Select((_, at) => $@"count(*) FILTER (WHERE search LIKE ${at + 1} ESCAPE '\')"));
        await using var sample = source.CreateCommand($"SELECT {counts} FROM hl.register TABLESAMPLE SYSTEM ({share})");
        foreach (var word in candidates)
        {
            sample.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Pattern(word) });
        }

        await using var row = await sample.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        string[] rare = [.. candidates.Where((_, at) => row.GetInt64(at) < OftenInSample)];
        return rare.Length > 0 ? new(rare, []) : new([], [.. candidates.Where((_, at) => row.GetInt64(at) < SampledRows * Usual)]);
    }
}
