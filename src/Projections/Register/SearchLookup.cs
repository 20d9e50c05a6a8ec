using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Hazards by the grams of words.</summary>
internal static class SearchLookup
{
    /// <summary>Hazards that may contain all the words: all that do, and some that do not.</summary>
    public static async Task<IReadOnlyList<Guid>> CandidatesAsync(NpgsqlDataSource source, IReadOnlyList<string> words, CancellationToken ct)
    {
        var having = words.Select((_, at) => $"SELECT DISTINCT s.hazard FROM hl.register_search s WHERE s.grams @> ${at + 1}");
        await using var command = source.CreateCommand(string.Join(" INTERSECT ", having));
        foreach (var word in words)
        {
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = SearchGrams.LookedUp(word) });
        }

        var hazards = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            hazards.Add(row.GetGuid(0));
        }

        return hazards;
    }
}
