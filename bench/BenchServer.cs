using System.Diagnostics;
using HazardLedger.EventStore;
using HazardLedger.LocalPostgres;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>A durable PostgreSQL of the bench's own: every commit waits for the disk. Gone when disposed, unless it was given a directory to keep.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly DirectoryInfo directory;
    private readonly LocalCluster cluster;
    private readonly bool kept;

    private BenchServer(DirectoryInfo directory, LocalCluster cluster, bool kept) => (this.directory, this.cluster, this.kept) = (directory, cluster, kept);

    /// <summary>Processor time of the server so far: postmaster, every backend alive, and all that have ended.</summary>
    public TimeSpan Cpu => ProcessCpu.OfTree(cluster.ProcessId);

    /// <summary>Processor time of the backends that are alive, to the nanosecond.</summary>
    public TimeSpan BackendsCpu => ExactCpu.OfChildren(cluster.ProcessId);

    /// <summary>Starts a server.</summary>
    /// <param name="keep">Where it lies and stays, with what an earlier run made there; null for a place that is removed afterwards.</param>
    public static async Task<BenchServer> StartAsync(string? keep = null)
    {
        var home = keep is null ? Temporary("hazardledger-bench-") : Directory.CreateDirectory(keep);
        return new(home, await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = home.FullName }), keep is not null);
    }

    /// <summary>A directory for the time of a run that PostgreSQL's own account can reach too: else the cluster would lie elsewhere, and stay.</summary>
    public static DirectoryInfo Temporary(string prefix)
    {
        var home = Directory.CreateTempSubdirectory(prefix);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home.FullName, (UnixFileMode)0b111_101_101);
        }

        return home;
    }

    /// <summary>Where the cluster lies.</summary>
    public string Home => directory.FullName;

    /// <summary>The running program's connection string, to a ledger that is made when it is not there, and else brought up to date.</summary>
    public async Task<string> KeptLedgerAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(Owner("postgres"));
        await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        if (await command.ExecuteScalarAsync() is not true)
        {
            return await LedgerAsync(name);
        }

        await LedgerSchema.EnsureAsync(Owner(name));
        return Runtime(name, "-c role=hl_app");
    }

    /// <summary>Makes a database for the ledger and returns the running program's connection string.</summary>
    public async Task<string> LedgerAsync(string name)
    {
        await CreateAsync(name);
        await LedgerSchema.EnsureAsync(cluster.ConnectionString(name) + ";Pooling=false");
        return Runtime(name, "-c role=hl_app");
    }

    /// <summary>A superuser's connection string: for what is done beside a measurement, and for what an owner does.</summary>
    public string Owner(string name) => cluster.ConnectionString(name) + ";Pooling=false;Command Timeout=0";

    /// <summary>Makes a database with the floor's tables: Marten's two, as the ledger has them, a table of states and one of counters.</summary>
    public async Task<string> FloorAsync(string name)
    {
        await CreateAsync(name);
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(name) + ";Pooling=false");
        await using var command = source.CreateCommand(StoreFloor.Tables);
        await command.ExecuteNonQueryAsync();
        return Runtime(name, null);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        if (!kept)
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task CreateAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        await command.ExecuteNonQueryAsync();
    }

    // Both sides get the settings that are best for both.
    private string Runtime(string name, string? options) => new NpgsqlConnectionStringBuilder(cluster.ConnectionString(name))
    {
        Options = options, MaxAutoPrepare = 100, NoResetOnClose = true, MaxPoolSize = 32,
    }.ConnectionString;
}

/// <summary>Processor time as Linux keeps it, in hundredths of a second.</summary>
internal static class ProcessCpu
{
    private const double TicksPerSecond = 100;

    /// <summary>A process, its ended children and its living ones.</summary>
    public static TimeSpan OfTree(int root)
    {
        var ticks = Stat(root) is { } own ? own[11] + own[12] + own[13] + own[14] : 0;
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path), out var id) && Stat(id) is { } stat && stat[1] == root)
            {
                ticks += stat[11] + stat[12];
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Time in which some processor of the machine was busy with anything.</summary>
    public static TimeSpan OfMachine()
    {
        var words = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(double.Parse).ToArray();
        return TimeSpan.FromSeconds((words[0] + words[1] + words[2] + words[5] + words[6] + words[7]) / TicksPerSecond);
    }

    // From the third field on: state is [0], the parent [1], utime [11], stime [12], cutime [13], cstime [14].
    private static long[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(15).Select(word => long.TryParse(word, out var number) ? number : 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // it has just ended
        }
    }
}

/// <summary>What the machine is, for the head of a table.</summary>
internal static class Machine
{
    public static string Words()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        return $"{Environment.ProcessorCount} × {model}, .NET {Environment.Version}, one flush to disk {Flush().TotalMicroseconds:0} µs (median of 200)";
    }

    private static TimeSpan Flush()
    {
        var path = Path.GetTempFileName();
        var took = new List<TimeSpan>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.None))
        {
            for (var i = 0; i < 200; i++)
            {
                file.Write(new byte[8192]);
                var since = Stopwatch.GetTimestamp();
                file.Flush(flushToDisk: true);
                took.Add(Stopwatch.GetElapsedTime(since));
            }
        }

        File.Delete(path);
        return took.Order().ElementAt(100);
    }
}
