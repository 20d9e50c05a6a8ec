using System.Runtime.CompilerServices;
using Npgsql;

namespace HazardLedger.EventStore;

/// <content>Reads. Whoever reads by position may rely on it: what is missing below the head does not exist.</content>
public sealed partial class Ledger
{
    private const string StepColumns = "SELECT e.version, e.seq_id, e.type, e.timestamp, e.data, e.headers";

    private const string StepsQuery = StepColumns + " FROM es.mt_events e WHERE e.stream_id = $1 AND e.version > $2 ORDER BY e.version";

    private const string TailQuery =
        StepColumns + ", l.head, l.others_at FROM hl.ledger l LEFT JOIN es.mt_events e ON e.stream_id = $1 AND e.version > $2 ORDER BY e.version";

    private const string Columns = "SELECT seq_id, stream_id, version, id, type, timestamp, data, headers FROM es.mt_events ";

    /// <summary>The head as committed now. Many who ask at once share one reading, which begins after they asked.</summary>
    public Task<LedgerHead> HeadAsync(CancellationToken ct = default) => heads.NextAsync(ct);

    /// <summary>True when this process appended to a stream after a position, so that what was read there is old.</summary>
    public bool HasMoved(Guid stream, long since) => own.Moved(stream, since);

    /// <summary>True when it is known that nobody appended to a stream after <paramref name="since"/> and up to <paramref name="head"/>, so
    /// that what was read at the one is still all at the other. False says nothing.</summary>
    public bool IsUnmoved(Guid stream, long since, long head) => own.IsUnmoved(stream, since, head);

    /// <summary>What happened in one stream above <paramref name="afterVersion"/>, and the head of that very moment.</summary>
    public async Task<(IReadOnlyList<StoredStep> Steps, LedgerMark Head)> ReadTailAsync(Guid stream, long afterVersion, CancellationToken ct = default)
    {
        await using var command = Of(TailQuery, stream, afterVersion);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (steps, head) = (new List<StoredStep>(), default(LedgerMark));
        while (await reader.ReadAsync(ct))
        {
            head = new(reader.GetInt64(6), reader.GetInt64(7));
            if (!reader.IsDBNull(0))
            {
                AddStep(steps, reader, stream, afterVersion);
            }
        }

        return (steps, head);
    }

    /// <summary>What happened in one stream above <paramref name="afterVersion"/>, in order; empty when there is nothing.</summary>
    public async Task<IReadOnlyList<StoredStep>> ReadStepsAsync(Guid stream, long afterVersion = 0, CancellationToken ct = default)
    {
        await using var command = Of(StepsQuery, stream, afterVersion);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var steps = new List<StoredStep>();
        while (await reader.ReadAsync(ct))
        {
            AddStep(steps, reader, stream, afterVersion);
        }

        return steps;
    }

    /// <summary>Events of one stream with a version above <paramref name="afterVersion"/>, in order; empty when there are none.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken ct = default)
    {
        await using var command = Of(Columns + "WHERE stream_id = $1 AND version > $2 ORDER BY version", stream, afterVersion);
        var events = await ReadEventsAsync(command, ct);
        for (var i = 0; i < events.Count; i++)
        {
            Expect(events[i].Version == afterVersion + 1 + i, $"stream {stream} lacks version {afterVersion + 1 + i}");
        }

        return events;
    }

