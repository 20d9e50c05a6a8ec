using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The unit asks to take up again what was stopped (复产复工申请).</summary>
/// <param name="Controls">Ids of the controls that stop it.</param>
public sealed record RequestResumption(IReadOnlyList<string> Controls, string? Report) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RequestResumption command, Entry entry, Hazard hazard, Desk desk)
    {
        var stopped = hazard.Controls.Where(control => control is { IsActive: true, MayBeResumed: true }).Select(control => control.ControlId);
        return hazard.Resumption switch
        {
            { Status: RequestStatus.Pending } asked when command.Controls.ToHashSet(StringComparer.Ordinal).SetEquals(asked.Controls) => [],
            _ when command.Controls.Count == 0 || command.Controls.Except(stopped, StringComparer.Ordinal).Any() => NoStopControl,
            _ => [Asked(command, entry, desk.Policy.ResumptionReview, desk)],
        };
    }

    private static ResumptionRequested Asked(RequestResumption command, Entry entry, Policies.LimitRule rule, Desk desk) =>
        new(command.Controls, command.Report, rule.From(entry.OccurredOn, desk.Calendar), rule.Id);
}
