using System.Diagnostics;
using HazardLedger.Api;

namespace HazardLedger.Bench;

/// <summary>What one command pays for being observable while nobody observes: every telemetry call that it makes, beside an empty loop.</summary>
internal static class TelemetryBench
{
    private const int Commands = 5_000_000;
    private const int Rounds = 7;

    public static void Run()
    {
        var (with, without) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(Time(static _ => { }));
            with.Add(Time(static i =>
            {
                using (Telemetry.Source.StartActivity("decide"))
                {
                    Telemetry.Decided(TimeSpan.Zero);
                }

                Telemetry.Answered("gradings", "Recorded");
                Telemetry.Reached(i, i);
            }));
        }

        with.Sort();
        without.Sort();
        Console.WriteLine($"median of {Rounds} rounds of {Commands:N0} commands, nobody listening");
        Console.WriteLine($"empty loop      {without[Rounds / 2],8:F1} ns a command");
        Console.WriteLine($"telemetry calls {with[Rounds / 2],8:F1} ns a command");
    }

    private static double Time(Action<int> command)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Commands; i++)
        {
            command(i);
        }

        return watch.Elapsed.TotalNanoseconds / Commands;
    }
}
