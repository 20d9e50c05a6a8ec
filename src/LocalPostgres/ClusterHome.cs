using System.Security.Cryptography;

namespace HazardLedger.LocalPostgres;

/// <summary>
/// Where one cluster keeps its things, and the lock that says it is in use.
/// <c>DIR/lock</c>; <c>DIR/postgres.log</c>; <c>DIR/postgres/</c> (0700, the server's own) with <c>data</c> and the socket.
/// When the server's account cannot reach DIR, log and <c>postgres/</c> live under /var/lib and <c>DIR/postgres.location</c> says where.
/// </summary>
internal sealed class ClusterHome : IDisposable
{
    // sun_path holds 108 bytes on Linux and 104 on macOS, the name of the socket itself takes 15.
    private const int LongestSocketPath = 100;
    private const string SocketName = "/.s.PGSQL.5432";
    private readonly FileStream _lock;

    private ClusterHome(FileStream held, string root)
    {
        _lock = held;
        Root = root;
    }

    public string Root { get; private set; }

    public string Private => Path.Combine(Root, "postgres");

    public string Data => Path.Combine(Private, "data");

    public string Log => Path.Combine(Root, "postgres.log");

    public string Socket { get; private set; } = "";

    /// <summary>Takes the lock; a directory already held by a running process is one sentence.</summary>
    public static ClusterHome Lock(string directory)
    {
        var root = Path.GetFullPath(directory);
        try
        {
            MakeDirectory(root);
            // The operating system lets go of this lock with the process, however it ends.
            var held = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var location = Path.Combine(root, "postgres.location");
            return new ClusterHome(held, File.Exists(location) ? File.ReadAllText(location).Trim() : root);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new LocalPostgresException($"The data directory {root} belongs to another user: choose another with --data DIR.", denied);
        }
        catch (IOException inUse) when (File.Exists(Path.Combine(root, "lock")) && inUse is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new LocalPostgresException($"The data directory {root} is in use by another running HazardLedger: stop it first, or choose another with --data DIR.", inUse);
        }
        catch (IOException unusable)
        {
            throw new LocalPostgresException($"The data directory {root} cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>Makes the directories and hands them to the server's account, elsewhere when that account cannot reach this place.</summary>
    public async Task PrepareAsync(RunUser user, Action<string>? say, CancellationToken cancellation)
    {
        if (user.Owner is not null && !await ReachableAsync(user, cancellation))
        {
            Relocate(say);
        }

        Directory.CreateDirectory(Private);
        KeepLogSmall();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Private, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using (File.Open(Log, FileMode.OpenOrCreate))
            {
            }

            await HandOverAsync(user, [Private, Log], cancellation);
        }

        Socket = await SocketDirectoryAsync(user, cancellation);
    }

    public void Dispose()
    {
        if (Socket.Length > 0 && Socket != Private)
        {
            DropSocketDirectory(Socket);
        }

        _lock.Dispose();
    }

    /// <summary>Removes the socket's lock file: the number in it may belong to any process by now, and the server would refuse to start.</summary>
    public void DropSocketLock() => File.Delete(Socket + SocketName + ".lock");

    /// <summary>Removes a socket directory in the temporary place that a killed run left behind.</summary>
    public static void DropSocketDirectory(string directory)
    {
        if (!Path.GetFileName(directory).StartsWith("hl-", StringComparison.Ordinal) || !Directory.Exists(directory))
        {
            return;
        }

        File.Delete(directory + SocketName);
        File.Delete(directory + SocketName + ".lock");
        Directory.Delete(directory);
    }

    private async Task<bool> ReachableAsync(RunUser user, CancellationToken cancellation) =>
        (await Command.RunAsync(user.Wrap("test", "-x", Root), cancellation)).Succeeded;

    private void Relocate(Action<string>? say)
    {
        var elsewhere = $"/var/lib/hazardledger-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        say?.Invoke($"The server's account cannot reach {Root}, so the database lives in {elsewhere} (noted in {Path.Combine(Root, "postgres.location")}).");
        // First the note, then the directory: a kill in between leaves a note to an empty place, never a lost cluster.
        File.WriteAllText(Path.Combine(Root, "postgres.location"), elsewhere + "\n");
        Root = elsewhere;
        MakeDirectory(Root);
    }

    private static void MakeDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            // Passable but not readable by others: the server's account has to walk through whatever the umask says.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private void KeepLogSmall()
    {
        const long large = 16 << 20;
        if (File.Exists(Log) && new FileInfo(Log).Length > large)
        {
            File.Move(Log, Log + ".1", overwrite: true);
        }
    }

    private async Task<string> SocketDirectoryAsync(RunUser user, CancellationToken cancellation)
    {
        // A comma would make Npgsql read the directory as a list of hosts.
        var fits = System.Text.Encoding.UTF8.GetByteCount(Private + SocketName) <= LongestSocketPath && !Private.Contains(',', StringComparison.Ordinal);
        if (OperatingSystem.IsWindows() || fits)
        {
            return Private;
        }

        var temporary = Path.GetTempPath();
        var parent = temporary.Length <= 60 && !Environment.IsPrivilegedProcess ? temporary : "/tmp";
        var directory = Path.Combine(parent, "hl-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        // A name nobody can foretell, mode 0700 from the first moment: nobody else can stand in for the server.
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await HandOverAsync(user, [directory], cancellation);
        return directory;
    }

    private static async Task HandOverAsync(RunUser user, string[] paths, CancellationToken cancellation)
    {
        if (user.Owner is { } owner)
        {
            await Command.MustAsync(["chown", owner, .. paths], $"{paths[0]} could not be handed to the server's account", cancellation);
        }
    }
}
