namespace HazardLedger.Domain.Hazards;

/// <summary>The latest rectification plan.</summary>
/// <param name="SubmittedBy">Person who submitted it: never the one who approves it.</param>
/// <param name="Deadline">The date it sets itself, never after the deadline in force when it was submitted.</param>
/// <param name="Funds">Whole yuan planned.</param>
/// <param name="FundsSecured">True when the money is there.</param>
/// <param name="Complete">All five elements are named and the money is secured.</param>
public sealed record RectificationPlan(
    DateOnly SubmittedOn, string SubmittedBy, DateOnly? Deadline, long Funds, bool FundsSecured, bool Complete, PlanStatus Status)
{
    /// <summary>Five elements reached (五到位): a complete plan that is approved.</summary>
    public bool FiveElementsReached => Complete && Status == PlanStatus.Approved;
}

/// <summary>One part of a compound hazard's work.</summary>
public sealed record RectificationItem(int No, string Description, DateOnly? Due, DateOnly? CompletedOn);

/// <summary>The latest request for more time.</summary>
/// <param name="AskedBy">Person who asked: never the one who decides.</param>
/// <param name="DecideBy">Last day of the authority's limit, as frozen in the request.</param>
public sealed record Extension(DateOnly AskedOn, string AskedBy, DateOnly Until, DateOnly DecideBy, RequestStatus Status);
