using System.ComponentModel;
using System.Diagnostics;

namespace HazardLedger.LocalPostgres;

/// <summary>The processes of one data directory, found by what the system says of them and not by a number in a file that may be old.</summary>
internal static class ServerProcesses
{
    /// <summary>The postmaster's id from postmaster.pid, or null. The number may be stale.</summary>
    public static int? IdInFile(string data) => Line(data, 0) is { } line && int.TryParse(line, out var id) ? id : null;

    /// <summary>True once the server has written that it takes connections (line 8, since PostgreSQL 10).</summary>
    public static bool SaysReady(string data) => Line(data, 7) is { } line && line.StartsWith("ready", StringComparison.Ordinal);

    /// <summary>The socket directory the last server used, or null.</summary>
    public static string? SocketDirectory(string data) => Line(data, 4);

    /// <summary>Living processes of this data directory: on Linux all whose working directory it is, elsewhere the postmaster alone.</summary>
    public static IReadOnlyList<int> Of(string data)
    {
        if (OperatingSystem.IsLinux())
        {
            return [.. Directory.EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
                .Where(id => id > 0 && WorksIn(id, data))];
        }

        return IdInFile(data) is { } postmaster && IsPostgres(postmaster) ? [postmaster] : [];
    }

    /// <summary>True while a process of that number runs and is a PostgreSQL; one that only waits to be buried is none.</summary>
    public static bool IsAlive(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return IsPostgres(id);
        }

        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X') && NameIsPostgres($"/proc/{id}/comm");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL for all of them, in one sweep that also stops the postmaster from starting new ones.</summary>
    public static void Kill(string data)
    {
        if (IdInFile(data) is { } postmaster && Of(data).Contains(postmaster))
        {
            Kill(postmaster, withChildren: true);
        }

        foreach (var id in Of(data))
        {
            Kill(id, withChildren: false);
        }
    }

    /// <summary>Waits until no process of this data directory is left; false after the time-out.</summary>
    public static async Task<bool> GoneAsync(string data, TimeSpan timeout, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (Of(data).Count > 0)
        {
            if (clock.Elapsed > timeout)
            {
                return false;
            }

            await Task.Delay(20, cancellation);
        }

        return true;
    }

    private static void Kill(int id, bool withChildren)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(withChildren);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself in between, which is what was wanted; GoneAsync finds out if it did not.
        }
    }

    private static bool WorksIn(int id, string data)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{id}/cwd", returnFinalTarget: false)?.FullName == data && NameIsPostgres($"/proc/{id}/comm");
        }
        catch (Exception unseen) when (unseen is IOException or UnauthorizedAccessException)
        {
            return false;   // Another user's process, or one that has just ended: not ours.
        }
    }

    private static bool NameIsPostgres(string file) => File.ReadAllText(file).Trim() is "postgres" or "postmaster";

    private static bool IsPostgres(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Line(string data, int number)
    {
        try
        {
            // The server rewrites the file while we look; a share mode of our own would stand in its way on Windows.
            using var file = new FileStream(Path.Combine(data, "postmaster.pid"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n').ElementAtOrDefault(number)?.Trim() is { Length: > 0 } line ? line : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
