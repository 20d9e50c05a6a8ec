using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A control with an end of its own goes on until a later day. A seizure or sealing is extended once, by at most the policy's limit.</summary>
/// <param name="ControlId">Which one; a part of the route's path.</param>
public sealed record ExtendControl(string ControlId, DateOnly Until, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ExtendControl command, Entry entry, Hazard hazard, Desk desk)
    {
        var control = hazard.Controls.FirstOrDefault(control => control.ControlId == command.ControlId);
        var takes = control?.Kind is ControlKind.Seize or ControlKind.Seal && !entry.IsHistorical;
        return control switch
        {
            null => ControlUnknown,
            { IsActive: false } => ControlIsLifted,
            { Extensions: > 0 } when control.Until == command.Until => [],
            _ when !entry.Actor.ActsFor(control.ImposedBy) && !entry.IsHistorical => NotTheImposer,
            { Until: null } => ControlHasNoEnd,
            _ when command.Until <= control.Until => ControlEndNotAhead,
            { Extensions: > 0 } when takes => SeizureTooLong,
            { Until: { } until } when takes && command.Until > desk.Policy.SeizureExtension.From(until, desk.Calendar) => SeizureTooLong,
            _ => [new InterimControlExtended(command.ControlId, command.Until, command.Reason)],
        };
    }
}
