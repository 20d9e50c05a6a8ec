using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The hazard is struck off the list (销号).</summary>
public sealed record CloseHazard(ClosureKind Kind) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CloseHazard command, Hazard hazard, Desk desk) => hazard switch
    {
        { Lifecycle: Lifecycle.Closed } when hazard.ClosureKind == command.Kind => [],
        { Listing: not null } when desk.Policy.DelistBeforeClosing => DelistFirst,
        _ => [new HazardClosed(command.Kind)],
    };
}
