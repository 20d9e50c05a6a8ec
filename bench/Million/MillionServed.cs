using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>The program as it is shipped, a process of its own on a ledger of the bench, and somebody who asks it over HTTP.</summary>
internal sealed partial class MillionServed : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client;

    private MillionServed(Process process, HttpClient client, TimeSpan startUp) => (this.process, this.client, StartUp) = (process, client, startUp);

    /// <summary>From the start of the process until it listens, figures loaded.</summary>
    public TimeSpan StartUp { get; }

    /// <summary>Runs the program until it is killed. The daily sweep is off: the ledger is to be the same after each measurement.</summary>
    public static async Task ServeAsync(string connection, string directory)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        var settings = new HostSettings { DataDirectory = directory, Urls = "http://127.0.0.1:0", Rest = ["--Ledger:Sweep=off"] };
        await using var app = Composition.Build(settings, open);
        var key = await AdministratorKey.EnsureAsync(directory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First() + " " + (await File.ReadAllTextAsync(key)).Trim());
        await app.WaitForShutdownAsync();
    }

    public static async Task<MillionServed> StartAsync(string connection, string directory)
    {
        var since = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(MillionServed).Assembly.Location] : [];
        foreach (var word in program.Concat(["serve-ledger", connection, directory]))
        {
            start.ArgumentList.Add(word);
        }

        var started = Process.Start(start)!;
        var said = (await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The program did not start.")).Split(' ');
        var took = Stopwatch.GetElapsedTime(since);
        var asking = new HttpClient { BaseAddress = new Uri(said[0]), Timeout = Timeout.InfiniteTimeSpan };
        await SignInAsync(asking, said[1]);
        asking.DefaultRequestHeaders.Authorization = new("Bearer", said[1]);
        return new(started, asking, took);
    }

    /// <summary>The answer's text; anything but 2xx is a fault of the bench.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    public async Task PostAsync(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Reads an answer of any length to its end and keeps nothing of it.</summary>
    /// <returns>Bytes, time, and the most memory that the program held before and meanwhile (resident, bytes).</returns>
    public async Task<(long Bytes, TimeSpan Took, long Before, long Peak)> DrainAsync(string path, string accept)
    {
        var before = Resident("VmRSS");
        await File.WriteAllTextAsync($"/proc/{process.Id}/clear_refs", "5"); // the peak is counted from here on (proc(5))
        var (since, bytes, buffer) = (Stopwatch.GetTimestamp(), 0L, new byte[128 * 1024]);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        for (var read = await body.ReadAsync(buffer); read > 0; read = await body.ReadAsync(buffer))
        {
            bytes += read;
        }

        return (bytes, Stopwatch.GetElapsedTime(since), before, Resident("VmHWM"));
    }

    /// <summary>Processor time of the program so far, to the nanosecond.</summary>
    public TimeSpan Cpu => ExactCpu.Of(process.Id);

    /// <summary>What the program holds in memory now, in bytes.</summary>
    public long Held => Resident("VmRSS");

    public void Dispose()
    {
        client.Dispose();
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private long Resident(string which) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(which + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    // Pages ask for the cookie that a person gets by signing in.
    private static async Task SignInAsync(HttpClient client, string key)
    {
        var page = await client.GetStringAsync(new Uri("/zh/sign-in", UriKind.Relative));
        var fields = Hidden().Matches(page).ToDictionary(found => found.Groups["name"].Value, found => WebUtility.HtmlDecode(found.Groups["value"].Value), StringComparer.Ordinal);
        fields["key"] = key;
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("/zh/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
