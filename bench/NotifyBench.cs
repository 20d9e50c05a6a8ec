using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>What NOTIFY would cost inside of the append's transaction, beside the ledger as it is, which tells others after the commit and apart from it.
/// Twelve connections listen to each.</summary>
internal static class NotifyBench
{
    private const int Listeners = 12; // with two pools of 32 a server of 100 connections holds them

    private const string Inside = """
        CREATE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('told', NEW.head::text); RETURN NULL; END $$;
        CREATE TRIGGER tell AFTER UPDATE ON hl.ledger FOR EACH ROW EXECUTE FUNCTION public.tell();
        """;

    public static async Task RunAsync(TimeSpan slice, int rounds)
    {
        await using var server = await BenchServer.StartAsync();
        await using var beside = await Side.OpenAsync(server, "beside", null);
        await using var inside = await Side.OpenAsync(server, "inside", Inside);
        var contest = new Contest(() => server.Cpu, () => Environment.CpuUsage.TotalTime, slice, rounds);
        Console.WriteLine($"`dotnet run -c Release --project bench -- notify`, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Listeners} listening connections, {Machine.Words()}. \"Ours\" is NOTIFY inside of the append, the floor NOTIFY beside it.\n\n{Table.Head}");
        foreach (var many in (int[])[1, 8, 32, 256])
        {
            Console.WriteLine(Table.Row(await contest.RunAsync(new($"decide and append, {many} in flight", 1, beside.Contender(many), inside.Contender(many)))));
        }
    }

    /// <summary>A ledger with its listeners.</summary>
    private sealed class Side : IAsyncDisposable
    {
        private readonly NpgsqlDataSource source;
        private readonly OpenLedger open;
        private readonly StoryCache stories;
        private readonly LifePool lives;
        private readonly List<NpgsqlConnection> listeners;
        private readonly CancellationTokenSource stop = new();
        private readonly Task listening;

        private Side(NpgsqlDataSource source, OpenLedger open, List<NpgsqlConnection> listeners)
        {
            (this.source, this.open, this.listeners, stories) = (source, open, listeners, new StoryCache(open.Ledger));
            lives = new(new Recorder(open.Ledger, stories, new HazardHistories(open.Ledger), new EvidenceGuard(null), new PolicyShelf(open.Ledger), TimeProvider.System));
            listening = Task.WhenAll(listeners.Select(ListenAsync));
        }

        public static async Task<Side> OpenAsync(BenchServer server, string name, string? change)
        {
            var made = NpgsqlDataSource.Create(await server.LedgerAsync(name));
            var ledger = await OpenLedger.OpenAsync(made, CancellationToken.None);
            var hearing = new List<NpgsqlConnection>();
            while (hearing.Count < Listeners)
            {
                hearing.Add(new NpgsqlConnection(server.Owner(name)));
                await hearing[^1].OpenAsync();
                await ExecuteAsync(hearing[^1], change is null ? $"LISTEN {HeadWatch.ChannelName}; SELECT pg_advisory_lock_shared({HeadWatch.ListenerLock})" : "LISTEN told");
            }

            await ExecuteAsync(hearing[0], change ?? "SELECT 1");
            return new(made, ledger, hearing);
        }

        public Contender Contender(int many) => new(time => lives.AppendAsync(many, time), () => lives.StockAsync(50_000));

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await listening;
            foreach (var listener in listeners)
            {
                await listener.DisposeAsync();
            }

            stop.Dispose();
            await open.DisposeAsync();
            stories.Dispose();
            await source.DisposeAsync();
        }

        private async Task ListenAsync(NpgsqlConnection connection)
        {
            try
            {
                while (true)
                {
                    await connection.WaitAsync(stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The bench is over.
            }
        }

        private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
