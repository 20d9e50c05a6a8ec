using System.Diagnostics;

namespace HazardLedger.Bench;

/// <summary>One who does the work: for about so long, and tells how often it was done.</summary>
/// <param name="Work">Measured.</param>
/// <param name="Before">Puts things ready for a slice, unmeasured; null when nothing is needed.</param>
internal sealed record Contender(Func<TimeSpan, Task<long>> Work, Func<Task>? Before = null);

/// <summary>One slice of one contender.</summary>
/// <param name="PerSecond">Operations by the clock.</param>
/// <param name="Server">Microseconds of PostgreSQL's processor time an operation.</param>
/// <param name="Client">Microseconds of everybody else's of ours.</param>
/// <param name="Others">Share of the machine that strangers took, 0 to 1.</param>
internal sealed record Slice(double PerSecond, double Server, double Client, double Others);

/// <summary>A line of a table: a floor and ours, in interleaved slices.</summary>
/// <param name="What">The work.</param>
/// <param name="Bar">Ratio to reach.</param>
/// <param name="Floor">Hand-written.</param>
/// <param name="Ours">The ledger.</param>
/// <param name="Rounds">How many, where one takes long.</param>
internal sealed record Line(string What, double Bar, Contender Floor, Contender Ours, int? Rounds = null);

/// <summary>What came out of a line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Floor">The floor's median slice.</param>
/// <param name="Ours">Our median slice.</param>
/// <param name="Ratio">Median of the rounds' ratios.</param>
/// <param name="Low">Smallest ratio of a kept round.</param>
/// <param name="High">Largest.</param>
/// <param name="Kept">Rounds that counted.</param>
/// <param name="Rounds">Rounds that were run.</param>
internal sealed record Verdict(Line Line, Slice Floor, Slice Ours, double Ratio, double Low, double High, int Kept, int Rounds)
{
    /// <summary>The ratio that a machine of nobody else's would show at full load: what the floor spends on an operation over what we spend.</summary>
    public double ByProcessor => (Floor.Server + Floor.Client) / (Ours.Server + Ours.Client);
}

/// <summary>Runs lines in short slices, floor and ours by turns, and leaves out the rounds in which strangers took part of the machine.</summary>
internal sealed class Contest(Func<TimeSpan> serverCpu, Func<TimeSpan> clientCpu, TimeSpan slice, int rounds, Func<TimeSpan>? load = null)
{
    private const double Disturbed = 0.10;
    private const int Least = 3;

    private const int WarmUps = 20;
    private const double Faster = 0.95;

    public async Task<Verdict> RunAsync(Line line)
    {
        await WarmAsync(line);
        var pairs = new List<(Slice Floor, Slice Ours)>();
        for (var round = 0; round < (line.Rounds ?? rounds); round++)
        {
            // By turns who begins, so that nobody always finds the disk as the other one left it.
            if (round % 2 == 0)
            {
                var floor = await MeasureAsync(line.Floor);
                pairs.Add((floor, await MeasureAsync(line.Ours)));
            }
            else
            {
                var ours = await MeasureAsync(line.Ours);
                pairs.Add((await MeasureAsync(line.Floor), ours));
            }
        }

        return Judge(line, pairs);
    }

    // Until a program's methods are compiled for good takes some seconds of the work itself: both sides are measured as they run after that,
    // when neither has become faster for a while.
    private async Task WarmAsync(Line line)
    {
        var (least, since) = ((Floor: double.MaxValue, Ours: double.MaxValue), 0);
        for (var turn = 0; turn < WarmUps && since < Least; turn++)
        {
            var (floor, ours) = ((await MeasureAsync(line.Floor)).Client, (await MeasureAsync(line.Ours)).Client);
            since = floor < least.Floor * Faster || ours < least.Ours * Faster ? 0 : since + 1;
            least = (Math.Min(least.Floor, floor), Math.Min(least.Ours, ours));
        }
    }

    private async Task<Slice> MeasureAsync(Contender one)
    {
        await (one.Before?.Invoke() ?? Task.CompletedTask);
        var (server, client, asking, machine) = (serverCpu(), clientCpu(), load?.Invoke() ?? default, ProcessCpu.OfMachine());
        var since = Stopwatch.GetTimestamp();
        var done = await one.Work(slice);
        var wall = Stopwatch.GetElapsedTime(since);
        var (ofServer, ofClient, ofMachine) = (serverCpu() - server, clientCpu() - client, ProcessCpu.OfMachine() - machine);
        var strangers = (ofMachine - ofServer - ofClient - ((load?.Invoke() ?? default) - asking)) / (wall * Environment.ProcessorCount);
        return new(done / wall.TotalSeconds, ofServer.TotalMicroseconds / done, ofClient.TotalMicroseconds / done, Math.Max(0, strangers));
    }

    private static Verdict Judge(Line line, List<(Slice Floor, Slice Ours)> pairs)
    {
        var calm = pairs.Where(pair => Strangers(pair) < Disturbed).ToList();
        var kept = calm.Count >= Least ? calm : [.. pairs.OrderBy(Strangers).Take(Least)];
        double[] ratios = [.. kept.Select(pair => pair.Ours.PerSecond / pair.Floor.PerSecond).Order()];
        return new(line, Median(kept.Select(pair => pair.Floor)), Median(kept.Select(pair => pair.Ours)), Middle(ratios), ratios[0], ratios[^1], kept.Count, pairs.Count);
    }

    private static double Strangers((Slice Floor, Slice Ours) pair) => Math.Max(pair.Floor.Others, pair.Ours.Others);

    private static Slice Median(IEnumerable<Slice> slices)
    {
        var all = slices.ToList();
        return new(Middle(all.Select(s => s.PerSecond)), Middle(all.Select(s => s.Server)), Middle(all.Select(s => s.Client)), Middle(all.Select(s => s.Others)));
    }

    private static double Middle(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}

/// <summary>So many at once, each beginning again when it is done, until the time is over.</summary>
internal static class InFlight
{
    public static async Task<long> RunAsync(int many, TimeSpan time, Func<int, Task> one)
    {
        var (since, done) = (Stopwatch.GetTimestamp(), 0L);
        await Task.WhenAll(Enumerable.Range(0, many).Select(worker => Task.Run(async () =>
        {
            var own = 0L;
            while (Stopwatch.GetElapsedTime(since) < time)
            {
                await one(worker);
                own++;
            }

            Interlocked.Add(ref done, own);
        })));
        return done;
    }
}
