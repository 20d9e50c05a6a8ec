using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HazardLedger.Bench;

/// <summary>The program over HTTP beside the hand-written service: each a process of its own on the same server, 64 keep-alive connections.</summary>
internal static class HttpBench
{
    private const int Connections = 64;

    public static async Task<IReadOnlyList<Verdict>> RunAsync(TimeSpan slice, int rounds, string only)
    {
        await using var server = await BenchServer.StartAsync();
        var directory = Directory.CreateTempSubdirectory("hazardledger-bench-");
        using var floor = await HttpSide.StartAsync("serve-floor", await server.FloorAsync("floor"));
        using var ours = await HttpSide.StartAsync("serve-ours", await server.LedgerAsync("ours"), directory.FullName);
        await ours.ConnectAsync(Connections);
        await floor.ConnectAsync(Connections);
        await WarmAsync(floor); // which also gives the floor hazards to read and to report on
        await WarmAsync(ours);
        var contest = new Contest(() => server.Cpu, () => floor.Cpu + ours.Cpu, slice, rounds, () => Environment.CpuUsage.TotalTime);
        var verdicts = new List<Verdict>();
        foreach (var line in Lines(floor, ours).Where(line => line.What.Contains(only, StringComparison.Ordinal)))
        {
            verdicts.Add(await contest.RunAsync(line));
            Console.WriteLine(Table.Row(verdicts[^1]));
        }

        directory.Delete(recursive: true);
        return verdicts;
    }

    // A program that runs for weeks is compiled once: what that takes is no part of a request.
    private static async Task WarmAsync(HttpSide side)
    {
        await side.RunAsync(TimeSpan.FromSeconds(12), side.Register, keep: true);
        foreach (var request in (Func<int, byte[]>[])[side.Report, side.Hazard, side.Figures])
        {
            await side.RunAsync(TimeSpan.FromSeconds(4), request);
        }
    }

    private static IEnumerable<Line> Lines(HttpSide floor, HttpSide ours)
    {
        Line Of(string what, double bar, Func<HttpSide, Func<int, byte[]>> request) =>
            new(what, bar, new(time => floor.RunAsync(time, request(floor))), new(time => ours.RunAsync(time, request(ours))));
        yield return Of("register", 1.0, side => side.Register);
        yield return Of("command on an existing hazard", 1.0, side => side.Report);
        yield return Of("70 % GET hazard, 10 % GET figures, 20 % commands", 1.0, side => side.Mixed);
        yield return Of("GET hazard", 0.95, side => side.Hazard);
        yield return Of("GET figures, 12 areas by 10 figures and more", 2.0, side => side.Figures);
    }
}

/// <summary>One of the two services: its process, its connections, the hazards that it has.</summary>
internal sealed class HttpSide : IDisposable
{
    private readonly Process process;
    private readonly Uri address;
    private readonly string key;
    private readonly List<Wire> wires = [];
    private readonly List<string> hazards = [];
    private readonly string day = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private int requests;

    private HttpSide(Process process, string said)
    {
        var words = said.Split(' ');
        (this.process, address, key) = (process, new Uri(words[0]), words.ElementAtOrDefault(1) ?? "nobody");
        hazards.AddRange(key == "nobody" ? [] : Enumerable.Range(0, HttpOurs.Hazards).Select(at => HttpOurs.Id(at).ToString()));
    }

    public TimeSpan Cpu => ProcessCpu.OfTree(process.Id);

    public static async Task<HttpSide> StartAsync(params string[] words)
    {
        var started = Start(words);
        var said = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{words[0]} did not start.");
        return new(started, said);
    }

    /// <summary>This program once more, as a process of its own.</summary>
    public static Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(HttpSide).Assembly.Location] : [];
        foreach (var word in program.Concat(words))
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }

    public async Task ConnectAsync(int many)
    {
        for (var i = 0; i < many; i++)
        {
            wires.Add(await Wire.OpenAsync(address));
        }
    }

    /// <summary>Every connection asks again as soon as it is answered.</summary>
    public Task<long> RunAsync(TimeSpan time, Func<int, byte[]> request, bool keep = false) => InFlight.RunAsync(wires.Count, time, async at =>
    {
        var (status, body) = await wires[at].SendAsync(request(at));
        if (status is < 200 or > 299)
        {
            throw new InvalidOperationException($"{address} answered {status}: {Encoding.UTF8.GetString(body.Span)}");
        }

        if (keep && hazards.Count < HttpOurs.Hazards)
        {
            lock (hazards)
            {
                hazards.Add(JsonSerializer.Deserialize<JsonElement>(body.Span[body.Span.IndexOf((byte)'{')..(body.Span.LastIndexOf((byte)'}') + 1)]).GetProperty("id").GetString()!);
            }
        }
    });

    public byte[] Register(int at)
    {
        var n = Interlocked.Increment(ref requests);
        return Post("/v1/hazards", $$"""
            {"source":"bureauInspection","area":"{{Lives.Area(n)}}","sector":"fire","category":"thing","site":"SITE-{{n % 500}}","place":"Building {{n}}","description":"Goods stacked in the escape route","discoverers":["P-2041"]}
            """);
    }

    public byte[] Report(int at) => Post($"/v1/hazards/{Any(at)}/progress-reports", """
        {"percent":40,"done":"cleared the stairs of building two","remaining":"the corridor on the third floor","problems":"the lift is still out of order, parts come on Monday"}
        """);

    public byte[] Hazard(int at) => Get($"/v1/hazards/{Any(at)}");

    public byte[] Figures(int at) => Get($"/v1/figures?groupBy=area&from={day[..4]}-01-01");

    public byte[] Mixed(int at) => (Interlocked.Increment(ref requests) % 10) switch
    {
        0 or 5 => Report(at),
        3 => Figures(at),
        _ => Hazard(at),
    };

    public void Dispose()
    {
        wires.ForEach(wire => wire.Dispose());
        process.Kill();
        process.Dispose();
    }

    // Each connection has hazards of its own, so that no two decide about one at once.
    private string Any(int at)
    {
        var own = hazards.Count / wires.Count;
        return hazards[(at * own) + ((Interlocked.Increment(ref requests) & int.MaxValue) / wires.Count % own)];
    }

    private byte[] Post(string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: {Interlocked.Increment(ref requests)}-{Stopwatch.GetTimestamp()}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    private byte[] Get(string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n\r\n");
}
