using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>Writes the whole ledger as lines (NDJSON): everything that cannot be made again from something else. One snapshot, read in the order of
/// positions, at constant memory whatever its size. Postings, registers and figures are not in it: they follow from the events.</summary>
/// <remarks>First a `ledger` line, then each `block` (one commit) followed by its `event`s, then natural `key`s, `request` keys, `number` series and the list of
/// `evidence` files, whose bytes are not included, at last an `end` line with counts and the SHA-256 over all leaves. A file without its end was cut off.
/// Access keys are no part of history and are not in it.</remarks>
public static class LedgerCopy
{
    /// <summary>Number of this form of file.</summary>
    public const int Format = 1;

    private const int BlocksAtOnce = 100;
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const string Events =
        "SELECT e.seq_id, e.stream_id, e.version, e.id, e.type, e.timestamp, e.data, e.headers, CASE WHEN e.version = 1 THEN s.type END "
        + "FROM es.mt_events e JOIN es.mt_streams s ON s.id = e.stream_id WHERE e.seq_id BETWEEN $1 AND $2 ORDER BY e.seq_id";

    /// <summary>Writes it, as it stood when the first line was written. Returns the number of events.</summary>
    /// <exception cref="LedgerBrokenException">A position or a leaf is missing.</exception>
    public static async Task<long> WriteAsync(NpgsqlDataSource source, Stream to, Action<long, long>? told = null, CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        await using var lines = new LineWriter(to);
        var head = await HeadAsync(connection, lines, ct);
        using var leaves = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var written = 0L; written < head;)
        {
            var blocks = await BlocksAsync(connection, written, ct);
            if (blocks.Count == 0 || blocks[0].First != written + 1)
            {
                throw new LedgerBrokenException($"The ledger breaks its promise: no commit holds position {written + 1}.");
            }

            await EventsAsync(connection, blocks, lines, leaves, ct);
            written = blocks[^1].Last;
            told?.Invoke(written, head);
        }

        await RestAsync(connection, lines, ct);
        await lines.LineAsync("end", json =>
        {
            json.WriteNumber("events", head);
            json.WriteString("leaves", Convert.ToHexStringLower(leaves.GetHashAndReset()));
        }, ct);
        await lines.FlushAsync(ct);
        return head;
    }

    private static async Task<long> HeadAsync(NpgsqlConnection connection, LineWriter lines, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT head, generation, synthetic FROM hl.ledger", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var head = row.GetInt64(0);
        await lines.LineAsync("ledger", json =>
        {
            json.WriteNumber("format", Format);
            json.WriteNumber("head", head);
            json.WriteNumber("generation", row.GetInt32(1));
            json.WriteBoolean("synthetic", row.GetBoolean(2));
        }, ct);
        return head;
    }

    private static async Task<List<(long First, long Last, DateTime At, byte[] Leaves)>> BlocksAsync(NpgsqlConnection connection, long after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT first, last, at, leaves FROM hl.block WHERE first > $1 ORDER BY first LIMIT {BlocksAtOnce}", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        var blocks = new List<(long, long, DateTime, byte[])>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            blocks.Add((row.GetInt64(0), row.GetInt64(1), row.GetDateTime(2), row.GetFieldValue<byte[]>(3)));
        }

        return blocks;
    }

    private static async Task EventsAsync(
        NpgsqlConnection connection, List<(long First, long Last, DateTime At, byte[] Leaves)> blocks, LineWriter lines, IncrementalHash leaves, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Events, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = blocks[0].First });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = blocks[^1].Last });
        await using var row = await command.ExecuteReaderAsync(ct);
        foreach (var (first, last, at, hashes) in blocks)
        {
            await lines.LineAsync("block", json =>
            {
                json.WriteNumber("first", first);
                json.WriteNumber("last", last);
                json.WriteString("at", at.ToString(Instant, CultureInfo.InvariantCulture));
            }, ct);
            leaves.AppendData(hashes);
            for (var position = first; position <= last; position++)
            {
                if (!await row.ReadAsync(ct) || row.GetInt64(0) != position)
                {
                    throw new LedgerBrokenException($"The ledger breaks its promise: position {position} is missing.");
                }

                var leaf = hashes.AsMemory((int)(position - first) * 32, 32);
                await lines.LineAsync("event", json => WriteEvent(json, row, leaf.Span), ct);
            }
        }
    }

    // The stored text goes out as it is: what was hashed is hashed again from it.
    private static void WriteEvent(Utf8JsonWriter json, NpgsqlDataReader row, ReadOnlySpan<byte> leaf)
    {
        json.WriteNumber("position", row.GetInt64(0));
        json.WriteString("stream", row.GetGuid(1));
        if (!row.IsDBNull(8))
        {
            json.WriteString("streamType", row.GetString(8));
        }

        json.WriteNumber("version", row.GetInt64(2));
        json.WriteString("id", row.GetGuid(3));
        json.WriteString("type", row.GetString(4));
        json.WriteString("recordedAt", row.GetDateTime(5).ToString(Instant, CultureInfo.InvariantCulture));
        json.WriteString("leaf", Convert.ToHexStringLower(leaf));
        json.WritePropertyName("headers");
        json.WriteRawValue(row.GetFieldValue<byte[]>(7), skipInputValidation: true);
        json.WritePropertyName("data");
        json.WriteRawValue(row.GetFieldValue<byte[]>(6), skipInputValidation: true);
    }

    private static async Task RestAsync(NpgsqlConnection connection, LineWriter lines, CancellationToken ct)
    {
        await RowsAsync(connection, "SELECT kind, value, stream FROM hl.key ORDER BY kind, value", lines, "key", (json, row) =>
        {
            json.WriteString("kind", row.GetString(0));
            json.WriteString("value", row.GetString(1));
            json.WriteString("stream", row.GetGuid(2));
        }, ct);
        await RowsAsync(connection, "SELECT caller, key, body_hash, first_position, count FROM hl.request ORDER BY first_position", lines, "request", (json, row) =>
        {
            json.WriteString("caller", row.GetString(0));
            json.WriteString("key", row.GetString(1));
            json.WriteString("bodyHash", Convert.ToHexStringLower(row.GetFieldValue<byte[]>(2)));
            json.WriteNumber("firstPosition", row.GetInt64(3));
            json.WriteNumber("count", row.GetInt32(4));
        }, ct);
        await RowsAsync(connection, "SELECT series, last FROM hl.number ORDER BY series", lines, "number", (json, row) =>
        {
            json.WriteString("series", row.GetString(0));
            json.WriteNumber("last", row.GetInt64(1));
        }, ct);
        await RowsAsync(connection, "SELECT sha256, media_type, bytes FROM hl.evidence ORDER BY sha256, caller", lines, "evidence", (json, row) =>
        {
            json.WriteString("sha256", Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)));
            json.WriteString("mediaType", row.GetString(1));
            json.WriteNumber("bytes", row.GetInt64(2));
        }, ct);
    }

    private static async Task RowsAsync(
        NpgsqlConnection connection, string sql, LineWriter lines, string kind, Action<Utf8JsonWriter, NpgsqlDataReader> write, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            await lines.LineAsync(kind, json => write(json, row), ct);
        }
    }
}
