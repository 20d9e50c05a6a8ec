using System.Security.Cryptography;
using System.Text;
using HazardLedger.Api.Recording;
using HazardLedger.Demonstration;
using HazardLedger.EventStore;
using HazardLedger.Projections;

namespace HazardLedger.Api.Hosting;

/// <summary>Records Licheng's half-year into a demonstration ledger: every command through the rules, with the clock of the story.
/// Stopped at any point, the next start goes on where it was.</summary>
public static class DemonstrationLoad
{
    private const int BarWidth = 40;

    /// <summary>Records what is not recorded yet, with a progress bar on the console.</summary>
    public static async Task RunAsync(Ledger ledger, Recorder recorder, CancellationToken ct)
    {
        var steps = DemonstrationPlan.Licheng();
        var done = await DoneAsync(ledger, steps.Count, ct);
        for (var i = done; i < steps.Count; i++)
        {
            var step = steps[i];
            var outcome = await recorder.RecordAsync(
                new([new(step.Hazard, step.Command, step.Entry) { IsProposed = step.IsProposed }], Scope.Everything) { Clock = step.RecordedAt, Key = KeyOf(i) }, ct);
            if (outcome is not Recorded)
            {
                throw new InvalidOperationException($"Step {i} of the demonstration was not recorded: {outcome}");
            }

            Show(i + 1, steps.Count);
        }
    }

    // Steps are recorded in order, so the first one without a request key is where to go on.
    private static async Task<int> DoneAsync(Ledger ledger, int count, CancellationToken ct)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (await ledger.FindRequestAsync(KeyOf(middle).Caller, KeyOf(middle).Key, ct) is null)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static RequestKey KeyOf(int step) => new("demonstration", $"licheng/{step}", SHA256.HashData(Encoding.UTF8.GetBytes($"licheng/{step}")));

    private static void Show(int done, int all)
    {
        var filled = done * BarWidth / all;
        if (!Console.IsOutputRedirected && (done == all || filled != (done - 1) * BarWidth / all))
        {
            Console.Write($"\rLicheng, January to June 2026 [{new string('█', filled)}{new string('·', BarWidth - filled)}] {done} of {all}");
        }

        if (done == all)
        {
            Console.WriteLine(Console.IsOutputRedirected ? $"Licheng, January to June 2026: {all} commands recorded." : "");
        }
    }
}
