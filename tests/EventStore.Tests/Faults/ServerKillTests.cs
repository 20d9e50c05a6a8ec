using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>The server and all of its processes are killed with SIGKILL while eight clients append. What was acknowledged is there afterwards.</summary>
public sealed class ServerKillTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_clients_append_the_server_comes_back_with_everything_acknowledged_and_nothing_else()
    {
        var (seed, witness) = (Campaign.Seed(), new Witness());
        await using var server = new OwnServer();
        await server.StartAsync(Ct);
        await server.MakeLedgerAsync(Ct);
        await using var source = NpgsqlDataSource.Create(server.App);
        await using var ledger = await Ledger.OpenAsync(source, new LedgerOptions { Patience = TimeSpan.FromSeconds(120) }, Ct);
        for (var round = 0; round < (Campaign.Long ? 10 : 1); round++)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var clients = Clients(ledger, witness, seed + round * 100, over.Token);
            witness.AwaitAcknowledged(60, TimeSpan.FromMinutes(2));
            await server.KillAsync();
            await server.StartAsync(Ct);
            witness.AwaitAcknowledged(60, TimeSpan.FromMinutes(2));
            await over.CancelAsync();
            await Task.WhenAll(clients);
            await MustBeSoundAsync(server, witness, $"seed {seed}, round {round}");
        }

        witness.Told.ShouldAllBe(told => told.Single() is Appended, $"seed {seed}: the program was patient");
    }

    /// <summary>The control: a server told not to wait for its log loses what it acknowledged, and the oracle says so.</summary>
    [Fact]
    public async Task With_synchronous_commit_off_acknowledged_groups_are_lost_and_the_oracle_notices()
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var witness = new Witness();
            await using var server = new OwnServer();
            await server.StartAsync(Ct);
            await server.MakeLedgerAsync(Ct);
            await server.ExecuteAsync("postgres", "ALTER SYSTEM SET synchronous_commit = off; ", Ct);
            await server.ExecuteAsync("postgres", "ALTER SYSTEM SET wal_writer_delay = '10s'", Ct);
            await server.ExecuteAsync("postgres", "SELECT pg_reload_conf()", Ct);
            await using (var source = NpgsqlDataSource.Create(server.App + ";Pooling=false"))
            await using (var ledger = await Ledger.OpenAsync(source, new LedgerOptions { Patience = TimeSpan.FromMilliseconds(50) }, Ct))
            {
                using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
                var clients = Clients(ledger, witness, attempt, over.Token);
                witness.AwaitAcknowledged(200, TimeSpan.FromMinutes(2));
                await server.KillAsync();
                await over.CancelAsync();
                await Task.WhenAll(clients);
            }

            await server.StartAsync(Ct);
            await using var owner = NpgsqlDataSource.Create(server.Superuser("ledger") + ";Pooling=false");
            if ((await LedgerContents.ReadAsync(owner, Ct)).Breaches(witness).Any(breach => breach.StartsWith("I4", StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail("Ten kills lost nothing: either the setting is overruled, or this test cannot see a loss.");
    }

    [Fact]
    public async Task A_hot_standby_shows_a_prefix_of_the_ledger_whole_at_every_moment()
    {
        var witness = new Witness();
        await using var server = new OwnServer();
        await server.StartAsync(Ct);
        Assert.SkipWhen(ClusterCopy.Missing(server.BinDirectory) is not null, ClusterCopy.Missing(server.BinDirectory) ?? "");
        await server.MakeLedgerAsync(Ct);
        await using var source = NpgsqlDataSource.Create(server.App);
        await using var ledger = await Ledger.OpenAsync(source, ct: Ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var clients = Clients(ledger, witness, 1, over.Token);
        await ClusterCopy.TakeAsync(server.BinDirectory, server.Data, server.Socket, server.Beside("standby"), standby: true);
        await using var following = await ClusterCopy.StartStandbyAsync(server.BinDirectory, server.Beside("standby"));
        await using var standby = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.App) { Host = Path.GetDirectoryName(server.Beside("standby")) }.ConnectionString + ";Pooling=false");
        var reading = (Reading.FollowAsync(standby, witness.Follow(), () => over.IsCancellationRequested, Ct), Reading.RepeatAsync(standby, () => over.IsCancellationRequested, Ct));

        witness.AwaitAcknowledged(Campaign.Long ? 5000 : 500, TimeSpan.FromMinutes(2));
        await over.CancelAsync();
        await Task.WhenAll([.. clients, reading.Item1, reading.Item2]);

        await MustBeSoundAsync(server, witness, "standby");
        witness.Followers.Single().Count.ShouldBeGreaterThan(0);
        (await LedgerContents.ReadAsync(standby, Ct)).Breaches().ShouldBeEmpty("whatever it has, it has whole");
    }

    [Fact]
    public async Task A_page_that_rotted_on_the_disk_is_refused_and_never_served()
    {
        var witness = new Witness();
        await using var server = new OwnServer();
        await server.StartAsync(Ct);
        await server.MakeLedgerAsync(Ct);
        await using (var source = NpgsqlDataSource.Create(server.App + ";Pooling=false"))
        await using (var ledger = await Ledger.OpenAsync(source, ct: Ct))
        {
            await witness.SendAsync(ledger, Campaign.Case(new Random(19)), Ct);
        }

        await server.ExecuteAsync("ledger", "CHECKPOINT", Ct);
        var path = Path.Combine(server.Data, await server.TextAsync("ledger", "SELECT pg_relation_filepath('es.mt_events')", Ct));
        await server.KillAsync();
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 8000; // in the first row, which lies at the end of its page
            var kept = file.ReadByte();
            file.Position = 8000;
            file.WriteByte((byte)(kept ^ 1));
        }

        await server.StartAsync(Ct);
        await using var again = NpgsqlDataSource.Create(server.App + ";Pooling=false");
        await using var reading = await Ledger.OpenAsync(again, ct: Ct);
        (await Should.ThrowAsync<PostgresException>(() => reading.ReadAllAsync(0, 10, Ct))).SqlState.ShouldBe("XX001");
    }

    private static List<Task> Clients(Ledger ledger, Witness witness, int seed, CancellationToken over) => [.. Enumerable.Range(0, 8).Select(i => Task.Run(
        async () =>
        {
            for (var random = new Random(seed + i); !over.IsCancellationRequested;)
            {
                await witness.SendAsync(ledger, Campaign.Case(random), CancellationToken.None);
            }
        },
        Ct))];

    private static async Task MustBeSoundAsync(OwnServer server, Witness witness, string at)
    {
        await using var owner = NpgsqlDataSource.Create(server.Superuser("ledger") + ";Pooling=false");
        (await LedgerContents.ReadAsync(owner, Ct)).Breaches(witness).ShouldBeEmpty(at);
    }
}
