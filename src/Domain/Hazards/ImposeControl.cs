using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Something is stopped, sealed, cleared or watched until the hazard is gone (临时管控措施; WSL Art. 65).</summary>
/// <param name="ControlId">Chosen by whoever imposes it; unique within the hazard.</param>
/// <param name="Until">Its own end. A seizure or sealing without one ends with the policy's limit.</param>
/// <param name="Items">The inventory of a seizure or sealing.</param>
public sealed record ImposeControl(string ControlId, ControlKind Kind, string Scope, DateOnly? Until, IReadOnlyList<InventoryItem>? Items) : HazardCommand;

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
            _ => [new InterimControlImposed(command.ControlId, command.Kind, command.Scope, command.Until ?? limit, command.Items)],
        };
    }
}
