using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Tests.Policies;

public sealed class RewardSpecs
{
    private static readonly RewardRule Xiamen = new Policy().Reward;

    [Theory]
    [InlineData(10_000, false, 3_000)] // H8: 15 % would be 1,500
    [InlineData(10_000, true, 3_900)]
    [InlineData(3_000_000, false, 300_000)] // 15 % would be 450,000
    [InlineData(3_000_000, true, 390_000)]
    [InlineData(0, false, 3_000)]
    [InlineData(100_000, false, 15_000)]
    [InlineData(100_000, true, 19_500)]
    [InlineData(20_000, false, 3_000)]
    [InlineData(2_000_000, false, 300_000)]
    [InlineData(20_010, false, 3_002)] // 3,001.50
    public void A_reward_is_a_share_of_the_fine_between_floor_and_cap_and_more_for_a_worker(long fine, bool ownWorker, long amount) =>
        Xiamen.AmountFor(fine, ownWorker).ShouldBe(amount);

    [Fact]
    public void In_Longyan_a_worker_gets_a_fifth_more() => (Xiamen with { WorkerBonusPercent = 20 }).AmountFor(10_000, ownWorker: true).ShouldBe(3_600);

    [Fact]
    public void The_ceiling_is_the_cap_with_the_bonus() => Xiamen.Most.ShouldBe(390_000);
}
