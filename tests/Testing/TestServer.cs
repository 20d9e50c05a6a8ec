using HazardLedger.EventStore;
using HazardLedger.LocalPostgres;
using Npgsql;

namespace HazardLedger.Testing;

/// <summary>The PostgreSQL server of one test process: a private cluster that is thrown away at its end, or the one that
/// HAZARDLEDGER_TEST_POSTGRES names (a superuser's connection string). Holds a prepared database that every test copies.</summary>
internal static class TestServer
{
    private static readonly Lazy<Task<(string Server, string Template)>> Started = new(StartAsync);
    private static readonly Lock Gate = new();
    private static Task<string>? next;
    private static (LocalCluster Cluster, string Directory)? own;

    /// <summary>A superuser's connection string for one of the server's databases.</summary>
    public static async Task<string> ConnectionStringAsync(string database)
    {
        var (server, _) = await Started.Value;
        return new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
    }

    /// <summary>Makes a database without a ledger.</summary>
    public static async Task CreateEmptyAsync(string database)
    {
        var (server, _) = await Started.Value;
        await ExecuteAsync(server, Create(database, "template0"));
    }

    /// <summary>A copy of the prepared database. Copying takes longer than most tests do, so the next copy is made while this one is in use.</summary>
    public static Task<string> TakeAsync()
    {
        lock (Gate)
        {
            var mine = next ?? CopyAsync();
            next = CopyAsync();
            return mine;
        }
    }

    private static async Task<string> CopyAsync()
    {
        var (server, template) = await Started.Value;
        var copy = "t_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, Create(copy, template));
        return copy;
    }

    /// <summary>Drops a database whoever is still connected.</summary>
    public static async Task DropAsync(string database)
    {
        var (server, _) = await Started.Value;
        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }

    private static async Task<(string Server, string Template)> StartAsync()
    {
        var lent = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_POSTGRES");
        var server = lent ?? await StartClusterAsync();
        // A copy of a database may take its time on a busy machine.
        server = new NpgsqlConnectionStringBuilder(server) { Pooling = false, Database = "postgres", Timeout = 120, CommandTimeout = 300 }.ConnectionString;
        var template = "hl_template_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(server, Create(template, "template0"));
        await LedgerSchema.EnsureAsync(new NpgsqlConnectionStringBuilder(server) { Database = template }.ConnectionString);
        return (server, template);
    }

    /// <summary>Ends what was started: our own cluster is thrown away whole, a server that was lent is left as it was. After the last test, and before the
    /// process ends: a runner gives the end of a process ten seconds, which stopping a server may take on a busy machine.</summary>
    public static async Task EndAsync()
    {
        if (!Started.IsValueCreated)
        {
            return;
        }

        var (server, template) = await Started.Value;
        await (own is null ? LeaveAsync(server, template) : ThrowAwayAsync());
    }

    private static async Task LeaveAsync(string server, string template)
    {
        if (next is { } unused)
        {
            await DropAsync(await unused);
        }

        await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {template} WITH (FORCE)");
    }

    private static async Task<string> StartClusterAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), "hl-" + Guid.NewGuid().ToString("N")[..12]);
        var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = directory, Durable = false });
        own = (cluster, directory);
        // For a run that was broken off; after EndAsync nothing is left to do.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ThrowAwayAsync().Wait(TimeSpan.FromSeconds(20));
        return cluster.ConnectionString("postgres");
    }

    // Nobody will read it again, so the server need not write it down first.
    private static async Task ThrowAwayAsync()
    {
        var (cluster, directory) = own!.Value;
        await cluster.StopAsync(immediate: true);
        foreach (var left in new[] { directory, cluster.DataDirectory }.Where(Directory.Exists))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static string Create(string database, string template) => template == "template0"
        ? $"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        : $"CREATE DATABASE {database} TEMPLATE {template}";

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
