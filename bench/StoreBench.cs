using System.Collections.Concurrent;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>The store in process beside raw Npgsql on the same server: rules, postings, leaf hashes, register rows and request keys all on.</summary>
internal static class StoreBench
{
    private const int EventsEach = 8;

    public static async Task<IReadOnlyList<Verdict>> RunAsync(TimeSpan slice, int rounds, string only)
    {
        await using var server = await BenchServer.StartAsync();
        await using var floor = new StoreFloor(NpgsqlDataSource.Create(await server.FloorAsync("floor")));
        await using var source = NpgsqlDataSource.Create(await server.LedgerAsync("ours"));
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        using var stories = new StoryCache(open.Ledger);
        var ours = new Recorder(open.Ledger, stories, new HazardHistories(open.Ledger), new EvidenceGuard(null), new PolicyShelf(open.Ledger), TimeProvider.System);
        var contest = new Contest(() => server.Cpu, () => Environment.CpuUsage.TotalTime, slice, rounds);
        var verdicts = new List<Verdict>();
        foreach (var line in Lines(floor, open.Ledger, ours, source).Append(RebuildBench.Line(server)).Where(line => line.What.Contains(only, StringComparison.Ordinal)))
        {
            verdicts.Add(await contest.RunAsync(line));
            Console.WriteLine(Table.Row(verdicts[^1]));
        }

        return verdicts;
    }

    private static IEnumerable<Line> Lines(StoreFloor floor, Ledger ledger, Recorder ours, NpgsqlDataSource source)
    {
        var (theirs, lives) = (new FloorPool(floor), new LifePool(ours, source));
        Line Append(int many, double bar, int floorAt) => new(
            $"decide and append, {many} in flight" + (floorAt == many ? "" : $" (floor at {floorAt})"), bar,
            new(time => theirs.AppendAsync(floorAt, time)), new(time => lives.AppendAsync(many, time), () => lives.StockAsync(50_000)));
        yield return Append(1, 0.6, 1);
        yield return Append(8, 0.8, 8);
        yield return Append(32, 1.0, 32);
        yield return Append(256, 1.5, 32);
        yield return new("start a stream with one event, 32 in flight", 0.8,
            new(time => InFlight.RunAsync(32, time, _ => floor.StartAsync(Guid.CreateVersion7(), withState: false))),
            new(time => InFlight.RunAsync(32, time, _ => lives.RegisterAsync(Guid.CreateVersion7()))));
        yield return Load(floor, ledger, ours);
        yield return new("import of cases of 8 events, rules and figures; floor: COPY of event rows", 0.15,
            new(async time => await Repeat(time, 25_000 * EventsEach, () => floor.ImportAsync(25_000, EventsEach))),
            new(async time => EventsEach * await InFlight.RunAsync(128, time * 2, _ => lives.ImportAsync(Guid.CreateVersion7()))));
    }

    private static Line Load(StoreFloor floor, Ledger ledger, Recorder ours)
    {
        var id = Guid.CreateVersion7();
        var made = new Lazy<Task>(async () =>
        {
            await floor.StartAsync(id, withState: true);
            await ours.RecordAsync(Lives.Request(Guid.NewGuid().ToString("N"), [Lives.Registration(id, 1), .. Enumerable.Range(0, Lives.Steps).Select(step => Lives.Step(id, step))]), CancellationToken.None);
            for (var i = 1; i < EventsEach; i++)
            {
                await floor.DecideAndAppendAsync(id);
            }
        });
        return new("load and fold an 8-event stream, 1 client", 0.9,
            new(async time =>
            {
                await made.Value;
                return await InFlight.RunAsync(1, time, _ => floor.LoadAsync(id));
            }),
            new(async time =>
            {
                await made.Value;
                return await InFlight.RunAsync(1, time, async _ => GC.KeepAlive(new History(id, [.. (await ledger.ReadStepsAsync(id)).Select(HazardHistories.Told)]).Story.Now));
            }));
    }

    private static async Task<long> Repeat(TimeSpan time, long each, Func<Task> once)
    {
        var (since, done) = (System.Diagnostics.Stopwatch.GetTimestamp(), 0L);
        do
        {
            await once();
            done += each;
        }
        while (System.Diagnostics.Stopwatch.GetElapsedTime(since) < time);
        return done;
    }
}

/// <summary>Streams of the floor, each appended to by one at a time.</summary>
internal sealed class FloorPool(StoreFloor floor)
{
    private const int Many = 4096;
    private readonly List<Guid> streams = [];
    private int next;

    public async Task<long> AppendAsync(int many, TimeSpan time)
    {
        if (streams.Count == 0)
        {
            streams.AddRange(Enumerable.Range(0, Many).Select(_ => Guid.CreateVersion7()));
            await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, _) => await floor.StartAsync(id, withState: true));
        }

        return await InFlight.RunAsync(many, time, _ => floor.DecideAndAppendAsync(streams[(Interlocked.Increment(ref next) & int.MaxValue) % Many]));
    }
}

/// <summary>Hazards of the ledger in the midst of their lives; new ones are registered outside of the measured time.</summary>
internal sealed class LifePool(Recorder recorder, NpgsqlDataSource? source = null)
{
    private readonly ConcurrentQueue<(Guid Id, int Step)> lives = new();
    private int registered;
    private int left;

    public Task<long> AppendAsync(int many, TimeSpan time) => InFlight.RunAsync(many, time, _ => StepAsync());

    /// <summary>Hazards for so many steps, with all that their registration leaves to be done after it.</summary>
    public async Task StockAsync(int steps)
    {
        var ids = Enumerable.Range(0, Math.Max(0, steps - left) / Lives.Steps).Select(_ => Guid.CreateVersion7()).ToList();
        await Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (id, _) =>
        {
            await RegisterAsync(id);
            lives.Enqueue((id, 0));
            Interlocked.Add(ref left, Lives.Steps);
        });
        await using var tidy = source?.CreateCommand("SELECT hl.tidy_search()");
        await (tidy?.ExecuteNonQueryAsync() ?? Task.CompletedTask);
    }

    public async Task RegisterAsync(Guid id) => Expect(await recorder.RecordAsync(Lives.Request(id.ToString("N"), Lives.Registration(id, Interlocked.Increment(ref registered))), CancellationToken.None));

    public async Task ImportAsync(Guid id) => Expect(await recorder.RecordAsync(
        Lives.Request(id.ToString("N"), [Lives.Registration(id, Interlocked.Increment(ref registered)), .. Enumerable.Range(0, Lives.Steps).Select(step => Lives.Step(id, step))]),
        CancellationToken.None));

    private async Task StepAsync()
    {
        var (id, step) = lives.TryDequeue(out var life) ? life : throw new InvalidOperationException("The bench ran out of hazards.");
        Interlocked.Decrement(ref left);
        Expect(await recorder.RecordAsync(Lives.Request($"{id:N}/{step}", Lives.Step(id, step)), CancellationToken.None));
        if (step + 1 < Lives.Steps)
        {
            lives.Enqueue((id, step + 1));
        }
    }

    private static void Expect(RecordOutcome outcome)
    {
        if (outcome is not Recorded)
        {
            throw new InvalidOperationException($"The bench expected to record, got {outcome}.");
        }
    }
}
