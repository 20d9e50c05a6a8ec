using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Bench;

/// <summary>From the commit to the client: so many open streams on one program, registrations at 200 a second, everything on this machine.
/// Every client must get every event, in order.</summary>
internal static class FeedBench
{
    private const int PerSecond = 200;

    public static async Task<int> RunAsync(int clients, int seconds)
    {
        var directory = Directory.CreateTempSubdirectory("feed-");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        }

        var settings = new HostSettings { DataDirectory = Path.Combine(directory.FullName, "data"), Urls = "http://127.0.0.1:0" };
        await using var database = await LedgerDatabaseHome.OpenAsync(settings, static _ => { }, CancellationToken.None);
        await using var open = await OpenLedger.OpenAsync(database.Source, CancellationToken.None);
        await using var app = Composition.Build(settings, open);
        var secret = (await File.ReadAllTextAsync(await AdministratorKey.EnsureAsync(settings.DataDirectory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock))).Trim();
        await app.StartAsync();
        var (address, committedAt) = (new Uri(app.Urls.First()), new ConcurrentDictionary<long, long>());
        var last = 1 + PerSecond * seconds;
        var watching = WatchAsync(open, committedAt, last);
        var readers = Enumerable.Range(0, clients).Select(_ => new StreamReaderOfOne(address, secret, last)).ToList();
        await Task.WhenAll(readers.Select(reader => reader.ConnectAsync()));
        var reading = readers.Select(reader => Task.Run(reader.ReadAsync)).ToList();
        var (since, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        await RegisterAsync(address, secret, seconds);
        var took = Stopwatch.GetElapsedTime(since);
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(120));
        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        await watching;
        Report(readers, committedAt, took, used);
        readers.ForEach(reader => reader.Dispose());
        await app.StopAsync();
        return readers.TrueForAll(reader => reader.IsWhole) ? 0 : 1;
    }

    private static async Task WatchAsync(OpenLedger open, ConcurrentDictionary<long, long> committedAt, long last)
    {
        for (var seen = open.Watch.Head.Position; seen < last;)
        {
            var head = await open.Watch.Head.BeyondAsync(seen);
            var now = Stopwatch.GetTimestamp();
            while (seen < head)
            {
                committedAt[++seen] = now;
            }
        }
    }

    private static async Task RegisterAsync(Uri address, string secret, int seconds)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000.0 / PerSecond));
        var sent = new List<Task>();
        var since = Stopwatch.GetTimestamp();
        while (sent.Count < PerSecond * seconds && await timer.WaitForNextTickAsync())
        {
            // As many as are due, so that a late tick does not slow the load down.
            var due = Math.Min(PerSecond * seconds, (int)(Stopwatch.GetElapsedTime(since).TotalSeconds * PerSecond) + 1);
            while (sent.Count < due)
            {
                sent.Add(RegisterOneAsync(client, sent.Count));
            }
        }

        await Task.WhenAll(sent);
    }

    private static async Task RegisterOneAsync(HttpClient client, int n)
    {
        using var answer = await client.PostAsJsonAsync("/v1/hazards", new
        {
            source = "bureauInspection", area = "350304103", sector = "fire", category = "thing", site = "SITE-1", place = $"{n}", description = "疏散通道堆放杂物", discoverers = new[] { "P-1" },
        });
        answer.EnsureSuccessStatusCode();
    }

    private static void Report(List<StreamReaderOfOne> readers, ConcurrentDictionary<long, long> committedAt, TimeSpan took, TimeSpan used)
    {
        var times = readers.SelectMany(reader => reader.SeenAt.Select(seen => Stopwatch.GetElapsedTime(Math.Min(committedAt[seen.Position], seen.At), seen.At).TotalMilliseconds)).Order().ToArray();
        string At(double share) => times[(int)Math.Min(times.Length - 1, times.Length * share)].ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine("| clients | events/s | deliveries | p50 ms | p99 ms | p99.9 ms | max ms | whole and in order | CPU (program and clients) |\n|---|---|---|---|---|---|---|---|---|");
        Console.WriteLine($"| {readers.Count} | {committedAt.Count / took.TotalSeconds:F0} | {times.Length} | {At(0.5)} | {At(0.99)} | {At(0.999)} | {At(1)} | {readers.Count(reader => reader.IsWhole)} of {readers.Count} | {used / took:P0} of one core |");
    }

    /// <summary>One client on a bare socket: it notes when each id arrives and costs little else.</summary>
    private sealed class StreamReaderOfOne(Uri address, string secret, long last) : IDisposable
    {
        private readonly TcpClient socket = new() { NoDelay = true };

        public List<(long Position, long At)> SeenAt { get; } = [];

        public bool IsWhole => SeenAt.Select(seen => seen.Position).SequenceEqual(Enumerable.Range(2, (int)last - 1).Select(position => (long)position));

        public void Dispose() => socket.Dispose();

        public async Task ConnectAsync()
        {
            await socket.ConnectAsync(address.Host, address.Port);
            var request = $"GET /v1/events?after=1 HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {secret}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        }

        public async Task ReadAsync()
        {
            using var reader = new StreamReader(socket.GetStream(), Encoding.UTF8, false, 16 * 1024);
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal) && long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture) is var position
                    && (SeenAt.Count == 0 || SeenAt[^1].Position != position))
                {
                    SeenAt.Add((position, Stopwatch.GetTimestamp()));
                    if (position == last)
                    {
                        return;
                    }
                }
            }
        }
    }
}
