using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

public static partial class HazardOrder
{
    private static Dictionary<Type, Func<Hazard, Refusal?>> ControlRows => new()
    {
        [typeof(InterimControlImposed)] = hazard => hazard.Lifecycle == Lifecycle.Closed ? HazardIsClosed : null,
        [typeof(InterimControlExtended)] = Controlled,
        [typeof(InterimControlLifted)] = Controlled,
        [typeof(ResumptionRequested)] = hazard => hazard switch
        {
            { Resumption.Status: RequestStatus.Pending } => ResumptionPending,
            _ when !hazard.Controls.Any(control => control is { IsActive: true, MayBeResumed: true }) => NoStopControl,
            _ => null,
        },
        [typeof(ResumptionApproved)] = Reviewable,
        [typeof(ResumptionRefused)] = Reviewable,
    };

    private static Refusal? Controlled(Hazard hazard) => hazard.Controls.Count == 0 ? ControlUnknown
        : hazard.Controls.Any(control => control.IsActive) ? null : ControlIsLifted;

    private static Refusal? Reviewable(Hazard hazard) => hazard.Resumption is { Status: RequestStatus.Pending } ? null : NoResumptionPending;

    private static Refusal? RefusesControl(HazardEvent recorded, Hazard before) => recorded switch
    {
        InterimControlImposed imposed when Find(before, imposed.ControlId) is not null => ControlIdTaken,
        InterimControlExtended extended => RefusesActing(before, extended.ControlId),
        InterimControlLifted lifted => RefusesActing(before, lifted.ControlId),
        ResumptionRequested asked when asked.Controls.Any(id => Find(before, id) is not { IsActive: true, MayBeResumed: true }) => NoStopControl,
        _ => null,
    };

    private static Refusal? RefusesActing(Hazard before, string controlId) => Find(before, controlId) switch
    {
        null => ControlUnknown,
        { IsActive: false } => ControlIsLifted,
        _ => null,
    };

    private static InterimControl? Find(Hazard hazard, string controlId) => hazard.Controls.FirstOrDefault(control => control.ControlId == controlId);
}
