using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Something is stopped, sealed, cleared or watched until the hazard is gone (临时管控措施; WSL Art. 65).</summary>
/// <param name="ControlId">Chosen by whoever imposes it; unique within the hazard.</param>
/// <param name="Until">Its own end. A seizure or sealing without one ends with the policy's limit.</param>
/// <param name="Items">The inventory of a seizure or sealing.</param>
/// <param name="StartsAt">When it starts; the entry's instant when absent.</param>
/// <param name="NoticeGivenAt">When notice of a power cut was given.</param>
/// <param name="ApprovedBy">The principal who agreed to a power cut.</param>
/// <param name="Emergency">True when there is no time for a notice.</param>
public sealed record ImposeControl(
    string ControlId, ControlKind Kind, string Scope, DateOnly? Until, IReadOnlyList<InventoryItem>? Items,
    DateTimeOffset? StartsAt = null, DateTimeOffset? NoticeGivenAt = null, string? ApprovedBy = null, bool? Emergency = null) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ImposeControl command, Entry entry, Hazard hazard, Desk desk)
    {
        var takes = command.Kind is ControlKind.Seize or ControlKind.Seal;
        var limit = takes ? desk.Policy.SeizureLimit.From(entry.OccurredOn, desk.Calendar) : (DateOnly?)null;
        return hazard.Controls.FirstOrDefault(control => control.ControlId == command.ControlId) switch
        {
            { } control when control.Kind == command.Kind && control.Scope == command.Scope => [],
            not null => ControlIdTaken,
            _ when command.Until < entry.OccurredOn => ControlEndNotAhead,
            _ when takes && string.IsNullOrWhiteSpace(entry.DocumentNo) && !entry.Lacks("documentNo") => DecisionNoRequired,
            _ when takes && command.Items is not { Count: > 0 } && !entry.Lacks("items") => InventoryRequired,
            _ when command.Until > limit && !entry.IsHistorical => SeizureTooLong,
            _ when command.Kind == ControlKind.PowerCut && RefusesPowerCut(command, entry, hazard, desk.Policy) is { } refusal => refusal,
            _ =>
            [
                new InterimControlImposed(
                    command.ControlId, command.Kind, command.Scope, command.Until ?? limit, command.Items,
                    command.StartsAt, command.NoticeGivenAt, command.ApprovedBy, command.Emergency),
            ],
        };
    }

    // WSL Art. 70. What is said about the notice is judged always, silence only where the policy asks for the conditions.
    private static Refusal? RefusesPowerCut(ImposeControl command, Entry entry, Hazard hazard, Policies.Policy policy)
    {
        var (startsAt, mustWait) = (command.StartsAt ?? entry.OccurredAt, command.Emergency != true && !entry.Lacks("notice"));
        return command switch
        {
            { NoticeGivenAt: { } notice } when mustWait && startsAt < notice.AddHours(policy.PowerCutNoticeHours) => PowerCutNoticeTooShort,
            _ when !policy.PowerCutConditions || entry.IsHistorical => null,
            _ when hazard.Grade != Grade.Major => NotMajor,
            _ when hazard.OrderDays.Count == 0 => NotOrdered,
            _ when string.IsNullOrWhiteSpace(command.ApprovedBy) && !entry.Lacks("approval") => PowerCutApprovalRequired,
            _ when mustWait && (command.NoticeGivenAt is null || startsAt is null) => PowerCutNoticeRequired,
            _ => null,
        };
    }
}
