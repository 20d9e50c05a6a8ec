using HazardLedger.Proofs;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

/// <summary>Everything that a ledger holds, read in one snapshot with plain SQL: the oracle trusts no reader of the product.</summary>
internal sealed record LedgerContents(
    long Head, DateTimeOffset? LastAt, IReadOnlyList<StoredEvent> Events, IReadOnlyDictionary<Guid, long> Streams, IReadOnlyList<StoredBlock> Blocks,
    IReadOnlyList<StoredRequestRow> Requests, IReadOnlyList<(long Position, Guid Hazard)> Postings, IReadOnlyList<(Guid Hazard, long Version, long Position)> Register)
{
    /// <summary>Reads all of it.</summary>
    public static async Task<LedgerContents> ReadAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await RowsAsync(connection, "SELECT head, last_at FROM hl.ledger", r => (r.GetInt64(0), At: r.IsDBNull(1) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(1)), ct);
        return new(
            head.Single().Item1,
            head.Single().At,
            await RowsAsync(connection, "SELECT seq_id, stream_id, version, id, type, timestamp, data, headers FROM es.mt_events ORDER BY seq_id, id", r => new StoredEvent(
                r.GetInt64(0), r.GetGuid(1), r.GetInt64(2), r.GetGuid(3), r.GetString(4), r.GetFieldValue<DateTimeOffset>(5), r.GetFieldValue<byte[]>(6), r.GetFieldValue<byte[]>(7)), ct),
            (await RowsAsync(connection, "SELECT id, version FROM es.mt_streams", r => (r.GetGuid(0), Version: r.IsDBNull(1) ? 0 : r.GetInt64(1)), ct)).ToDictionary(s => s.Item1, s => s.Version),
            await RowsAsync(connection, "SELECT first, last, at, leaves FROM hl.block ORDER BY first", r => new StoredBlock(r.GetInt64(0), r.GetInt64(1), r.GetFieldValue<DateTimeOffset>(2), r.GetFieldValue<byte[]>(3)), ct),
            await RowsAsync(connection, "SELECT caller, key, first_position, count FROM hl.request ORDER BY first_position", r => new StoredRequestRow(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt32(3)), ct),
            await RowsAsync(connection, "SELECT position, hazard FROM hl.posting ORDER BY position, n", r => (r.GetInt64(0), r.GetGuid(1)), ct),
            await RowsAsync(connection, "SELECT hazard, version, position FROM hl.register", r => (r.GetGuid(0), r.GetInt64(1), r.GetInt64(2)), ct));
    }

    /// <summary>The leaf of an event, computed from what is stored.</summary>
    public static byte[] LeafOf(StoredEvent e) => Leaf.Of(e.Position, e.Stream, e.Version, e.Id, e.RecordedAt, e.Type, e.Headers.Span, e.Data.Span);

    private static async Task<List<T>> RowsAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken ct)
    {
        var rows = new List<T>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}

/// <summary>One commit's row.</summary>
internal sealed record StoredBlock(long First, long Last, DateTimeOffset At, byte[] Leaves);

/// <summary>One remembered request.</summary>
internal sealed record StoredRequestRow(string Caller, string Key, long First, int Count);
