using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The listing body takes back a listing that was a mistake.</summary>
public sealed record RevokeListing(string ListingNo, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RevokeListing command, Entry entry, Story story)
    {
        var listed = story.Standing.Where(fact => fact.Entry.OccurredOn <= entry.OccurredOn)
            .Select(fact => fact.Event).LastOrDefault(listing => Story.OpensListing(listing) == command.ListingNo);
        var revoked = story.Standing.Any(fact => fact.Event is ListingRevoked before && before.ListingNo == command.ListingNo);
        return listed switch
        {
            null => NotListed,
            _ when revoked => [],
            _ when !entry.Actor.ActsFor(BodyOf(listed)) && !entry.Lacks("listingBody") => NotTheListingBody,
            _ => [new ListingRevoked(command.ListingNo, command.Reason)],
        };
    }

    private static string BodyOf(HazardEvent listed) => listed is ListingEscalated escalated ? escalated.ListingBody : ((HazardListed)listed).ListingBody;
}