    /// <summary>At most <paramref name="limit"/> events after a position, in order. Empty means: at the head.</summary>
    /// <exception cref="LedgerBrokenException">A position is missing.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await ReadPageAsync(connection, afterPosition, limit, ct);
    }

    internal static async Task<IReadOnlyList<StoredEvent>> ReadPageAsync(NpgsqlConnection connection, long afterPosition, int limit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Columns + "WHERE seq_id > $1 ORDER BY seq_id LIMIT $2", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var events = await ReadEventsAsync(command, ct);
        for (var i = 0; i < events.Count; i++)
        {
            Expect(events[i].Position == afterPosition + 1 + i, $"position {afterPosition + 1 + i} is missing");
        }

        return events;
    }

    /// <summary>Exactly the events <paramref name="first"/> … first + count − 1.</summary>
    /// <exception cref="LedgerBrokenException">Some of them do not exist.</exception>
    public async Task<IReadOnlyList<StoredEvent>> ReadRangeAsync(long first, int count, CancellationToken ct = default)
    {
        var events = await ReadAllAsync(first - 1, count, ct);
        Expect(events.Count == count, $"positions {first} to {first + count - 1} were asked for, only {events.Count} of them exist");
        return events;
    }

    /// <summary>The version of a stream's last event, 0 when the stream does not exist.</summary>
    public async Task<long> StreamVersionAsync(Guid stream, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT version FROM es.mt_streams WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        return await command.ExecuteScalarAsync(ct) is long version ? version : 0;
    }

    /// <summary>What a request key was used for, or null.</summary>
    public async Task<StoredRequest?> FindRequestAsync(string caller, string key, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT body_hash, first_position, count FROM hl.request WHERE caller = $1 AND key = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new StoredRequest(reader.GetFieldValue<byte[]>(0), reader.GetInt64(1), reader.GetInt32(2)) : null;
    }

    /// <summary>The stream that holds a natural key, or null.</summary>
    public async Task<Guid?> FindKeyAsync(string kind, string value, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT stream FROM hl.key WHERE kind = $1 AND value = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = kind });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }

    /// <summary>The last position recorded at or before an instant, 0 when there is none: "as known at".</summary>
    public async Task<long> PositionAtAsync(DateTimeOffset at, CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT hl.position_at($1)");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>All postings of this process's generation after a position, in ledger order, streamed by COPY: one snapshot, any size.</summary>
    public async IAsyncEnumerable<StoredPosting> ReadPostingsAsync(long afterPosition, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var export = await connection.BeginBinaryExportAsync(
            "COPY (SELECT position, n, hazard, cause, code, day, cohort, mark, dims, party, amount FROM hl.posting WHERE generation = "
            + $"{Generation} AND position > {afterPosition} ORDER BY position, n) TO STDOUT (FORMAT BINARY)", ct);
        while (await export.StartRowAsync(ct) >= 0)
        {
            yield return StoredPosting.Read(export);
        }
    }

    internal static async Task<LedgerHead> ReadHeadAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT head, last_at, generation, synthetic, others_at FROM hl.ledger");
        await using var reader = await command.ExecuteReaderAsync(ct);
        Expect(await reader.ReadAsync(ct), "the ledger has no head row");
        DateTimeOffset? lastAt = await reader.IsDBNullAsync(1, ct) ? null : reader.GetFieldValue<DateTimeOffset>(1);
        return new LedgerHead(reader.GetInt64(0), lastAt, reader.GetInt32(2), reader.GetBoolean(3), reader.GetInt64(4));
    }

    private static async Task<List<StoredEvent>> ReadEventsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var events = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            events.Add(ReadEvent(reader));
        }

        return events;
    }

    private NpgsqlCommand Of(string query, Guid stream, long afterVersion)
    {
        var command = source.CreateCommand(query);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterVersion });
        return command;
    }

    private static void AddStep(List<StoredStep> steps, NpgsqlDataReader reader, Guid stream, long afterVersion)
    {
        var version = reader.GetInt64(0);
        if (version != afterVersion + 1 + steps.Count)
        {
            Expect(truth: false, $"stream {stream} lacks version {afterVersion + 1 + steps.Count}");
        }

        steps.Add(new(version, reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5)));
    }

    private static StoredEvent ReadEvent(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetGuid(3), reader.GetString(4),
        reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<byte[]>(6), reader.GetFieldValue<byte[]>(7));

    private static void Expect(bool truth, string otherwise)
    {
        if (!truth)
        {
            throw new LedgerBrokenException($"The ledger breaks its promise: {otherwise}.");
        }
    }
}
