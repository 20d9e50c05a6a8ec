using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using HazardLedger.Api.Hosting;

namespace HazardLedger.Api.Tests;

/// <summary>The real program as a child process on a data directory of its own, to be killed at will and started again.</summary>
/// <param name="environment">Variables that it gets besides ours.</param>
internal sealed class KillProgram(params (string Name, string Value)[] environment) : IAsyncDisposable
{
    private readonly string _parent = MakeParent();
    private Process? _process;

    /// <summary>Everything that the program ever wrote to its outputs.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public string Data => Path.Combine(_parent, "data");

    public string Secret => File.ReadAllText(Path.Combine(Data, "admin.key")).Trim();

    /// <summary>Bytes of memory that it has now.</summary>
    public long Memory
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts it and waits until it says where it listens.</summary>
    public async Task StartAsync(CancellationToken ct) => Address = await Start().WaitAsync(TimeSpan.FromMinutes(4), ct);

    /// <summary>Starts it. The task ends when it says where it listens, or fails when it ends.</summary>
    public Task<Uri> Start()
    {
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet", [typeof(Composition).Assembly.Location, "--data", Data, "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The program ended: " + string.Join('\n', Said)));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return listening.Task;
    }

    /// <summary>Kills the program without a word; its database server goes with it.</summary>
    public async Task KillAsync(CancellationToken ct)
    {
        _process!.Kill();
        await _process.WaitForExitAsync(ct);
        _process.Dispose();
        _process = null;
    }

    /// <summary>Waits until it ends by itself, and says its exit code.</summary>
    public async Task<int> EndedAsync(CancellationToken ct)
    {
        await _process!.WaitForExitAsync(ct).WaitAsync(TimeSpan.FromMinutes(2), ct);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    /// <summary>Kills the database server's first process.</summary>
    public void KillServer()
    {
        using var server = Process.GetProcessById(ServerId);
        server.Kill();
    }

    /// <summary>Kills one connection's process, upon which the server ends all others and recovers. Linux only.</summary>
    public void KillBackend()
    {
        var children = File.ReadAllText($"/proc/{ServerId}/task/{ServerId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var backend = children.First(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("hazardledger", StringComparison.Ordinal));
        using var process = Process.GetProcessById(int.Parse(backend, CultureInfo.InvariantCulture));
        process.Kill();
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        return client;
    }

    /// <summary>Asks until the program says that it can append.</summary>
    public async Task ReadyAsync(CancellationToken ct)
    {
        using var client = Client();
        var since = Stopwatch.GetTimestamp();
        while (!(await client.GetAsync(new Uri("/health/ready", UriKind.Relative), ct)).IsSuccessStatusCode)
        {
            Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromMinutes(3), "never ready again");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync(CancellationToken.None);
        }

        Directory.Delete(_parent, recursive: true);
    }

    /// <summary>A place beside its data, for copies.</summary>
    public string Beside(string name) => Path.Combine(_parent, name);

    private static string MakeParent()
    {
        var parent = Directory.CreateTempSubdirectory("killed-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(parent, (UnixFileMode)0b111_101_101);
        }

        return parent;
    }

    private int ServerId => int.Parse(File.ReadLines(Path.Combine(Data, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private void Hear(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        Said.Enqueue(line);
        if (line.StartsWith("The API listens on ", StringComparison.Ordinal))
        {
            listening.TrySetResult(new Uri(line.Split(' ')[4]));
        }
    }
}
