using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Sweep;

/// <summary>Sweeps once at the start and once after each legal midnight, by the process's clock. When the database is away it tries again soon.</summary>
public sealed class DailySweep(OverdueSweep sweep, TimeProvider clock, ILogger<DailySweep> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>The last legal day whose pass is done; null before the first.</summary>
    public DateOnly? DoneFor { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start of the program does not wait for the first pass
        while (!stoppingToken.IsCancellationRequested)
        {
            var today = LegalZone.DayOf(clock.GetUtcNow());
            var next = await TryAsync(today, stoppingToken) ? LegalZone.StartOf(today.AddDays(1)) - clock.GetUtcNow() : Again;
            await Task.Delay(next < TimeSpan.Zero ? TimeSpan.Zero : next, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryAsync(DateOnly today, CancellationToken ct)
    {
        try
        {
            var count = await sweep.PassAsync(today, ct);
            if (count > 0)
            {
                log.LogInformation("Recorded {Count} deadlines that ran out.", count);
            }

            DoneFor = today;
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or LedgerBusyException or LedgerUnavailableException or TimeoutException)
        {
            log.LogWarning(e, "The daily sweep could not ask the ledger; it tries again in {Minutes} minute.", Again.TotalMinutes);
            return false;
        }
    }
}
