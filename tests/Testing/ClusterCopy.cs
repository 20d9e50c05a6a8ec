using System.Diagnostics;
using HazardLedger.LocalPostgres;

namespace HazardLedger.Testing;

/// <summary>A physical copy of a running cluster, made as operators make it: with pg_basebackup, under the server's own account.</summary>
public static class ClusterCopy
{
    /// <summary>Why there can be none here, or null. The servers that npm carries come without the program.</summary>
    public static string? Missing(string binDirectory) =>
        !OperatingSystem.IsLinux() ? "The server's account is found by Linux's means." : File.Exists(Path.Combine(binDirectory, "pg_basebackup")) ? null : "There is no pg_basebackup beside this server.";

    /// <summary>The directory of the server's programs, from the process that runs on a data directory.</summary>
    public static string BinDirectoryOf(string data)
    {
        var postmaster = File.ReadLines(Path.Combine(data, "postmaster.pid")).First();
        return Path.GetDirectoryName(new FileInfo($"/proc/{postmaster}/exe").ResolveLinkTarget(returnFinalTarget: true)!.FullName)!;
    }

    /// <summary>Copies a running cluster into a directory that does not exist yet. As a standby it will follow the original.</summary>
    /// <param name="binDirectory">Where pg_basebackup is.</param>
    /// <param name="data">The running cluster's data directory: its owner becomes the copy's owner.</param>
    /// <param name="socket">Directory of its socket.</param>
    /// <param name="target">Where the copy goes; its parent is handed to the server's account.</param>
    /// <param name="standby">Writes what makes a server follow the original.</param>
    public static async Task TakeAsync(string binDirectory, string data, string socket, string target, bool standby)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await RunAsync(["chown", "--reference=" + data, Path.GetDirectoryName(target)!]);
        await RunAsync([
            .. await AccountAsync(data), Path.Combine(binDirectory, "pg_basebackup"), "-D", target, "-h", socket, "-p", "5432", "-U", "postgres", "-X", "stream", "-c", "fast", .. standby ? ["-R"] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Starts a server on a copy, waits until it takes readers, and ends it when disposed.</summary>
    public static async Task<IAsyncDisposable> StartStandbyAsync(string binDirectory, string data)
    {
        string[] control = [.. await AccountAsync(data), Path.Combine(binDirectory, "pg_ctl"), "-D", data, "-w", "-t", "60"];
        var socket = Path.GetDirectoryName(data)!;
        await RunAsync([.. control, "-l", Path.Combine(socket, "log"), "-o", $"-c listen_addresses= -c port=5432 -c unix_socket_directories={socket} -c hot_standby=on", "start"]);
        return new Started([.. control, "-m", "immediate", "stop"]);
    }

    private static async Task<string[]> AccountAsync(string data)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }

        var owner = (await RunAsync(["stat", "-c", "%u %g", data])).Trim().Split(' ');
        return ["setpriv", "--reuid=" + owner[0], "--regid=" + owner[1], "--clear-groups"];
    }

    private static async Task<string> RunAsync(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        // A server that stays inherits the pipe: its starter's end is what is waited for.
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? words.Contains("start", StringComparer.Ordinal) ? "" : await process.StandardOutput.ReadToEndAsync()
            : throw new LocalPostgresException($"{string.Join(' ', words)} ended with {process.ExitCode}.");
    }

    private sealed class Started(string[] stop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await RunAsync(stop);
    }
}
