using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The reporter of a hazard gets a reward (举报奖励), whole yuan.</summary>
/// <param name="Scheme">The rule or own scheme by which it is given.</param>
/// <param name="ReporterToken">Stands for the reporter and says nothing about who it is.</param>
public sealed record DecideReward(string Scheme, long Amount, string ReporterToken) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DecideReward command, Hazard hazard, Story story, Desk desk)
    {
        var before = story.Standing.Select(fact => fact.Event).OfType<RewardDecided>()
            .LastOrDefault(reward => reward.Scheme == command.Scheme && reward.ReporterToken == command.ReporterToken);
        return before switch
        {
            { } reward when reward.Amount == command.Amount => [],
            not null => RewardIsDecided,
            _ when hazard.Source is not (DiscoverySource.PublicReport or DiscoverySource.WorkerReport) => NotReported,
            _ when command.Amount > desk.Policy.Reward.Most => RewardTooHigh,
            _ => [new RewardDecided(command.Scheme, command.Amount, command.ReporterToken)],
        };
    }
}
