using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>From the commit to the client: so many open streams on one program, registrations at 200 a second, everything on this machine, the program a
/// process of its own. Every client must get every event, in order. The time runs from the instant that the event carries, which lies before its commit.</summary>
internal static class FeedBench
{
    private const int PerSecond = 200;
    private const int WarmSeconds = 5;

    public static async Task<int> RunAsync(int clients, int seconds)
    {
        await using var server = await BenchServer.StartAsync();
        var directory = Directory.CreateTempSubdirectory("hazardledger-bench-");
        var connection = await server.LedgerAsync("ours");
        using var program = HttpSide.Start("serve-ours", connection, directory.FullName);
        try
        {
            return await RunAsync(server, program, connection, clients, seconds);
        }
        finally
        {
            program.Kill();
            directory.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(BenchServer server, Process program, string connection, int clients, int seconds)
    {
        var said = (await program.StandardOutput.ReadLineAsync())!.Split(' ');
        var (address, secret) = (new Uri(said[0]), said[1]);
        await using var source = NpgsqlDataSource.Create(connection);
        var (first, last) = await RangeAsync(source, seconds);
        var readers = Enumerable.Range(0, clients).Select(_ => new StreamReaderOfOne(address, secret, first, last)).ToList();
        await Parallel.ForEachAsync(readers, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (reader, _) => await reader.ConnectAsync());
        var reading = readers.Select(reader => Task.Run(reader.ReadAsync)).ToList();
        await RegisterAsync(address, secret, WarmSeconds);
        var (since, before) = (Stopwatch.GetTimestamp(), (Program: ProcessCpu.OfTree(program.Id), Clients: Environment.CpuUsage.TotalTime, Server: server.Cpu));
        await RegisterAsync(address, secret, seconds);
        await Task.WhenAll(reading).WaitAsync(TimeSpan.FromSeconds(120));
        var took = Stopwatch.GetElapsedTime(since);
        TimeSpan[] used = [ProcessCpu.OfTree(program.Id) - before.Program, server.Cpu - before.Server, Environment.CpuUsage.TotalTime - before.Clients];
        await ReportAsync(source, readers, last - (PerSecond * seconds), took, used);
        readers.ForEach(reader => reader.Dispose());
        return readers.TrueForAll(reader => reader.IsWhole) ? 0 : 1;
    }

    private static async Task<(long First, long Last)> RangeAsync(NpgsqlDataSource source, int seconds)
    {
        await using var command = source.CreateCommand("SELECT head FROM hl.ledger");
        var head = (long)(await command.ExecuteScalarAsync())!;
        return (head + 1, head + (PerSecond * (WarmSeconds + seconds)));
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

    private static async Task ReportAsync(NpgsqlDataSource source, List<StreamReaderOfOne> readers, long warm, TimeSpan took, TimeSpan[] used)
    {
        var recorded = new Dictionary<long, DateTime>();
        await using (var command = source.CreateCommand($"SELECT seq_id, timestamp FROM es.mt_events WHERE seq_id > {warm}"))
        await using (var row = await command.ExecuteReaderAsync())
        {
            while (await row.ReadAsync())
            {
                recorded.Add(row.GetInt64(0), row.GetDateTime(1));
            }
        }

        var times = readers.SelectMany(reader => reader.SeenAt).Where(seen => seen.Position > warm).Select(seen => (seen.At - recorded[seen.Position]).TotalMilliseconds).Order().ToArray();
        string At(double share) => times[(int)Math.Min(times.Length - 1, times.Length * share)].ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine($"`dotnet run -c Release --project bench -- feed {readers.Count}`, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Machine.Words()}.\n");
        Console.WriteLine("| clients | events/s | deliveries | p50 ms | p99 ms | p99.9 ms | max ms | whole and in order | program, PostgreSQL, clients: share of one core |\n|---|---|---|---|---|---|---|---|---|");
        Console.WriteLine($"| {readers.Count} | {recorded.Count / took.TotalSeconds:F0} | {times.Length} | {At(0.5)} | {At(0.99)} | {At(0.999)} | {At(1)} | {readers.Count(reader => reader.IsWhole)} of {readers.Count} | {string.Join(", ", used.Select(one => $"{one / took:P0}"))} |");
    }

    /// <summary>One client on a bare socket: it notes when each id arrives and costs little else.</summary>
    private sealed class StreamReaderOfOne(Uri address, string secret, long first, long last) : IDisposable
    {
        private readonly TcpClient socket = new() { NoDelay = true };

        public List<(long Position, DateTime At)> SeenAt { get; } = [];

        public bool IsWhole => SeenAt.Select(seen => seen.Position).SequenceEqual(Enumerable.Range((int)first, (int)(last - first + 1)).Select(position => (long)position));

        public void Dispose() => socket.Dispose();

        public async Task ConnectAsync()
        {
            await socket.ConnectAsync(address.Host, address.Port);
            // As HTTP/1.0, whose answers have no chunks: the ids stand as they were written.
            var request = $"GET /v1/events?after={first - 1} HTTP/1.0\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {secret}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        }

        public async Task ReadAsync()
        {
            var (buffer, held) = (new byte[64 * 1024], 0);
            while (await socket.Client.ReceiveAsync(buffer.AsMemory(held)) is var read and > 0)
            {
                var rest = Take(buffer.AsMemory(0, held + read), DateTime.UtcNow);
                if (SeenAt.Count > 0 && SeenAt[^1].Position == last)
                {
                    return;
                }

                rest.CopyTo(buffer);
                held = rest.Length;
            }
        }

        // Notes every id that came whole and returns what may be the beginning of the next one.
        private ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> all, DateTime now)
        {
            while (true)
            {
                var at = all.Span.IndexOf("\nid: "u8);
                if (at < 0)
                {
                    return all[^Math.Min(all.Length, 5)..];
                }

                var end = all.Span[(at + 1)..].IndexOf((byte)'\n');
                if (end < 0)
                {
                    return all[at..];
                }

                var position = long.Parse(all.Span[(at + 5)..(at + 1 + end)], CultureInfo.InvariantCulture);
                if (SeenAt.Count == 0 || SeenAt[^1].Position != position)
                {
                    SeenAt.Add((position, now)); // a heartbeat repeats the one before
                }

                all = all[(at + 1 + end)..];
            }
        }
    }
}
