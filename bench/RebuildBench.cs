using System.Text.Json;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Rebuild;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.Bench;

/// <summary>Every read model made anew from 200,000 events: postings with their proof by digest, register with its indexes and search words, figures
/// in memory. The floor reads the events by COPY, folds them into states, and writes those by COPY.</summary>
internal static class RebuildBench
{
    private const int EventsEach = 8;
    private const string Floor = "floor_again";
    private const string Ours = "ours_again";

    // As if everything but the events were lost.
    private const string Forget = """
        SET session_replication_role = replica;
        TRUNCATE hl.posting, hl.register, hl.register_search, hl.reposting;
        UPDATE hl.ledger SET generation = 0;
        RESET session_replication_role;
        """;

    /// <summary>The line by itself, of so many events.</summary>
    public static async Task RunAsync(int events)
    {
        await using var server = await BenchServer.StartAsync();
        var contest = new Contest(() => server.Cpu, () => Environment.CpuUsage.TotalTime, TimeSpan.FromSeconds(1), rounds: 3);
        Console.WriteLine($"{Table.Head}\n{Table.Row(await contest.RunAsync(Line(server, events)))}");
    }

    public static Line Line(BenchServer server, int events = 200_000)
    {
        var floor = new Lazy<Task<NpgsqlDataSource>>(() => FillFloorAsync(server, events / EventsEach));
        var ours = new Lazy<Task>(() => FillOursAsync(server, events / EventsEach));
        return new(
            $"rebuild of every read model from {events:#,0} events", 0.6,
            new(async _ => await FoldAsync(await floor.Value), async () => GC.KeepAlive(await floor.Value)),
            new(async _ => await RebuildAsync(server), async () =>
            {
                await ours.Value;
                await ExecuteAsync(server.Owner(Ours), Forget);
            }),
            Rounds: 3);
    }

    private static async Task<NpgsqlDataSource> FillFloorAsync(BenchServer server, int hazards)
    {
        var source = NpgsqlDataSource.Create(await server.FloorAsync(Floor));
        await new StoreFloor(source).ImportAsync(hazards, EventsEach);
        await ExecuteAsync(server.Owner(Floor), "ANALYZE");
        return source;
    }

    private static async Task FillOursAsync(BenchServer server, int hazards)
    {
        await using var source = NpgsqlDataSource.Create(await server.LedgerAsync(Ours));
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        using var stories = new StoryCache(open.Ledger);
        var lives = new LifePool(new Recorder(open.Ledger, stories, new HazardHistories(open.Ledger), new EvidenceGuard(null), new PolicyShelf(open.Ledger), TimeProvider.System));
        await Parallel.ForEachAsync(Enumerable.Range(0, hazards), new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (_, _) => await lives.ImportAsync(Guid.CreateVersion7()));
        await ExecuteAsync(server.Owner(Ours), "ANALYZE");
    }

    private static async Task<long> RebuildAsync(BenchServer server)
    {
        await using var owner = NpgsqlDataSource.Create(server.Owner(Ours));
        await using var figures = new FigureColumns();
        await new Reposting(owner, HazardPostings.Generation) { Figures = figures }.EnsureAsync();
        await using var ledger = await Ledger.OpenAsync(owner, new LedgerOptions { Generation = HazardPostings.Generation });
        await figures.StartAsync(ledger, owner);
        return figures.Position;
    }

    private static async Task<long> FoldAsync(NpgsqlDataSource source)
    {
        var (states, types, events) = (new Dictionary<Guid, (long Version, int Percent)>(), new Dictionary<string, long>(StringComparer.Ordinal), 0L);
        await using var connection = await source.OpenConnectionAsync();
        await using (var copy = await connection.BeginBinaryExportAsync("COPY (SELECT stream_id, version, type, data FROM es.mt_events ORDER BY seq_id) TO STDOUT (FORMAT BINARY)"))
        {
            for (; await copy.StartRowAsync() >= 0; events++)
            {
                var (id, version, type) = (copy.Read<Guid>(NpgsqlDbType.Uuid), copy.Read<long>(NpgsqlDbType.Bigint), copy.Read<string>(NpgsqlDbType.Varchar));
                var read = JsonSerializer.Deserialize(copy.Read<byte[]>(NpgsqlDbType.Jsonb), FloorJson.Default.FloorEvent)!;
                states[id] = (version, states.GetValueOrDefault(id).Percent + read.Percent);
                types[type] = types.GetValueOrDefault(type) + 1;
            }
        }

        await using (var empty = new NpgsqlCommand("TRUNCATE state_again", connection))
        {
            await empty.ExecuteNonQueryAsync();
        }

        await using var again = await connection.BeginBinaryImportAsync("COPY state_again (id, version, data) FROM STDIN (FORMAT BINARY)");
        foreach (var (id, state) in states)
        {
            await again.StartRowAsync();
            await again.WriteAsync(id, NpgsqlDbType.Uuid);
            await again.WriteAsync(state.Version, NpgsqlDbType.Bigint);
            await again.WriteAsync(StoreFloor.Payload, NpgsqlDbType.Jsonb);
        }

        await again.CompleteAsync();
        return events;
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
