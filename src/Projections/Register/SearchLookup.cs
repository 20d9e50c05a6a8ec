using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Hazards by the grams of words. All words stand in what a hazard is, or some of them only in the numbers of its papers.</summary>
internal static class SearchLookup
{
    // Papers that one word is looked for among before all lines that have it are read instead.
    private const int Papers = 5_000;

    /// <summary>Hazards that may contain all the words: all that do, and some that do not, each once. Words have a gram at least.</summary>
    public static async Task<IReadOnlyList<Guid>> CandidatesAsync(NpgsqlDataSource source, IReadOnlyList<string> words, CancellationToken ct) =>
        await CandidatesAsync(source, words, int.MaxValue - 1, ct) ?? throw new InvalidOperationException("More hazards than a ledger may hold were found.");

    /// <summary>The same, but null where there are more than so many: whoever asks then walks the register in its order, which is sooner full than so long a list
    /// is read.</summary>
    public static async Task<IReadOnlyList<Guid>?> CandidatesAsync(NpgsqlDataSource source, IReadOnlyList<string> words, int most, CancellationToken ct, int papers = Papers)
    {
        int[][] grams = [.. words.Select(SearchGrams.LookedUp)];
        var (found, inPapers) = await AtOnceAsync(source, grams, most, papers, ct);
        if (found.Count > most)
        {
            return null;
        }

        if (inPapers.Any(hazards => hazards.Count > papers))
        {
            found.UnionWith(await InAnyLineAsync(source, grams, most, ct));
        }
        else if (inPapers.SelectMany(hazards => hazards).ToHashSet() is { Count: > 0 } some)
        {
            some.ExceptWith(found);
            found.UnionWith(words.Count == 1 ? some : await AmongAsync(source, grams, [.. some], ct));
        }

        return found.Count > most ? null : [.. found];
    }

    // What hazards are is asked for the grams of all words at once, which the index meets list by list; papers for each word.
    private static async Task<(HashSet<Guid> Found, List<HashSet<Guid>> InPapers)> AtOnceAsync(NpgsqlDataSource source, int[][] grams, int most, int papers, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("SELECT set_config('enable_seqscan', 'off', true)")); // the planner takes the grams of one word for independent
        batch.BatchCommands.Add(Asked($"SELECT s.hazard FROM hl.register_search s WHERE NOT s.paper AND s.grams @> $1 LIMIT {most + 1L}", [.. grams.SelectMany(some => some).Distinct()]));
        foreach (var some in grams)
        {
            batch.BatchCommands.Add(Asked($"SELECT s.hazard FROM hl.register_search s WHERE s.paper AND s.grams @> $1 LIMIT {papers + 1}", some));
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        var sets = new List<HashSet<Guid>>();
        while (await reader.NextResultAsync(ct))
        {
            sets.Add(await HazardsAsync(reader, ct));
        }

        return (sets[0], sets[1..]);
    }

    // Of hazards to which a paper leads, those that have every word in some line.
    private static Task<HashSet<Guid>> AmongAsync(NpgsqlDataSource source, int[][] grams, Guid[] hazards, CancellationToken ct)
    {
        var each = grams.Select((_, at) => $"EXISTS (SELECT FROM hl.register_search s WHERE s.hazard = h.id AND s.grams @> ${at + 1})");
        return HazardsAsync(source, $"SELECT h.id FROM unnest(${grams.Length + 1}) AS h (id) WHERE {string.Join(" AND ", each)}", grams, hazards, ct);
    }

    private static Task<HashSet<Guid>> InAnyLineAsync(NpgsqlDataSource source, int[][] grams, int most, CancellationToken ct)
    {
        var each = grams.Select((_, at) =>
            $"(SELECT s.hazard FROM hl.register_search s WHERE NOT s.paper AND s.grams @> ${at + 1} UNION SELECT s.hazard FROM hl.register_search s WHERE s.paper AND s.grams @> ${at + 1})");
        return HazardsAsync(source, $"{string.Join(" INTERSECT ", each)} LIMIT {most + 1L}", grams, null, ct);
    }

    private static async Task<HashSet<Guid>> HazardsAsync(NpgsqlDataSource source, string sql, int[][] grams, Guid[]? hazards, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var some in grams)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = some });
        }

        if (hazards is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = hazards });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        return await HazardsAsync(reader, ct);
    }

    private static NpgsqlBatchCommand Asked(string sql, int[] grams) => new(sql) { Parameters = { new NpgsqlParameter<int[]> { TypedValue = grams } } };

    private static async Task<HashSet<Guid>> HazardsAsync(NpgsqlDataReader reader, CancellationToken ct)
    {
        var hazards = new HashSet<Guid>();
        while (await reader.ReadAsync(ct))
        {
            hazards.Add(reader.GetGuid(0));
        }

        return hazards;
    }
}
