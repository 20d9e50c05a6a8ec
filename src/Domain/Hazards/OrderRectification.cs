using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>An authority orders in writing that it be put right, at once or by a date (责令整改; WSL Art. 65).</summary>
public sealed record OrderRectification(
    OrderKind OrderKind, DateOnly Deadline, IReadOnlyList<string> Requirements, DateOnly? ServedOn, string? ServedTo) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(OrderRectification command, Entry entry, Hazard hazard) => hazard switch
    {
        { Lifecycle: Lifecycle.Rectifying } when hazard.Deadline == command.Deadline && hazard.OrderNo == entry.DocumentNo && entry.DocumentNo is not null => [],
        _ when command.Deadline < entry.OccurredOn && !entry.IsHistorical => DeadlineNotAhead,
        _ => [new RectificationOrdered(command.OrderKind, command.Deadline, command.Requirements, command.ServedOn, command.ServedTo)],
    };
}
