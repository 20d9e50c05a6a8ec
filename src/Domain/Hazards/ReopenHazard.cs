using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A closing did not hold: a look-back or a report shows it (重新打开). Within the policy's months, else it is a new hazard.</summary>
public sealed record ReopenHazard(string Cause, DateOnly Deadline, string? LookBack) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ReopenHazard command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        _ when command.Deadline < entry.OccurredOn && !entry.IsHistorical => DeadlineNotAhead,
        { ClosedOn: { } closedOn } when entry.OccurredOn > closedOn.AddMonths(desk.Policy.ReopenWithinMonths) && !entry.IsHistorical => ReopenWindowOver,
        _ => [new HazardReopened(command.Cause, command.Deadline, command.LookBack)],
    };
}
