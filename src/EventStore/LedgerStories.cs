using System.Runtime.CompilerServices;
using Npgsql;

namespace HazardLedger.EventStore;

/// <content>Stream by stream instead of by position: what an audit reads.</content>
public sealed partial class Ledger
{
    /// <summary>Every stream's events up to a position, one stream after the other in the order of their ids; one snapshot, one stream in memory
    /// at a time, and no lock that an append would wait for. Whether versions and positions are as they must be is for the reader to see.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredEvent>> ReadStreamsAsync(long upTo, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(Columns + "WHERE seq_id <= $1 ORDER BY stream_id, version", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(ct))
        {
            var next = ReadEvent(reader);
            if (events.Count > 0 && events[^1].Stream != next.Stream)
            {
                yield return events;
                events = [];
            }

            events.Add(next);
        }

        if (events.Count > 0)
        {
            yield return events;
        }
    }

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
