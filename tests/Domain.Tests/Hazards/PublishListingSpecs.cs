using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class PublishListingSpecs
{
    private static readonly PublishListing OnTheWeb = new("L-1", "website", "https://example.org/1");

    [Fact]
    public void A_listing_is_made_public() => Stage.Listed.When("2026-03-06", OnTheWeb).Then(new ListingPublished("L-1", "website", "https://example.org/1"));

    [Fact]
    public void It_may_be_published_again_elsewhere_or_at_its_end()
    {
        Stage.Listed.After("2026-03-06", OnTheWeb).When("2026-03-06", OnTheWeb with { Medium = "newspaper" }).ThenOne<ListingPublished>();
        Stage.Delisted.When("2026-04-09", OnTheWeb).ThenOne<ListingPublished>();
    }

    [Fact]
    public void Publishing_changes_no_state() => Stage.Listed.After("2026-03-06", OnTheWeb).Story.Now.ShouldBeEquivalentTo(Stage.Listed.Story.Now);

    [Fact]
    public void A_listing_that_is_not_there_is_not_published()
    {
        Stage.MajorRectifying.When("2026-03-06", OnTheWeb).ThenRefused(NotListed);
        Stage.Listed.When("2026-03-06", OnTheWeb with { ListingNo = "L-9" }).ThenRefused(NotListed);
        Stage.Listed.When("2026-03-04", OnTheWeb).ThenRefused(NotListed);
    }
}
