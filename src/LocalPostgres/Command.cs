using System.ComponentModel;
using System.Diagnostics;

namespace HazardLedger.LocalPostgres;

/// <summary>What a finished program left behind.</summary>
internal sealed record CommandOutcome(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs other programs without a shell, with an environment that no PG* variable of the caller can bend.</summary>
internal static class Command
{
    /// <summary>Exit code reported when the program does not exist (as a shell would).</summary>
    public const int NotFound = 127;

    public static ProcessStartInfo Prepare(IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(words[0])
        {
            UseShellExecute = false,
            // The caller's directory may be closed to the server's user.
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    /// <summary>Runs to the end; a missing program is exit code 127, not an exception. Cancelling kills the program.</summary>
    public static async Task<CommandOutcome> RunAsync(
        IReadOnlyList<string> words, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null, bool capture = true)
    {
        var start = Prepare(words);
        start.RedirectStandardOutput = capture;
        start.RedirectStandardError = capture;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = new Process { StartInfo = start };
        if (await RefusesToStartAsync(process, cancellation) is { } because)
        {
            return new CommandOutcome(NotFound, because);
        }

        try
        {
            var output = capture ? process.StandardOutput.ReadToEndAsync(cancellation) : Task.FromResult("");
            var errors = capture ? process.StandardError.ReadToEndAsync(cancellation) : Task.FromResult("");
            await process.WaitForExitAsync(cancellation);
            return new CommandOutcome(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // A program that was written a moment ago is busy for as long as another process, forked meanwhile, still holds it open (ETXTBSY).
    private static async Task<string?> RefusesToStartAsync(Process process, CancellationToken cancellation)
    {
        const int TextFileBusy = 26;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                process.Start();
                return null;
            }
            catch (Win32Exception busy) when (OperatingSystem.IsLinux() && busy.NativeErrorCode == TextFileBusy && attempt < 50)
            {
                await Task.Delay(20, cancellation);
            }
            catch (Win32Exception missing)
            {
                return missing.Message;
            }
        }
    }

    /// <summary>Runs to the end and turns a failure into the given sentence with the program's last words.</summary>
    public static async Task<string> MustAsync(IReadOnlyList<string> words, string otherwise, CancellationToken cancellation)
    {
        var outcome = await RunAsync(words, cancellation);
        return outcome.Succeeded ? outcome.Output : throw new LocalPostgresException($"{otherwise} ({words[0]}: {outcome.Output})");
    }
}
