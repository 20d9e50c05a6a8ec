using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A part of a compound hazard's work is done.</summary>
/// <param name="No">The item's number; a part of the route's path.</param>
public sealed record CompleteItem(int No) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CompleteItem command, Hazard hazard) => hazard.Items.FirstOrDefault(item => item.No == command.No) switch
    {
        null => ItemUnknown,
        { CompletedOn: not null } => [],
        _ => [new RectificationItemCompleted(command.No)],
    };
}
