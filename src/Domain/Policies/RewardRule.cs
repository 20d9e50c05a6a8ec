namespace HazardLedger.Domain.Policies;

/// <summary>How much the reporter of a hazard gets (Reward rule of 2018): a share of the fine between a floor and a cap, and more for a
/// worker of the unit. Whole yuan; halves are rounded up.</summary>
/// <param name="Percent">Share of the fine.</param>
/// <param name="Floor">Least reward, in yuan.</param>
/// <param name="Cap">Highest reward before the bonus, in yuan.</param>
/// <param name="WorkerBonusPercent">More for a worker of the unit: 20 in Longyan, 30 in Xiamen.</param>
/// <param name="Source">Rule that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
public sealed record RewardRule(int Percent, long Floor, long Cap, int WorkerBonusPercent, string Source, string Confidence)
{
    /// <summary>The ceiling: the cap with the bonus.</summary>
    public long Most => WithBonus(Cap);

    /// <summary>The reward for a report that led to a fine (0 when there was none).</summary>
    public long AmountFor(long fine, bool ownWorker)
    {
        var share = Math.Clamp(Share(fine, Percent), Floor, Cap);
        return ownWorker ? WithBonus(share) : share;
    }

    private long WithBonus(long amount) => amount + Share(amount, WorkerBonusPercent);

    private static long Share(long amount, int percent) => (amount * percent + 50) / 100;
}
