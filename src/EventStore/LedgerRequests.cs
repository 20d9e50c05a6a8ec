using Npgsql;

namespace HazardLedger.EventStore;

/// <content>What an audit asks beside the streams.</content>
public sealed partial class Ledger
{
    /// <summary>Request keys whose events are not there, or are claimed by two of them: at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<string>> BrokenRequestsAsync(long upTo, int limit, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand(
            """
            SELECT caller || ' / ' || key FROM (
              SELECT caller, key, first_position, count, lead(first_position) OVER (ORDER BY first_position) AS next FROM hl.request WHERE first_position <= $1) r
            WHERE count < 1 OR first_position < 1 OR next < first_position + count OR first_position + count - 1 > (SELECT head FROM hl.ledger) LIMIT $2
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var broken = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            broken.Add(reader.GetString(0));
        }

        return broken;
    }
}
