using HazardLedger.LocalPostgres;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>A server of one test's own, which may be killed with SIGKILL, all of its processes at once, and started again.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("hlk-").FullName;
    private LocalCluster? cluster;

    public string Data => cluster!.DataDirectory;

    public string BinDirectory => cluster!.BinDirectory;

    public string Socket => new NpgsqlConnectionStringBuilder(Superuser("postgres")).Host!;

    /// <summary>A directory for copies, reachable by the server's account.</summary>
    public string Beside(string name) => Path.Combine(parent, name, "data");

    public string Superuser(string database) => cluster!.ConnectionString(database);

    /// <summary>The running program's connection string: no more rights than <c>hl_app</c>.</summary>
    public string App => new NpgsqlConnectionStringBuilder(Superuser("ledger")) { Options = "-c role=hl_app", MaxAutoPrepare = 100, NoResetOnClose = true }.ConnectionString;

    public async Task StartAsync(CancellationToken ct)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(parent, (UnixFileMode)0b111_101_101);
        }

        cluster = await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = Path.Combine(parent, "s"), Durable = false }, ct);
    }

    /// <summary>Makes the ledger.</summary>
    public async Task MakeLedgerAsync(CancellationToken ct)
    {
        await ExecuteAsync("postgres", "CREATE DATABASE ledger TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", ct);
        await LedgerSchema.EnsureAsync(Superuser("ledger") + ";Pooling=false", ct: ct);
    }

    public async Task ExecuteAsync(string database, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Superuser(database) + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<string> TextAsync(string database, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Superuser(database) + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(ct))!;
    }

    public Task KillAsync() => cluster!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await (cluster?.StopAsync(immediate: true) ?? Task.CompletedTask);
        var elsewhere = cluster?.DataDirectory;
        Directory.Delete(parent, recursive: true);
        if (elsewhere is not null && Directory.Exists(elsewhere))
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }
}
