using System.Data.Common;
using System.Globalization;

namespace HazardLedger.LocalPostgres;

/// <summary>
/// A private PostgreSQL server that lives and dies with this process: reachable through a unix-domain socket in a directory
/// closed to everybody else (Windows: 127.0.0.1 and a password). One process holds a data directory at a time.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private readonly ClusterHome _home;
    private readonly RunUser _user;
    private readonly Endpoint _endpoint;
    private readonly PostgresBinaries _binaries;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _supervising;
    private int _ended;

    private LocalCluster(ClusterHome home, RunUser user, PostgresBinaries binaries, Endpoint endpoint, LocalClusterOptions options)
    {
        (_home, _user, _binaries, _endpoint) = (home, user, binaries, endpoint);
        ProcessId = ServerProcesses.IdInFile(home.Data) ?? throw new LocalPostgresException("PostgreSQL started and ended at once.");
        _supervising = options.Supervise ? Task.Run(() => SuperviseAsync(options)) : Task.CompletedTask;
    }

    /// <summary>Directory of initdb, pg_ctl and postgres.</summary>
    public string BinDirectory => _binaries.Directory;

    /// <summary>PostgreSQL's own data directory (PGDATA), which may lie elsewhere than the directory asked for.</summary>
    public string DataDirectory => _home.Data;

    /// <summary>What the server says, for people.</summary>
    public string LogFile => _home.Log;

    /// <summary>Process id of the postmaster; another one after a supervised server was started again.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Starts the server on the given directory, making the cluster when there is none and clearing away what a killed run left.</summary>
    /// <exception cref="LocalPostgresException">PostgreSQL cannot be had, the directory is in use, or the server does not start.</exception>
    public static async Task<LocalCluster> StartAsync(LocalClusterOptions options, CancellationToken cancellation = default)
    {
        var home = ClusterHome.Lock(options.DataDirectory);
        try
        {
            var binaries = await PostgresBinaries.FindAsync(
                options.Search with { Major = ClusterData.MajorOf(home.Data), ToolsDirectory = Path.Combine(home.Root, "tools"), Say = options.Say }, cancellation);
            var user = await RunUser.ChooseAsync(home.Data, cancellation);
            await home.PrepareAsync(user, options.Say, cancellation);
            await ClusterData.ClearAfterKillAsync(home, binaries, user, cancellation);
            await ClusterData.MakeAsync(home, binaries, user, options.Durable, cancellation);
            var endpoint = Endpoint.For(home);
            await new ServerStart(home, binaries, user, endpoint, options.Durable).RunAsync(cancellation);
            return new LocalCluster(home, user, binaries, endpoint, options);
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    /// <summary>A connection string in Npgsql's words. The database need not exist yet: <c>postgres</c> always does.</summary>
    public string ConnectionString(string database, string user = "postgres")
    {
        var words = new DbConnectionStringBuilder
        {
            ["Host"] = _endpoint.Host,
            ["Port"] = _endpoint.Port.ToString(CultureInfo.InvariantCulture),
            ["Username"] = user,
            ["Database"] = database,
        };
        if (_endpoint.Password is { } password)
        {
            words["Password"] = password;
        }

        return words.ConnectionString;
    }

    /// <summary>Ends the server and lets go of the directory. Fast: clients are cut off, everything is written. Immediate: as a crash, recovery follows.</summary>
    public async Task StopAsync(bool immediate = false)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        await EndSupervisionAsync();
        await ServerStop.StopAsync(DataDirectory, _binaries, _user, immediate, StopTime);
        _home.Dispose();
    }

    /// <summary>SIGKILL for the postmaster and all its children, as a fault would; returns when none is left.</summary>
    public async Task KillAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        await EndSupervisionAsync();
        ServerProcesses.Kill(DataDirectory);
        await ServerProcesses.GoneAsync(DataDirectory, StopTime, CancellationToken.None);
        _home.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task EndSupervisionAsync()
    {
        await _stopping.CancelAsync();
        await _supervising;
        _stopping.Dispose();
    }

    // A postmaster can be killed by the system when memory runs out. Its clients wait for the socket to answer again.
    private async Task SuperviseAsync(LocalClusterOptions options)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Glance, _stopping.Token);
                if (!ServerProcesses.IsAlive(ProcessId))
                {
                    options.Say?.Invoke("PostgreSQL has ended without being told to; it is started again.");
                    await StartAgainAsync(options);
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // We are being stopped, and the server with us.
        }
    }

    private async Task StartAgainAsync(LocalClusterOptions options)
    {
        try
        {
            await ClusterData.ClearAfterKillAsync(_home, _binaries, _user, _stopping.Token);
            await new ServerStart(_home, _binaries, _user, _endpoint, options.Durable).RunAsync(_stopping.Token);
            ProcessId = ServerProcesses.IdInFile(_home.Data) ?? ProcessId;
        }
        catch (LocalPostgresException e)
        {
            options.Say?.Invoke(e.Message); // tried again at the next glance: what stood in the way may pass
        }
    }
}
