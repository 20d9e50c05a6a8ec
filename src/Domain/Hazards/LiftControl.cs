using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Whoever imposed a control ends it (解除管控). What stopped work on a major hazard ends only after an approved resumption.</summary>
/// <param name="ControlId">Which one; a part of the route's path.</param>
/// <param name="Disposal">What becomes of what was seized.</param>
public sealed record LiftControl(string ControlId, string Reason, Disposal? Disposal) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(LiftControl command, Entry entry, Hazard hazard) =>
        hazard.Controls.FirstOrDefault(control => control.ControlId == command.ControlId) switch
        {
            null => ControlUnknown,
            { IsActive: false } control when control.Disposal == command.Disposal => [],
            { IsActive: false } => ControlIsLifted,
            { } control when !entry.Actor.ActsFor(control.ImposedBy) && !entry.IsHistorical => NotTheImposer,
            { } control when NeedsResumption(control, hazard, entry) => ResumptionRequired,
            { Kind: ControlKind.Seize } when command.Disposal is null && !entry.Lacks("disposal") => DisposalRequired,
            _ => [new InterimControlLifted(command.ControlId, command.Reason, command.Disposal)],
        };

    // HazardOrder asks the same again when an entry is cancelled or the grade learned late.
    internal static bool NeedsResumption(InterimControl? control, Hazard hazard, Entry entry) =>
        control is { Stops: true, MayResume: false } && hazard.Grade == Grade.Major && !entry.Lacks("resumption");
}
