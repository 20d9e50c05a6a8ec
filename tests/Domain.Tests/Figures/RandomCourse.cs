using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>What a diligent office would do next: random commands alone seldom lead a hazard through its whole life.</summary>
internal sealed partial class RandomHistory
{
    private HazardCommand SensibleCommand(Hazard now, DateOnly day) => now.Lifecycle switch
    {
        _ when now.Resumption is { Status: RequestStatus.Pending } => new DecideResumption((Verdict)(_random.Next(3) / 2), ["P-8"], "seen"),
        _ when now.Extension is { Status: RequestStatus.Pending } => new DecideExtension((Verdict)_random.Next(2), null),
        _ when now.Handover is { Status: RequestStatus.Pending } && _random.Next(3) == 0 => new AnswerAssignment((AssignmentAnswer)_random.Next(2), "not ours"),
        Lifecycle.Registered when now.Grade == Grade.Ungraded => Given.Grade((Grade)(1 + _random.Next(2))),
        Lifecycle.Registered when now.Grade != Grade.Major && day <= now.DiscoveredOn.AddDays(1) => new RectifyOnTheSpot("done", "P-1"),
        Lifecycle.Registered => new OrderRectification(OrderKind.Limited, day.AddDays(12 + _random.Next(20)), ["do"], null, null),
        Lifecycle.Rectifying => Work(now, day),
        Lifecycle.PendingAcceptance => (_random.Next(4) == 0 ? Given.Fail() : Given.Pass()) with { Inspectors = ["P-7", "P-8"] },
        Lifecycle.Accepted => Settling(now),
        Lifecycle.Closed => _random.Next(6) switch
        {
            0 => new ReopenHazard("relapse", day.AddDays(9), null),
            1 or 2 => new PlanLookBack(day.AddDays(9), null),
            _ => new LookBack(LookBackOutcome.Holds, ["P-1"]),
        },
        _ => new AddNote(),
    };

    private HazardCommand Work(Hazard now, DateOnly day) => _random.Next(8) switch
    {
        0 or 1 when now is { Grade: Grade.Major, Listings.Count: 0 } =>
            new ListForSupervision("L-" + ++_listings, (Level)_random.Next(5), "ORG", null, "SUP", "ENT", null, day.AddDays(20), null),
        2 when now.Plan is { Status: PlanStatus.Pending } => new DecidePlan(PlanVerdict.Approved, null),
        2 when now is { Grade: Grade.Major, Plan: null } => Given.Plan() with { Deadline = day },
        3 when now.OrderDays is [.., var ordered] && now.PenaltyCases.FirstOrDefault(penalty => penalty is { Fine: > 0, RevokedOn: null }) is { } fined =>
            new StartDailyFine(fined.CaseNo, ordered.AddDays(1), 20_000),
        3 when now.PenaltyCases is [.., { DecidedOn: null } open] => new DecidePenalty(open.CaseNo, 20_000, null, null),
        4 when now.Deadline > day.AddDays(10) && now.Extension is null => new RequestExtension(now.Deadline.Value.AddDays(9), "late delivery", "guards"),
        5 when now.Items.FirstOrDefault(item => item.CompletedOn is null) is { } item => new CompleteItem(item.No),
        _ => new ReportCompletion(_random.Next(2) == 0 ? day.AddDays(-_random.Next(2)) : null, "did", null, "report"),
    };

    private HazardCommand Settling(Hazard now) => now switch
    {
        { Listing: { Requested: false } listing } when _random.Next(3) == 0 => new RequestDelisting(listing.ListingNo),
        { Listing: { } listing } => new DelistHazard(listing.ListingNo, DelistingGround.Rectified),
        _ when now.Controls.FirstOrDefault(control => control is { IsActive: true, MayResume: false }) is { } stopped && now.Grade == Grade.Major =>
            new RequestResumption([stopped.ControlId], null),
        _ when now.Controls.FirstOrDefault(control => control.IsActive) is { } control => new LiftControl(control.ControlId, "safe", null),
        _ => Given.Close(),
    };
}
