using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>This hazard is a second registration of another; it leaves all figures (并案). Touches two streams at once.</summary>
public sealed record MergeHazard(Guid Survivor, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(MergeHazard command, Hazard hazard) => hazard switch
    {
        { Lifecycle: Lifecycle.Merged } when hazard.MergedInto == command.Survivor => [],
        _ => [new HazardMerged(command.Survivor, command.Reason)],
    };

    /// <summary>What a merger records in the survivor's stream, or why it cannot: decide on the duplicate first.</summary>
    public static Decision DecideAbsorption(MergeHazard command, Guid duplicateId, Story duplicate, Entry entry, Story survivor)
    {
        var lost = duplicate.Now;
        var absorbed = new DuplicateAbsorbed(duplicateId, lost.Number, lost.DiscoveredOn, lost.Source, lost.FoundBy);
        return survivor.Now switch
        {
            _ when command.Survivor == duplicateId => MergeIntoItself,
            { Lifecycle: Lifecycle.Unregistered } => SurvivorUnknown,
            { IsGone: true } => SurvivorIsGone,
            _ when survivor.With(absorbed, entry).Contradiction() is { } found => Contradicts(found.Fact, found.Refusal),
            _ => [absorbed],
        };
    }
}
