using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Whoever set the deadline, for a listed hazard the listing body, gives more time or does not (延期审批).</summary>
/// <param name="Deadline">The new deadline, at most what was asked for; without it, what was asked for.</param>
public sealed record DecideExtension(Verdict Decision, DateOnly? Deadline) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DecideExtension command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        { Extension.Status: RequestStatus.Refused } when command.Decision == Verdict.Refused => [],
        { Extension.Status: RequestStatus.Approved } when command.Decision == Verdict.Approved && (command.Deadline is null || command.Deadline == hazard.Deadline) => [],
        { Listing: { } listing } when !entry.Actor.ActsFor(listing.ListingBody) && !entry.Lacks("listingBody") => NotTheListingBody,
        { Listing: null } when !entry.Actor.ActsFor(hazard.DeadlineSetBy) && !entry.IsHistorical => NotTheDeadlineSetter,
        { Extension: { } asked } when entry.IsBy(asked.AskedBy) && Separates(desk, SeparateDuties.AskingAndExtending, entry) => OwnRequest,
        _ when command.Decision == Verdict.Refused => [new ExtensionRefused()],
        { Extension: { } asked } when command.Deadline > asked.Until || (command.Deadline ?? asked.Until) <= hazard.Deadline => ExtensionOutsideRequest,
        _ => [new ExtensionApproved(command.Deadline ?? hazard.Extension?.Until ?? entry.OccurredOn)],
    };
}
