namespace HazardLedger.Domain.Hazards;

public static partial class HazardEvolution
{
    // Plans, items and time; null for an event of another subject.
    private static Hazard? EvolveRectification(this Hazard hazard, HazardEvent recorded, Entry entry) => recorded switch
    {
        RectificationPlanSubmitted plan => hazard with
        {
            Plan = new(
                entry.OccurredOn, entry.Actor.Person, plan.Deadline, plan.Funds?.Amount ?? 0, plan.Funds?.Secured == true,
                plan.Funds?.Secured == true && HazardDecider.NamesFiveElements(plan), PlanStatus.Pending),
        },
        RectificationPlanApproved => hazard with { Plan = hazard.Plan! with { Status = PlanStatus.Approved } },
        RectificationPlanReturned => hazard with { Plan = hazard.Plan! with { Status = PlanStatus.Returned } },
        RectificationItemAdded added => hazard with { Items = [.. hazard.Items, new(added.No, added.Description, added.Due, null)] },
        RectificationItemCompleted completed => hazard with
        {
            Items = [.. hazard.Items.Select(item => item.No == completed.No ? item with { CompletedOn = entry.OccurredOn } : item)],
        },
        RectificationProgressReported => hazard,
        ExtensionRequested asked => hazard with { Extension = new(entry.OccurredOn, entry.Actor.Person, asked.Until, asked.DecideBy, RequestStatus.Pending) },
        ExtensionApproved approved => hazard.Extend(approved.Deadline),
        ExtensionRefused => hazard with { Extension = hazard.Extension! with { Status = RequestStatus.Refused } },
        _ => null,
    };

    private static Hazard Extend(this Hazard hazard, DateOnly deadline) => hazard with
    {
        Deadline = deadline,
        Extension = hazard.Extension! with { Status = RequestStatus.Approved },
        Listings = [.. hazard.Listings.Select(listing => listing.Status == ListingStatus.Active ? listing with { Deadline = deadline } : listing)],
    };
}
