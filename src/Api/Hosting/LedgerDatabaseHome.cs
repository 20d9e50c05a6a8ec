using HazardLedger.EventStore;
using HazardLedger.LocalPostgres;
using Npgsql;

namespace HazardLedger.Api.Hosting;

/// <summary>The database behind the API: a private PostgreSQL under the data directory, or a server of one's own.</summary>
public sealed class LedgerDatabaseHome : IAsyncDisposable
{
    private readonly LocalCluster? _cluster;

    private LedgerDatabaseHome(LocalCluster? cluster, NpgsqlDataSource source) => (_cluster, Source) = (cluster, source);

    /// <summary>Connections of the runtime role, which owns nothing.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Starts the server if need be, makes the database and its schema, and opens connections that can only do what an API must.</summary>
    public static async Task<LedgerDatabaseHome> OpenAsync(HostSettings settings, Action<string> say, CancellationToken ct)
    {
        var cluster = settings.Connection is null
            ? await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = settings.DataDirectory, Say = say }, ct) : null;
        try
        {
            var name = settings.Demo ? "hazardledger_demo" : "hazardledger";
            if (cluster is not null)
            {
                await CreateAsync(cluster.ConnectionString("postgres"), name, ct);
            }

            var connection = cluster?.ConnectionString(name) ?? settings.Connection!;
            await LedgerSchema.EnsureAsync(settings.OwnerConnection ?? connection, settings.Demo, ct);
            return new(cluster, NpgsqlDataSource.Create(RuntimeOf(connection)));
        }
        catch
        {
            if (cluster is not null)
            {
                await cluster.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>The connection string with which the API works: as the role hl_app, plans kept, no reset between uses.</summary>
    public static string RuntimeOf(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        Options = "-c role=hl_app", MaxAutoPrepare = 100, NoResetOnClose = true, ApplicationName = "HazardLedger", IncludeErrorDetail = false,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    private static async Task CreateAsync(string connection, string name, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        if (await exists.ExecuteScalarAsync(ct) is null)
        {
            await using var create = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
