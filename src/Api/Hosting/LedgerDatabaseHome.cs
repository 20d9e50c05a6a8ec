using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
using HazardLedger.LocalPostgres;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Rebuild;
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
    /// <param name="settings">Which database.</param>
    /// <param name="say">Gets lines for people.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="restore">Puts events into the empty ledger, with the owner's connection string, before figures are made of them.</param>
    /// <param name="figures">Empty columns: a ledger that has to be posted anew fills them on the way.</param>
    public static async Task<LedgerDatabaseHome> OpenAsync(
        HostSettings settings, Action<string> say, CancellationToken ct, Func<string, Task>? restore = null, FigureColumns? figures = null)
    {
        var cluster = settings.Connection is null
            ? await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = settings.DataDirectory, Say = say, Supervise = true }, ct) : null;
        try
        {
            var name = settings.Demo ? "hazardledger_demo" : "hazardledger";
            if (cluster is not null)
            {
                await CreateAsync(cluster.ConnectionString("postgres"), name, ct);
            }

            var connection = Unpooled(cluster?.ConnectionString(name) ?? settings.Connection!);
            await LedgerSchema.EnsureAsync(Unpooled(settings.OwnerConnection ?? connection), settings.Demo, ct);
            if (restore is not null)
            {
                await restore(Unpooled(settings.OwnerConnection ?? connection));
            }

            await RebuildAsync(Unpooled(settings.OwnerConnection ?? connection), figures, say, ct);
            var runtime = cluster is null || OperatingSystem.IsWindows()
                ? RuntimeOf(connection, "-c role=hl_app") : RuntimeOf(cluster.ConnectionString(name, await LoginAsync(connection, ct)), null);
            return new(cluster, NpgsqlDataSource.Create(runtime));
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

    // A program with other posting rules than the ledger's posts everything anew before it does anything else.
    private static async Task RebuildAsync(string owner, FigureColumns? figures, Action<string> say, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        var reposting = new Reposting(source, HazardPostings.Generation)
        {
            Figures = figures,
            Told = progress => say($"Posting anew by generation {progress.Generation} of the rules: {progress.Streams:N0} hazards, up to position {progress.Upto:N0}"),
        };
        await reposting.EnsureAsync(ct);
        if (await new RegisterRebuild(source).SettleAsync(HazardPostings.Generation, ct) is { } rows)
        {
            say($"The register was made again: {rows:N0} rows");
        }
    }

    // On a server of one's own the login may be the owner: the session then gives its rights up.
    private static string RuntimeOf(string connection, string? options) => new NpgsqlConnectionStringBuilder(connection)
    {
        Pooling = true, Options = options, MaxAutoPrepare = 100, MaxPoolSize = 32, NoResetOnClose = true, ApplicationName = "HazardLedger", IncludeErrorDetail = false,
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    // The owner's rights are needed for a moment and not kept in a pool.
    private static string Unpooled(string connection) => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;

    // In the private cluster the API logs in as somebody who can do what hl_app can and nothing else.
    private static async Task<string> LoginAsync(string owner, CancellationToken ct)
    {
        const string Login = "hazardledger";
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(
            $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Login}') THEN CREATE ROLE {Login} LOGIN IN ROLE hl_app; END IF; END $$");
        await command.ExecuteNonQueryAsync(ct);
        return Login;
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
