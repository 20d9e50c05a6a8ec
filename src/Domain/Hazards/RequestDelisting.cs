namespace HazardLedger.Domain.Hazards;

/// <summary>The responsible or supervising unit asks the listing body to lift the listing.</summary>
public sealed record RequestDelisting(string ListingNo) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RequestDelisting command, Hazard hazard) => hazard switch
    {
        { Listing: { Requested: true } listing } when listing.ListingNo == command.ListingNo => [],
        _ => [new DelistingRequested(command.ListingNo)],
    };
}
