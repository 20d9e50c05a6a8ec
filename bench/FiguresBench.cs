using System.Diagnostics;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Bench;

/// <summary>Figures over columns, in-process and without a database: what a question costs, and what a leg weighs.</summary>
internal static class FiguresBench
{
    private static Random random = new(7);

    public static void Run(int hazards)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var columns = new FigureColumns();
        var watch = Stopwatch.StartNew();
        var position = Fed(columns, hazards);
        watch.Stop();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{hazards:N0} hazards, {position:N0} events, {columns.Legs:N0} legs, {Environment.ProcessorCount} cores");
        Console.WriteLine($"made and taken in {watch.Elapsed.TotalSeconds:0.0} s; {(double)grown / columns.Legs:0.0} B a leg with hazards, faces, index and balances; 11 B are the columns");
        Console.WriteLine();
        Console.WriteLine("| question | p50 ms | p99 ms | best of three: p50 ms | p99 ms | CPU p50 ms |");
        Console.WriteLine("|---|---|---|---|---|---|");
        var asked = new FigureReads(columns);
        Warm(() => new FigureReads(columns).Headline(AnyIn(Year(), position)), TimeSpan.FromSeconds(3)); // what all questions share is compiled before the first is measured
        Measure("a year's cohort, total, asOf any day, known now", () => new FigureReads(columns).Headline(Year()));
        Measure("a year's cohort by area, asOf any day, known now", () => new FigureReads(columns).Headline(Year() with { GroupBy = FigureGrouping.Area }));
        Measure("a year's cohort, any filter, any grouping, any asOf, any position", () => new FigureReads(columns).Headline(AnyIn(Year(), position)));
        Measure("one to five years, any filter, any grouping, any asOf, any position", () => new FigureReads(columns).Headline(Any(Year(), position)));
        Measure("this year, by area, today", () => new FigureReads(columns).Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Area }));
        Measure("all time, total, asOf today", () => new FigureReads(columns).Headline(All));
        Measure("all time by area, asOf today", () => new FigureReads(columns).Headline(All with { GroupBy = FigureGrouping.Area }));
        Measure("all time, any filter, any grouping, any asOf, any position", () => new FigureReads(columns).Headline(Any(All, position)));
        Measure("drill: hazards behind this year's overdue", () => new FigureReads(columns).HazardsBehind("overdue", new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)));
        Measure("asked before: this year, by area, today", () => asked.Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Area }));
        Measure("drill: next pages of all found", () => asked.HazardsBehind("found", All, 1000 * random.Next(1, 900)));
        Measure("this year by level of listing", () => new FigureReads(columns).Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Level }));
        Measure("drill: hazards behind all found", () => new FigureReads(columns).HazardsBehind("found", All));
        Measure("why one hazard stands where", () => new FigureReads(columns).WhyIn(new Guid(random.Next(hazards), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), All), 50);
        Measure("series of this year by day, four figures", () => new FigureReads(columns).Series(FigureInterval.Day, ["found", "rectified", "open", "overdue"], new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)), 50);
        Measure("bridge of this year's open since a month ago", () => new FigureReads(columns).BridgeDays("open", SyntheticLedger.Today.AddDays(-30), new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)), 50);
        Console.WriteLine();
        var since = Stopwatch.GetTimestamp();
        new FigureReads(columns).Digest();
        Console.WriteLine($"digest of everything in {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
        Console.WriteLine($"garbage collected {GC.CollectionCount(0)} times, of that {GC.CollectionCount(2)} whole; everything stood still for {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms in all");
    }

    private static FigureQuestion All => new(SyntheticLedger.First, SyntheticLedger.Today, null, Scope.Everything);

    private static long Fed(FigureColumns columns, int hazards)
    {
        var ledger = new SyntheticLedger(hazards);
        ledger.Feed(columns);
        return ledger.Position;
    }

    private static FigureQuestion Year()
    {
        var from = new DateOnly(2022 + random.Next(5), 1, 1);
        var asOf = from.AddDays(random.Next(365));
        return new(from, asOf < SyntheticLedger.Today ? asOf : SyntheticLedger.Today, null, Scope.Everything);
    }

    private static FigureQuestion Any(FigureQuestion question, long head) => question with
    {
        AsOf = question.From.AddDays(random.Next(SyntheticLedger.Today.DayNumber - question.From.DayNumber + 1)),
        Position = random.NextInt64(head + 1),
        GroupBy = (FigureGrouping)random.Next(7),
        Area = random.Next(3) == 0 ? "350301" : null,
        Sectors = random.Next(3) == 0 ? ["sector1", "sector2"] : [],
        Grade = random.Next(4) == 0 ? Grade.Major : null,
        Campaign = random.Next(4) == 0 ? "rootCause" : null,
        Party = random.Next(6) == 0 ? "E-77" : null,
    };

    private static FigureQuestion AnyIn(FigureQuestion year, long head) => Any(year, head) with { AsOf = year.AsOf };

    private static void Measure(string what, Action ask, int times = 100)
    {
        Warm(ask, TimeSpan.FromMilliseconds(600));

        // Each three times: the best says what the question costs where others use the machine too. Processor time is of all threads.
        var (all, best, cpu) = (new double[3 * times], new double[times], new double[3 * times]);
        for (var at = 0; at < times; at++)
        {
            var seed = random.Next();
            for (var again = 0; again < 3; again++)
            {
                random = new Random(seed);
                var (since, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                ask();
                all[(3 * at) + again] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                cpu[(3 * at) + again] = (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds;
            }

            best[at] = all.AsSpan(3 * at, 3).ToArray().Min();
        }

        Array.Sort(all);
        Array.Sort(best);
        Array.Sort(cpu);
        Console.WriteLine($"| {what} | {all[all.Length / 2]:0.0} | {all[all.Length * 99 / 100]:0.0} | {best[times / 2]:0.0} | {best[times * 99 / 100]:0.0} | {cpu[cpu.Length / 2]:0.0} |");
    }

    // Until the compiler has done its last to what is asked: a server has asked it before.
    private static void Warm(Action ask, TimeSpan atLeast)
    {
        var began = Stopwatch.GetTimestamp();
        for (var warm = 0; warm < 30 || Stopwatch.GetElapsedTime(began) < atLeast; warm++)
        {
            ask();
        }
    }
}
