using System.Diagnostics;

namespace HazardLedger.LocalPostgres;

/// <summary>One start of the server, until it takes connections.</summary>
internal sealed class ServerStart(ClusterHome home, PostgresBinaries binaries, RunUser user, Endpoint endpoint, bool durable)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private string _said = "";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var before = LogLength();
        while (!await TryAsync(cancellation))
        {
            var words = LogSince(before);
            // Backends of a killed server hold its shared memory for a moment after it.
            if (!words.Contains("shared memory block", StringComparison.Ordinal) || clock.Elapsed > Patience)
            {
                // It may be half up still, after the time-out: nothing may be left behind by a start that failed.
                await ServerStop.StopAsync(home.Data, binaries, user, immediate: true, TimeSpan.FromSeconds(10));
                throw new LocalPostgresException($"PostgreSQL did not start, its last words in {home.Log} are:\n{words}\n{_said}".TrimEnd());
            }

            before = LogLength();
            await Task.Delay(200, cancellation);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellation) =>
        user.DiesWithParent ? await StartChildAsync(cancellation) : await StartDetachedAsync(cancellation);

    private async Task<bool> StartChildAsync(CancellationToken cancellation)
    {
        var words = new List<string> { binaries["postgres"], "-D", home.Data };
        words.AddRange(endpoint.Settings(durable).SelectMany(setting => new[] { "-c", setting }));
        // The server writes to the file itself, so its log goes on when we are gone.
        var start = Command.Prepare(user.WrapServer(["sh", "-c", "log=$0; exec \"$@\" >>\"$log\" 2>&1 </dev/null", home.Log, .. words]));
        var (started, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        new Thread(() => HoldChild(start, started, ended)) { IsBackground = true, Name = "postgres" }.Start();
        await started.Task;
        var clock = Stopwatch.StartNew();
        try
        {
            while (!ServerProcesses.SaysReady(home.Data))
            {
                if (ended.Task.IsCompleted || clock.Elapsed > Patience)
                {
                    return false;
                }

                await Task.Delay(10, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            await ServerStop.StopAsync(home.Data, binaries, user, immediate: true, TimeSpan.FromSeconds(10));
            throw;
        }

        return true;
    }

    // Linux sends the parent-death signal when the starting *thread* ends, so this one stays as long as the server runs.
    private static void HoldChild(ProcessStartInfo start, TaskCompletionSource started, TaskCompletionSource ended)
    {
        try
        {
            using var process = Process.Start(start)!;
            started.SetResult();
            process.WaitForExit();
            ended.SetResult();
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            started.TrySetException(new LocalPostgresException("PostgreSQL could not be started.", missing));
        }
    }

    private async Task<bool> StartDetachedAsync(CancellationToken cancellation)
    {
        // pg_ctl puts the path between double quotes for the shell and escapes nothing.
        if (!OperatingSystem.IsWindows() && home.Data.AsSpan().IndexOfAny("\"$`\\") >= 0)
        {
            throw new LocalPostgresException($"PostgreSQL's pg_ctl cannot work in {home.Data}: choose a data directory without quotes, backslashes or $.");
        }

        var settings = string.Join(' ', endpoint.Settings(durable).Select(setting => $"-c {ForShell(setting)}"));
        var outcome = await Command.RunAsync(
            user.Wrap(binaries["pg_ctl"], "start", "-D", home.Data, "-l", home.Log, "-w", "-t", "120", "-o", settings),
            cancellation,
            // The server would inherit the pipe on Windows and the reader would wait for its end.
            capture: !OperatingSystem.IsWindows());
        _said = outcome.Output;
        return outcome.Succeeded;
    }

    private static string ForShell(string word) => OperatingSystem.IsWindows()
        ? $"\"{word}\""
        : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private long LogLength() => File.Exists(home.Log) ? new FileInfo(home.Log).Length : 0;

    private string LogSince(long position)
    {
        if (!File.Exists(home.Log))
        {
            return "(nothing)";
        }

        using var file = new FileStream(home.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(position, file.Length - 4000), SeekOrigin.Begin);
        return new StreamReader(file).ReadToEnd().Trim();
    }
}
