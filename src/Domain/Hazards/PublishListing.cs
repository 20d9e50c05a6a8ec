namespace HazardLedger.Domain.Hazards;

/// <summary>The listing, or its end, is made public.</summary>
public sealed record PublishListing(string ListingNo, string Medium, string? Url) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(PublishListing command) => [new ListingPublished(command.ListingNo, command.Medium, command.Url)];
}
