using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Testing;

/// <summary>A database of a test's own, with an empty ledger in it; gone when disposed.</summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly string name;
    private readonly List<Ledger> ledgers = [];

    private LedgerDatabase(string name, string owner)
    {
        (this.name, OwnerConnectionString) = (name, owner);
        App = NpgsqlDataSource.Create(AppConnectionString);
        Owner = NpgsqlDataSource.Create(owner);
    }

    /// <summary>A superuser's connection string: for what an operator does, and for what must be refused even to him.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>The connection string of the running program: no more rights than <c>hl_app</c>.</summary>
    public string AppConnectionString => ConnectionStringAs("hl_app");

    /// <summary>Connections of the running program.</summary>
    public NpgsqlDataSource App { get; }

    /// <summary>A superuser's connections.</summary>
    public NpgsqlDataSource Owner { get; }

    /// <summary>Makes a database with an empty ledger.</summary>
    /// <param name="synthetic">A demonstration ledger, which takes the clock from its callers.</param>
    public static async Task<LedgerDatabase> CreateAsync(bool synthetic = false)
    {
        var database = await OfAsync(await TestServer.TakeAsync());
        if (synthetic)
        {
            await LedgerSchema.EnsureAsync(database.OwnerConnectionString, synthetic: true);
        }

        return database;
    }

    /// <summary>Makes a database without a ledger.</summary>
    public static async Task<LedgerDatabase> CreateEmptyAsync()
    {
        var unique = "e_" + Guid.NewGuid().ToString("N");
        await TestServer.CreateEmptyAsync(unique);
        return await OfAsync(unique);
    }

    /// <summary>A connection string with the rights of one role: <c>hl_app</c>, <c>hl_reader</c>, <c>hl_auditor</c>, <c>hl_guest</c>, <c>hl_owner</c>.</summary>
    public string ConnectionStringAs(string role) => new NpgsqlConnectionStringBuilder(OwnerConnectionString)
    {
        Options = $"-c role={role}",
        Pooling = true,
        MaxPoolSize = 20,
        MaxAutoPrepare = 100,
        NoResetOnClose = true,
    }.ConnectionString;

    /// <summary>Opens the ledger; it is closed together with the database. Who names no options is patient: a busy machine is no fault.</summary>
    public async Task<Ledger> OpenLedgerAsync(LedgerOptions? options = null)
    {
        var ledger = await Ledger.OpenAsync(App, options ?? new LedgerOptions { Patience = TimeSpan.FromMinutes(2), CallLimit = TimeSpan.FromMinutes(1) });
        ledgers.Add(ledger);
        return ledger;
    }

    /// <summary>Runs SQL as a superuser and returns the first value, null when there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    /// <summary>Runs SQL as a superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Asks, as a superuser, until the answer is true.</summary>
    /// <exception cref="TimeoutException">Not true within two minutes: a busy machine is no fault.</exception>
    public async Task UntilAsync(string condition)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!await ScalarAsync<bool>(condition))
        {
            if (System.Diagnostics.Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
            {
                throw new TimeoutException("Never became true: " + condition);
            }
        }
    }

    /// <summary>Ends the server on which the databases were. After the last test.</summary>
    public static Task EndServerAsync() => TestServer.EndAsync();

    private static async Task<LedgerDatabase> OfAsync(string name) => new(name, await TestServer.ConnectionStringAsync(name));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }

        await App.DisposeAsync();
        await Owner.DisposeAsync();
        await TestServer.DropAsync(name);
    }
}
