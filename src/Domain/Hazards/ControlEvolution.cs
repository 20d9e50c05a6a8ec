namespace HazardLedger.Domain.Hazards;

public static partial class HazardEvolution
{
    // Interim controls and resumption; null for an event of another subject.
    private static Hazard? EvolveControls(this Hazard hazard, HazardEvent recorded, Entry entry) => recorded switch
    {
        InterimControlImposed imposed => hazard with
        {
            Controls = [.. hazard.Controls, new(imposed.ControlId, imposed.Kind, imposed.Scope, entry.OccurredOn, entry.Actor.Organisation, imposed.Until)],
        },
        InterimControlExtended extended => hazard.Control(
            control => control.ControlId == extended.ControlId, control => control with { Until = extended.Until, Extensions = control.Extensions + 1 }),
        InterimControlLifted lifted => hazard.Control(
            control => control.ControlId == lifted.ControlId, control => control with { LiftedOn = entry.OccurredOn, Disposal = lifted.Disposal }),
        ResumptionRequested asked => hazard with { Resumption = new(entry.OccurredOn, entry.Actor.Person, asked.Controls, asked.ReviewBy, RequestStatus.Pending) },
        ResumptionApproved => hazard.Control(
            control => hazard.Resumption!.Controls.Contains(control.ControlId, StringComparer.Ordinal), control => control with { MayResume = true })
            with { Resumption = hazard.Resumption! with { Status = RequestStatus.Approved } },
        ResumptionRefused => hazard with { Resumption = hazard.Resumption! with { Status = RequestStatus.Refused } },
        _ => null,
    };

    private static Hazard Control(this Hazard hazard, Func<InterimControl, bool> which, Func<InterimControl, InterimControl> change) => hazard with
    {
        Controls = [.. hazard.Controls.Select(control => which(control) ? change(control) : control)],
    };
}
