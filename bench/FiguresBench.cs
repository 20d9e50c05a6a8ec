using System.Diagnostics;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Bench;

/// <summary>Figures over columns, in-process and without a database: what a question costs, and what a leg weighs.</summary>
internal static class FiguresBench
{
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
        Console.WriteLine("| question | CPU p50 ms | CPU p99 ms | wall p50 ms | wall p99 ms |");
        Console.WriteLine("|---|---|---|---|---|");
        var random = new Random(7);
        var asked = new FigureReads(columns);
        Measure("a year's cohort, total, asOf any day, known now", () => new FigureReads(columns).Headline(Year(random)));
        Measure("a year's cohort by area, asOf any day, known now", () => new FigureReads(columns).Headline(Year(random) with { GroupBy = FigureGrouping.Area }));
        Measure("a year's cohort, any filter, any grouping, any asOf, any position", () => new FigureReads(columns).Headline(Any(random, Year(random), position)));
        Measure("this year, by area, today", () => new FigureReads(columns).Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Area }));
        Measure("all time, total, asOf today", () => new FigureReads(columns).Headline(All));
        Measure("all time by area, asOf today", () => new FigureReads(columns).Headline(All with { GroupBy = FigureGrouping.Area }));
        Measure("all time, any filter, any grouping, any asOf, any position", () => new FigureReads(columns).Headline(Any(random, All, position)));
        Measure("drill: hazards behind this year's overdue", () => new FigureReads(columns).HazardsBehind("overdue", new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)));
        Measure("asked before: this year, by area, today", () => asked.Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Area }));
        Measure("drill: next pages of all found", () => asked.HazardsBehind("found", All, 1000 * random.Next(1, 900)));
        Measure("this year by level of listing", () => new FigureReads(columns).Headline(new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything) { GroupBy = FigureGrouping.Level }));
        Measure("drill: hazards behind all found", () => new FigureReads(columns).HazardsBehind("found", All));
        Measure("why one hazard stands where", () => new FigureReads(columns).WhyIn(new Guid(random.Next(hazards), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), All), 50);
        Measure("series of this year by day, four figures", () => new FigureReads(columns).Series(FigureInterval.Day, ["found", "rectified", "open", "overdue"], new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)), 50);
        Measure("bridge of this year's open since a month ago", () => new FigureReads(columns).BridgeDays("open", SyntheticLedger.Today.AddDays(-30), new(new(2026, 1, 1), SyntheticLedger.Today, null, Scope.Everything)), 50);
        Measure("digest of everything", () => new FigureReads(columns).Digest(), 1);
        Console.WriteLine();
        Console.WriteLine($"garbage collected {GC.CollectionCount(0)} times, of that {GC.CollectionCount(2)} whole; everything stood still for {GC.GetTotalPauseDuration().TotalMilliseconds:0} ms in all");
    }

    private static FigureQuestion All => new(SyntheticLedger.First, SyntheticLedger.Today, null, Scope.Everything);

    private static long Fed(FigureColumns columns, int hazards)
    {
        var ledger = new SyntheticLedger(hazards);
        ledger.Feed(columns);
        return ledger.Position;
    }

    private static FigureQuestion Year(Random random)
    {
        var from = new DateOnly(2022 + random.Next(5), 1, 1);
        var asOf = from.AddDays(random.Next(365));
        return new(from, asOf < SyntheticLedger.Today ? asOf : SyntheticLedger.Today, null, Scope.Everything);
    }

    private static FigureQuestion Any(Random random, FigureQuestion question, long head) => question with
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

    private static void Measure(string what, Action ask, int times = 100)
    {
        // Until the compiler has done its last to what is asked: a server has asked it before.
        var began = Stopwatch.GetTimestamp();
        for (var warm = 0; times > 1 && (warm < 30 || Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(600)); warm++)
        {
            ask();
        }

        // Processor time beside the clock's: on a machine that others use too, only the first says what a question costs.
        var (wall, cpu) = (new double[times], new double[times]);
        for (var at = 0; at < times; at++)
        {
            var (since, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            ask();
            wall[at] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            cpu[at] = (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds;
        }

        Array.Sort(wall);
        Array.Sort(cpu);
        Console.WriteLine($"| {what} | {cpu[times / 2]:0.0} | {cpu[times * 99 / 100]:0.0} | {wall[times / 2]:0.0} | {wall[times * 99 / 100]:0.0} |");
    }
}
