using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class RevokeListingSpecs
{
    private static readonly RevokeListing Revoke = new("L-1", "wrong firm");
    private static readonly Given Revoked = Stage.Listed.After("2026-03-09", Revoke, Stage.Government);

    [Fact]
    public void The_listing_body_takes_back_a_mistake() =>
        Stage.Listed.When("2026-03-09", Revoke, Stage.Government).Then(new ListingRevoked("L-1", "wrong firm"));

    [Fact]
    public void A_revoked_listing_leaves_no_trace_on_any_day()
    {
        Revoked.Story.Now.ShouldBeEquivalentTo(Stage.MajorRectifying.Story.Now);
        Revoked.Story.On(Given.Day("2026-03-06")).Listings.ShouldBeEmpty();
        Revoked.Story.Now.Deadline.ShouldBe(Given.Day("2026-03-25"));
    }

    [Fact]
    public void What_was_known_before_the_revocation_stays_known() => Revoked.Story.UpTo(4).Now.Listing.ShouldNotBeNull();

    [Fact]
    public void Its_publication_request_and_end_vanish_with_it()
    {
        var delisted = Stage.ListedAccepted.After("2026-04-04", new RequestDelisting("L-1"))
            .After("2026-04-07", new DelistHazard("L-1", DelistingGround.Rectified), Stage.Government)
            .After("2026-04-08", new PublishListing("L-1", "website", null));
        var revoked = delisted.After("2026-04-09", Revoke, Stage.Government);
        revoked.Story.Now.Listings.ShouldBeEmpty();
        revoked.Story.Contradiction().ShouldBeNull();
    }

    [Fact]
    public void Another_listing_of_the_hazard_is_untouched() =>
        Revoked.After("2026-03-10", Given.List(no: "L-2"), Stage.Government).Story.Now.Listings.ShouldHaveSingleItem().ListingNo.ShouldBe("L-2");

    [Fact]
    public void Revoked_again_it_is_so_already() => Revoked.When("2026-03-10", Revoke, Stage.Government).ThenAlreadySo();

    [Fact]
    public void Nobody_else_revokes_it_unless_the_body_is_not_known()
    {
        Stage.Listed.When("2026-03-09", Revoke).ThenRefused(NotTheListingBody);
        Stage.Listed.When(Given.On("2026-03-09") with { Missing = ["listingBody"] }, Revoke).ThenOne<ListingRevoked>();
    }

    [Fact]
    public void A_listing_that_is_not_there_is_not_revoked()
    {
        Stage.MajorRectifying.When("2026-03-09", Revoke, Stage.Government).ThenRefused(NotListed);
        Stage.Listed.When("2026-03-09", Revoke with { ListingNo = "L-9" }, Stage.Government).ThenRefused(NotListed);
    }

    [Fact]
    public void A_revocation_dated_before_its_listing_is_refused() =>
        Stage.Listed.When("2026-03-04", Revoke, Stage.Government).ThenRefused(NotListed);

    [Fact]
    public void A_cancelled_listing_is_not_revoked_too() =>
        Stage.Listed.After("2026-03-06", new CancelEntry(4, 4, "wrong hazard")).When("2026-03-09", Revoke, Stage.Government).ThenRefused(NotListed);

    [Fact]
    public void When_the_revocation_itself_is_cancelled_the_listing_stands_and_can_be_revoked_again()
    {
        var restored = Revoked.After("2026-03-10", new CancelEntry(5, 5, "wrong hazard"));
        restored.Story.Now.Listing.ShouldNotBeNull();
        restored.When("2026-03-11", Revoke, Stage.Government).ThenOne<ListingRevoked>();
    }
}
