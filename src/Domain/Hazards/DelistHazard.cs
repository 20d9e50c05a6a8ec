using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The listing body lifts its listing after a passed acceptance (摘牌).</summary>
public sealed record DelistHazard(string ListingNo, DelistingGround Ground) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DelistHazard command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        _ when hazard.Listings.Any(listing => listing.ListingNo == command.ListingNo && listing.Status == ListingStatus.Delisted) => [],
        { Listing: { } listing } when listing.ListingNo == command.ListingNo && !entry.Actor.ActsFor(listing.ListingBody)
            && desk.Policy.ListingBodyDelists && !entry.Lacks("listingBody") => NotTheListingBody,
        _ => [Delisted(command, entry, entry.IsHistorical ? null : desk.Policy.DelistingPublication, desk)],
    };

    private static HazardDelisted Delisted(DelistHazard command, Entry entry, Policies.LimitRule? rule, Desk desk) =>
        new(command.ListingNo, command.Ground, rule?.From(entry.OccurredOn, desk.Calendar), rule?.Id);
}
