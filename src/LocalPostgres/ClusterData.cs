using System.Security.Cryptography;

namespace HazardLedger.LocalPostgres;

/// <summary>Makes a data directory whole or not at all, and clears one after a kill.</summary>
internal static class ClusterData
{
    /// <summary>The major version in PG_VERSION, or null when there is no cluster yet.</summary>
    public static int? MajorOf(string data)
    {
        var file = Path.Combine(data, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var major) ? major : null;
    }

    /// <summary>
    /// Ends a server that outlived its owner and removes what a kill leaves. The lock is ours, so such a server has no owner;
    /// it is stopped and not adopted, because it may be on its way down already, or run with other settings.
    /// </summary>
    public static async Task ClearAfterKillAsync(ClusterHome home, PostgresBinaries binaries, RunUser user, CancellationToken cancellation)
    {
        foreach (var half in Directory.EnumerateDirectories(home.Private, "new-*"))
        {
            DeleteIfStill(half);
        }

        if (!Directory.Exists(home.Data))
        {
            return;
        }

        await ServerStop.StopAsync(home.Data, binaries, user, immediate: false, TimeSpan.FromSeconds(30));
        if (!await ServerProcesses.GoneAsync(home.Data, TimeSpan.FromSeconds(1), cancellation))
        {
            throw new LocalPostgresException($"A PostgreSQL server still runs on {home.Data} and does not end: end it by hand.");
        }

        if (ServerProcesses.SocketDirectory(home.Data) is { } socket && socket != home.Socket)
        {
            ClusterHome.DropSocketDirectory(socket);
        }

        // After a restart of the machine the number in these files may belong to any process, and the server would refuse to start.
        File.Delete(Path.Combine(home.Data, "postmaster.pid"));
        home.DropSocketLock();
    }

    private static void DeleteIfStill(string half)
    {
        try
        {
            Directory.Delete(half, recursive: true);
        }
        catch (IOException)
        {
            // The initdb of a killed run may still be writing; its directory has another name than ours and goes next time.
        }
    }

    /// <summary>initdb into a directory beside the final one, then a rename: a kill in the middle leaves no half cluster.</summary>
    public static async Task MakeAsync(ClusterHome home, PostgresBinaries binaries, RunUser user, bool durable, CancellationToken cancellation)
    {
        if (Directory.Exists(home.Data))
        {
            return;
        }

        var half = Path.Combine(home.Private, "new-" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        await Command.MustAsync(
            user.Wrap([binaries["initdb"], "-D", half, "-U", "postgres", "-E", "UTF8", "--locale=C", "--data-checksums", .. Endpoint.InitialAuthentication(home), .. durable ? Array.Empty<string>() : ["--no-sync"]]),
            "The database cluster could not be made",
            cancellation);
        await File.AppendAllTextAsync(Path.Combine(half, "postgresql.conf"), Settings(durable), cancellation);
        Directory.Move(half, home.Data);
    }

    // Written once and open to change by people; what safety rests on is passed at every start instead.
    private static string Settings(bool durable) => $"""

        # Set by HazardLedger when the cluster was made.
        max_connections = 100
        shared_buffers = {(durable ? "256MB" : "64MB")}
        wal_compression = on
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %q%u@%d '

        """;
}
