using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A part of a compound hazard's work (整改子项), numbered by whoever plans it.</summary>
public sealed record AddItem(int No, string Description, DateOnly? Due) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(AddItem command, Hazard hazard) => hazard.Items.FirstOrDefault(item => item.No == command.No) switch
    {
        { } item when item.Description == command.Description && item.Due == command.Due => [],
        not null => ItemNoTaken,
        _ => [new RectificationItemAdded(command.No, command.Description, command.Due)],
    };
}
