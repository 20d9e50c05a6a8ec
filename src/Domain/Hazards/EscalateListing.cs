using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A higher level takes over the supervision of a listed hazard (提级督办).</summary>
public sealed record EscalateListing(
    string ListingNo, string NewListingNo, Level Level, string ListingBody, DateOnly Deadline, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(EscalateListing command, Entry entry, Hazard hazard, Story story, Desk desk) => hazard.Listing switch
    {
        { } listing when listing.ListingNo == command.NewListingNo && listing.Level == command.Level => [],
        null => NotListed,
        { } listing when listing.ListingNo != command.ListingNo => NotListed,
        { } listing when listing.Level >= command.Level => NotHigherLevel,
        _ when story.Standing.Any(fact => Story.OpensListing(fact.Event) == command.NewListingNo) => ListingNoTaken,
        _ when ResponsibleUnitOf(story) == command.ListingBody && desk.Policy.Separates.Contains(SeparateDuties.ListingAndRectifying) && !entry.IsHistorical => ListingBodyIsResponsible,
        _ when command.Deadline <= entry.OccurredOn && !entry.IsHistorical => DeadlineNotAhead,
        _ => [new ListingEscalated(command.ListingNo, command.NewListingNo, command.Level, command.ListingBody, command.Deadline, command.Reason)],
    };

    // An escalation names no responsible unit: the one of the listing that began it stays.
    private static string? ResponsibleUnitOf(Story story) =>
        story.Ordered.Select(fact => fact.Event).OfType<HazardListed>().LastOrDefault()?.ResponsibleUnit;
}
