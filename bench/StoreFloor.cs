using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.Bench;

/// <summary>The least that a careful hand would write for the same work on Npgsql: prepared statements, one batch a transaction, a table of
/// states beside the events. No rules, no figures, no idempotency, no proofs, one connection an operation.</summary>
internal sealed class StoreFloor(NpgsqlDataSource source) : IAsyncDisposable
{
    public const string Tables = """
        CREATE SCHEMA es;
        CREATE TABLE es.mt_streams (id uuid PRIMARY KEY, type varchar, version bigint, timestamp timestamptz NOT NULL DEFAULT now(),
          created timestamptz NOT NULL DEFAULT now(), tenant_id varchar DEFAULT '*DEFAULT*', is_archived boolean DEFAULT false) WITH (fillfactor = 85);
        CREATE SEQUENCE es.mt_events_sequence;
        CREATE TABLE es.mt_events (seq_id bigint PRIMARY KEY, id uuid NOT NULL, stream_id uuid REFERENCES es.mt_streams, version bigint NOT NULL,
          data jsonb NOT NULL, bdata bytea, type varchar(500) NOT NULL, timestamp timestamptz NOT NULL DEFAULT now(), tenant_id varchar DEFAULT '*DEFAULT*',
          mt_dotnet_type varchar, headers jsonb, is_archived boolean DEFAULT false);
        CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON es.mt_events (stream_id, version);
        CREATE TABLE state (id uuid PRIMARY KEY, version bigint NOT NULL, data jsonb NOT NULL) WITH (fillfactor = 70);
        CREATE TABLE counter (area text, figure text, value bigint NOT NULL, PRIMARY KEY (area, figure)) WITH (fillfactor = 50);
        CREATE TABLE state_again (id uuid PRIMARY KEY, version bigint NOT NULL, data jsonb NOT NULL);
        CREATE TABLE number (series text PRIMARY KEY, last bigint NOT NULL) WITH (fillfactor = 50);
        """;

    /// <summary>286 bytes of JSON, what an event of the comparison weighs.</summary>
    public static readonly byte[] Payload = Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { percent = 40, done = "cleared the stairs of building two", remaining = new string('r', 100), problems = new string('p', 90) }));

    private const string AddEvent =
        "INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp) VALUES (nextval('es.mt_events_sequence'), $1, $2, $3, $4, $5, now())";

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>A stream and its first event, one batch; with its state when it is to be appended to.</summary>
    public async Task StartAsync(Guid stream, bool withState)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("INSERT INTO es.mt_streams (id, type, version) VALUES ($1, 'hazard', 1)", Of(stream)));
        batch.BatchCommands.Add(Command(AddEvent, Of(Guid.CreateVersion7()), Of(stream), Of(1L), Json(Payload), Of("hazard_registered")));
        if (withState)
        {
            batch.BatchCommands.Add(Command("INSERT INTO state (id, version, data) VALUES ($1, 1, $2)", Of(stream), Json(Payload)));
        }

        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>The state, then one batch of three statements: the version as it was, the event, the state.</summary>
    public async Task DecideAndAppendAsync(Guid stream)
    {
        await using var connection = await source.OpenConnectionAsync();
        long version;
        await using (var load = new NpgsqlCommand("SELECT version, data FROM state WHERE id = $1", connection) { Parameters = { Of(stream) } })
        await using (var reader = await load.ExecuteReaderAsync())
        {
            await reader.ReadAsync();
            version = reader.GetInt64(0);
            using var state = JsonDocument.Parse(reader.GetFieldValue<byte[]>(1));
            if (state.RootElement.GetProperty("percent").GetInt32() > 100)
            {
                return;
            }
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("UPDATE es.mt_streams SET version = $2, timestamp = now() WHERE id = $1 AND version = $3", Of(stream), Of(version + 1), Of(version)));
        batch.BatchCommands.Add(Command(AddEvent, Of(Guid.CreateVersion7()), Of(stream), Of(version + 1), Json(Payload), Of("rectification_progress_reported")));
        batch.BatchCommands.Add(Command("UPDATE state SET version = $2, data = $3 WHERE id = $1", Of(stream), Of(version + 1), Json(Payload)));
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>The events of a stream, read and parsed.</summary>
    public async Task<int> LoadAsync(Guid stream)
    {
        await using var command = source.CreateCommand("SELECT version, type, timestamp, data FROM es.mt_events WHERE stream_id = $1 ORDER BY version");
        command.Parameters.Add(Of(stream));
        await using var reader = await command.ExecuteReaderAsync();
        var percent = 0;
        while (await reader.ReadAsync())
        {
            percent += JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(3), FloorJson.Default.FloorEvent)!.Percent;
        }

        return percent;
    }

    /// <summary>Event rows by COPY, their streams before them.</summary>
    public async Task ImportAsync(int streams, int eventsEach)
    {
        await using var connection = await source.OpenConnectionAsync();
        Guid[] ids = [.. Enumerable.Range(0, streams).Select(_ => Guid.CreateVersion7())];
        await using (var copy = await connection.BeginBinaryImportAsync("COPY es.mt_streams (id, type, version) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var id in ids)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(id, NpgsqlDbType.Uuid);
                await copy.WriteAsync("hazard", NpgsqlDbType.Varchar);
                await copy.WriteAsync((long)eventsEach, NpgsqlDbType.Bigint);
            }

            await copy.CompleteAsync();
        }

        await using var head = new NpgsqlCommand("SELECT setval('es.mt_events_sequence', nextval('es.mt_events_sequence') + $1)", connection) { Parameters = { Of((long)streams * eventsEach) } };
        var seq = (long)(await head.ExecuteScalarAsync())! - ((long)streams * eventsEach);
        await using var events = await connection.BeginBinaryImportAsync("COPY es.mt_events (seq_id, id, stream_id, version, data, type, timestamp) FROM STDIN (FORMAT BINARY)");
        var now = DateTime.UtcNow;
        foreach (var id in ids)
        {
            for (var version = 1L; version <= eventsEach; version++)
            {
                await events.StartRowAsync();
                await events.WriteAsync(++seq, NpgsqlDbType.Bigint);
                await events.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                await events.WriteAsync(id, NpgsqlDbType.Uuid);
                await events.WriteAsync(version, NpgsqlDbType.Bigint);
                await events.WriteAsync(Payload, NpgsqlDbType.Jsonb);
                await events.WriteAsync("rectification_progress_reported", NpgsqlDbType.Varchar);
                await events.WriteAsync(now, NpgsqlDbType.TimestampTz);
            }
        }

        await events.CompleteAsync();
    }

    internal static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    internal static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    internal static NpgsqlParameter Json(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };
}

/// <summary>What the floor's fold reads of an event.</summary>
internal sealed record FloorEvent(int Percent, string Done, string Remaining, string Problems);
