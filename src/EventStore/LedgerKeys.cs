using Npgsql;

namespace HazardLedger.EventStore;

/// <content>Streams that are found by the kind of the natural keys they hold.</content>
public sealed partial class Ledger
{
    /// <summary>Every stream that holds a key of that kind, with its version as committed now: one statement, one snapshot. Meant for kinds with few keys.</summary>
    public async Task<IReadOnlyList<(Guid Stream, long Version)>> StreamsByKeyAsync(string kind, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT stream, version FROM hl.streams_by_key($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind });
        var streams = new List<(Guid, long)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            streams.Add((reader.GetGuid(0), reader.GetInt64(1)));
        }

        return streams;
    }
}
