using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>From the commit to whoever follows the ledger, at 200 events a second, each a commit of its own: a follower of the program that commits,
/// and one in another process of the operating system. Both keep their mark in a transaction of their own.</summary>
internal static class LagBench
{
    private const int PerSecond = 200;

    /// <summary>Longer than this is a stall.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(int seconds)
    {
        await using var server = await BenchServer.StartAsync();
        var connection = await server.LedgerAsync("ours");
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        var (committed, last) = (new ConcurrentDictionary<long, long>(), 1L + (PerSecond * seconds));
        var (here, there) = (new List<(long, long)>(), new List<(long, long)>());
        using var other = HttpSide.Start("follow", connection, last.ToString(CultureInfo.InvariantCulture));
        await other.StandardOutput.ReadLineAsync(); // it stands at the head
        var hearing = HearAsync(other.StandardOutput, there);
        using var stop = new CancellationTokenSource();
        var follower = Follow("bench-here", source, open.Watch, here);
        await follower.TurnAsync();
        var following = follower.RunAsync(ct: stop.Token);
        var watching = WatchAsync(open, committed, last);
        await RegisterAsync(open.Ledger, seconds);
        await watching;
        await follower.Done.BeyondAsync(last - 1).WaitAsync(TimeSpan.FromSeconds(60));
        await hearing.WaitAsync(TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await following;
        return Report(seconds, committed, ("in the program that commits", here), ("in another process", there)) ? 0 : 1;
    }

    /// <summary>The other process: says what it sees and when, on the clock that all processes of a machine share.</summary>
    public static async Task FollowAsync(string connection, long last)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var watch = new HeadWatch(source);
        watch.Start();
        var seen = new List<(long Position, long At)>();
        var follower = Follow("bench-there", source, watch, seen);
        await follower.TurnAsync();
        await Console.Out.WriteLineAsync("standing");
        using var stop = new CancellationTokenSource();
        var following = follower.RunAsync(ct: stop.Token);
        await follower.Done.BeyondAsync(last - 1);
        await stop.CancelAsync();
        await following;
        await Console.Out.WriteAsync(string.Concat(seen.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Position} {one.At}\n"))));
    }

    private static Follower Follow(string name, NpgsqlDataSource source, HeadWatch watch, List<(long, long)> seen) => new(name, source, watch, (page, _, _) =>
    {
        var now = Stopwatch.GetTimestamp();
        seen.AddRange(page.Select(stored => (stored.Position, now)));
        return Task.CompletedTask;
    });

    private static async Task HearAsync(StreamReader said, List<(long, long)> there)
    {
        while (await said.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            there.Add((long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)));
        }
    }

    // The program learns of its own commit before anybody is woken: the earliest moment at which a commit is known outside of the database.
    internal static async Task WatchAsync(OpenLedger open, ConcurrentDictionary<long, long> committedAt, long last)
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

    private static async Task RegisterAsync(Ledger ledger, int seconds)
    {
        using var stories = new StoryCache(ledger);
        var pool = new LifePool(new Recorder(ledger, stories, new HazardHistories(ledger), new EvidenceGuard(null), new PolicyShelf(ledger), TimeProvider.System));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1000.0 / PerSecond));
        var (sent, since) = (new List<Task>(), Stopwatch.GetTimestamp());
        while (sent.Count < PerSecond * seconds && await timer.WaitForNextTickAsync())
        {
            var due = Math.Min(PerSecond * seconds, (int)(Stopwatch.GetElapsedTime(since).TotalSeconds * PerSecond) + 1);
            while (sent.Count < due)
            {
                sent.Add(pool.RegisterAsync(Guid.CreateVersion7()));
            }
        }

        await Task.WhenAll(sent);
    }

    private static bool Report(int seconds, ConcurrentDictionary<long, long> committed, params (string Who, List<(long Position, long At)> Seen)[] followers)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project bench -- lag {seconds}`, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {PerSecond} events a second, each a commit of its own, {Machine.Words()}.")
            .AppendLine().AppendLine("| follower | p50 ms | p99 ms | p99.9 ms | longest ms | stalls over 250 ms | whole and in order |").AppendLine("|---|---|---|---|---|---|---|");
        var good = true;
        foreach (var (who, seen) in followers)
        {
            var times = seen.ConvertAll(one => Stopwatch.GetElapsedTime(Math.Min(committed[one.Position], one.At), one.At).TotalMilliseconds).Order().ToArray();
            var whole = seen.Select(one => one.Position).SequenceEqual(Enumerable.Range(2, PerSecond * seconds).Select(position => (long)position));
            good &= whole;
            string At(double share) => times[(int)Math.Min(times.Length - 1, times.Length * share)].ToString("F2", CultureInfo.InvariantCulture);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {who} | {At(0.5)} | {At(0.99)} | {At(0.999)} | {At(1)} | {times.Count(time => time > Stall.TotalMilliseconds)} | {(whole ? "yes" : "NO")} |");
        }

        Console.WriteLine(text);
        if (seconds >= 30 && Directory.Exists("docs"))
        {
            File.WriteAllText("docs/performance-lag.md", text.ToString());
        }

        return good;
    }
}
