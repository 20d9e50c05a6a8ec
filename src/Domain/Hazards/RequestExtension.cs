using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The responsible unit asks for more time, early enough before the deadline (延期申请).</summary>
public sealed record RequestExtension(DateOnly Until, string Reason, string MeasuresMeanwhile) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RequestExtension command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        { Extension: { Status: RequestStatus.Pending } pending } when pending.Until == command.Until => [],
        _ when command.Until <= hazard.Deadline => ExtensionNotLater,
        _ when entry.OccurredOn > hazard.Deadline && !entry.IsHistorical => DeadlinePassed,
        { Deadline: { } deadline } when entry.OccurredOn > desk.Policy.ExtensionRequestFor(hazard.Listing is not null).Before(deadline, desk.Calendar)
            && !entry.IsHistorical => ExtensionTooLate,
        _ => [Asked(command, entry, desk.Policy.ExtensionDecisionFor(hazard.Listing is not null), desk)],
    };

    private static ExtensionRequested Asked(RequestExtension command, Entry entry, Policies.LimitRule rule, Desk desk) =>
        new(command.Until, command.Reason, command.MeasuresMeanwhile, rule.From(entry.OccurredOn, desk.Calendar), rule.Id);
}
