using static HazardLedger.Domain.Hazards.HazardRefusals;
using static HazardLedger.Domain.Hazards.Lifecycle;

namespace HazardLedger.Domain.Hazards;

public static partial class HazardOrder
{
    private static Dictionary<Type, Func<Hazard, Refusal?>> RectificationRows => new()
    {
        // A plan may be filed until the closing: a hazard found to be major after its acceptance needs one too.
        [typeof(RectificationPlanSubmitted)] = hazard => hazard switch
        {
            { Lifecycle: Closed } => HazardIsClosed,
            { Grade: not Grade.Major, Listing: null } => PlanOnlyForMajor,
            _ => null,
        },
        [typeof(RectificationPlanApproved)] = PlanDecidable,
        [typeof(RectificationPlanReturned)] = PlanDecidable,
        [typeof(RectificationItemAdded)] = Orderable,
        [typeof(RectificationItemCompleted)] = hazard => hazard switch
        {
            { Lifecycle: not (Registered or Rectifying or PendingAcceptance) } => Finished(hazard),
            { Items.Count: 0 } => ItemUnknown,
            _ => null,
        },
        [typeof(RectificationProgressReported)] = hazard => hazard.Lifecycle == Registered ? NotOrdered : Orderable(hazard),
        [typeof(ExtensionRequested)] = hazard => Orderable(hazard) ?? hazard switch
        {
            { Deadline: null } => NoDeadline,
            { Extension.Status: RequestStatus.Pending } => ExtensionPending,
            _ => null,
        },
        [typeof(ExtensionApproved)] = ExtensionDecidable,
        [typeof(ExtensionRefused)] = ExtensionDecidable,
    };

    private static Refusal? PlanDecidable(Hazard hazard) => hazard.Plan is { Status: PlanStatus.Pending } ? null : NoPlanPending;

    private static Refusal? ExtensionDecidable(Hazard hazard) => hazard.Extension is { Status: RequestStatus.Pending } ? null : NoExtensionPending;
}
