using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Readers that trust nobody: plain SQL on the events, asking again and again.</summary>
internal static class Reading
{
    /// <summary>Follows by position until told that it is over, keeping each position it sees.</summary>
    public static Task FollowAsync(NpgsqlDataSource source, List<long> seen, Func<bool> over, CancellationToken ct) => Task.Run(
        async () =>
        {
            for (var last = false; !last;)
            {
                last = over(); // one more look after the end, so that something was seen
                await using var command = source.CreateCommand("SELECT seq_id FROM es.mt_events WHERE seq_id > $1 ORDER BY seq_id LIMIT 50");
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = seen.Count == 0 ? 0 : seen[^1] });
                await using var row = await command.ExecuteReaderAsync(ct);
                while (await row.ReadAsync(ct))
                {
                    seen.Add(row.GetInt64(0));
                }
            }
        },
        ct);

    /// <summary>In one REPEATABLE READ transaction after another: the head, all sums below it, and the same again, all of one moment.</summary>
    public static Task RepeatAsync(NpgsqlDataSource source, Func<bool> over, CancellationToken ct) => Task.Run(
        async () =>
        {
            const string Sums = """
                SELECT l.head, (SELECT count(*) FROM es.mt_events), (SELECT coalesce(max(seq_id), 0) FROM es.mt_events),
                       (SELECT coalesce(sum(version), 0) FROM es.mt_streams)::bigint, (SELECT coalesce(max(last), 0) FROM hl.block), (SELECT count(*) FROM hl.posting)
                FROM hl.ledger l
                """;
            while (!over())
            {
                await using var connection = await source.OpenConnectionAsync(ct);
                await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
                var (first, second) = (await SumsAsync(connection, Sums, ct), await SumsAsync(connection, Sums, ct));
                first.ShouldBe(second, "one transaction sees one moment");
                first.Distinct().Count().ShouldBe(1, $"head, events, streams, blocks and postings belong together: {string.Join(' ', first)}");
            }
        },
        ct);

    /// <summary>As a guest's daemon looks for the highest number that it may read up to: what the sequence says is there, is committed, and stays.</summary>
    public static Task GuestAsync(NpgsqlDataSource source, Func<bool> over, CancellationToken ct) => Task.Run(
        async () =>
        {
            for (var mark = 0L; !over();)
            {
                var last = await NumberAsync(source, "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM es.mt_events_sequence", ct);
                var (highest, count) = (await NumberAsync(source, "SELECT coalesce(max(seq_id), 0) FROM es.mt_events", ct), await NumberAsync(source, $"SELECT count(*) FROM es.mt_events WHERE seq_id <= {last}", ct));
                last.ShouldBeInRange(mark, highest, "never back, and never ahead of what is committed: a hole there would be waited for");
                count.ShouldBe(last, "and nothing below it is missing");
                mark = last;
            }
        },
        ct);

    private static async Task<long> NumberAsync(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<long[]> SumsAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return [.. Enumerable.Range(0, row.FieldCount).Select(row.GetInt64)];
    }
}
