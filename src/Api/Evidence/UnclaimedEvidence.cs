using HazardLedger.EventStore;

namespace HazardLedger.Api.Evidence;

/// <summary>Files that were brought and that no event ever cited go after <see cref="EvidenceOptions.UnclaimedDays"/>: asked at the start and then daily.</summary>
internal sealed class UnclaimedEvidence(EvidenceStore store, TimeProvider clock, ILogger<UnclaimedEvidence> log) : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>Takes away what has waited too long.</summary>
    /// <returns>How many files went.</returns>
    public Task<int> SweepAsync(CancellationToken ct) => store.ExpireAsync(clock.GetUtcNow() - store.Patience, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Daily, clock);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var gone)
                {
                    log.LogInformation("{Files} files of evidence that no event cited are gone.", gone);
                }
            }
            catch (LedgerUnavailableException e)
            {
                log.LogWarning(e, "Unclaimed evidence could not be swept; it is tried again tomorrow.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
