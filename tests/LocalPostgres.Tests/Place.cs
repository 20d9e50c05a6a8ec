using Npgsql;

namespace HazardLedger.LocalPostgres.Tests;

/// <summary>A directory of its own for one test, gone after it.</summary>
internal sealed class Place : IDisposable
{
    private readonly string _parent = System.IO.Directory.CreateTempSubdirectory("local-").FullName;

    public Place(string name = "it")
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_parent, (UnixFileMode)0b111_101_101);
        }

        Directory = Path.Combine(_parent, name);
    }

    public string Directory { get; }

    public bool Supervise { get; init; }

    public List<string> Said { get; } = [];

    public Task<LocalCluster> StartAsync() => StartAsync(source: null);

    /// <summary>Starts with PostgreSQL from that source alone: system, apt or npm.</summary>
    public Task<LocalCluster> StartAsync(string? source) => LocalCluster.StartAsync(
        new LocalClusterOptions
        {
            DataDirectory = Directory,
            Durable = false,
            Supervise = Supervise,
            Say = Said.Add,
            Search = new PostgresSearch
            {
                Variable = name => name == "HAZARDLEDGER_POSTGRES_SOURCE" && source is not null ? source : Environment.GetEnvironmentVariable(name),
            },
        },
        TestContext.Current.CancellationToken);

    public void Dispose() => System.IO.Directory.Delete(_parent, recursive: true);
}

internal static class Asking
{
    /// <summary>First column of the first row as text, through a connection that is not pooled.</summary>
    public static async Task<string?> AskAsync(this LocalCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }
}
