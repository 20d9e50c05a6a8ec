using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>RequestDelisting and DelistHazard.</summary>
public sealed class DelistHazardSpecs
{
    private static readonly RequestDelisting Request = new("L-1");
    private static readonly DelistHazard Delist = new("L-1", DelistingGround.Rectified);

    [Fact]
    public void After_the_acceptance_delisting_is_requested()
    {
        Stage.ListedAccepted.When("2026-04-04", Request).Then(new DelistingRequested("L-1"));
        Stage.ListedAccepted.After("2026-04-04", Request).Story.Now.Listing!.Requested.ShouldBeTrue();
    }

    [Fact]
    public void Requested_again_it_is_so_already() => Stage.ListedAccepted.After("2026-04-04", Request).When("2026-04-05", Request).ThenAlreadySo();

    [Fact]
    public void Nothing_is_requested_or_lifted_before_the_acceptance()
    {
        Stage.Listed.When("2026-03-20", Request).ThenRefused(NotAccepted);
        Stage.Listed.When("2026-03-20", Delist, Stage.Government).ThenRefused(NotAccepted);
        Stage.ListedAccepted.When("2026-04-02", Request).ThenRefused(NotAccepted);
    }

    [Fact]
    public void Nothing_is_requested_or_lifted_without_a_listing_or_for_another_one()
    {
        Stage.Accepted.When("2026-03-20", Request).ThenRefused(NotListed);
        Stage.Accepted.When("2026-03-20", Delist).ThenRefused(NotListed);
        Stage.ListedAccepted.When("2026-04-04", Request with { ListingNo = "L-9" }).ThenRefused(NotListed);
        Stage.ListedAccepted.When("2026-04-04", Delist with { ListingNo = "L-9" }, Stage.Government).ThenRefused(NotListed);
    }

    [Fact]
    public void Whoever_keeps_the_register_enters_the_papers_of_any_authority_and_no_authority_those_of_another()
    {
        Stage.ListedAccepted.When("2026-04-07", Delist, new("P-ADMIN", Actor.Keeper, "administrator")).ThenOne<HazardDelisted>();
        Stage.ListedAccepted.When("2026-04-07", Delist, new("P-1", "350302-GOV", "administrator")).ThenRefused(NotTheListingBody);
    }

    [Fact]
    public void The_listing_body_lifts_its_listing()
    {
        Stage.ListedAccepted.When("2026-04-07", Delist, Stage.Government).Then(new HazardDelisted("L-1", DelistingGround.Rectified, Given.Day("2026-04-14"), "delisting-publication-5"));
        var hazard = Stage.Delisted.Story.Now;
        (hazard.Lifecycle, hazard.Listing).ShouldBe((Lifecycle.Accepted, null));
        var listing = hazard.Listings.ShouldHaveSingleItem();
        (listing.Status, listing.DelistedOn).ShouldBe((ListingStatus.Delisted, Given.Day("2026-04-07")));
    }

    [Fact]
    public void Nobody_else_lifts_it_unless_the_body_is_not_known()
    {
        Stage.ListedAccepted.When("2026-04-07", Delist).ThenRefused(NotTheListingBody);
        Stage.ListedAccepted.When(Given.On("2026-04-07") with { Missing = ["listingBody"] }, Delist).ThenOne<HazardDelisted>();
    }

    [Fact]
    public void Lifted_again_it_is_so_already()
    {
        Stage.Delisted.When("2026-04-08", Delist, Stage.Government).ThenAlreadySo();
        Stage.Delisted.When("2026-04-08", Request).ThenRefused(NotListed);
    }

    [Fact]
    public void An_acceptance_that_lies_before_the_listing_is_no_ground_for_delisting()
    {
        var hazard = Stage.ListedAccepted.Story.Now;
        var old = hazard with { Acceptance = hazard.Acceptance! with { On = Given.Day("2026-03-04") } };
        HazardOrder.Refuses(typeof(HazardDelisted), old).ShouldBe(AcceptedBeforeListing);
        HazardOrder.Refuses(typeof(HazardDelisted), hazard with { Acceptance = hazard.Acceptance! with { On = Given.Day("2026-03-05") } }).ShouldBeNull();
    }

    [Fact]
    public void Delisting_entered_late_fits_before_a_closing_of_a_later_day()
    {
        var desk = Given.Desk with { Policy = new() { DelistBeforeClosing = false } };
        var closed = Stage.ListedAccepted.Story.With(new HazardClosed(ClosureKind.Rectified), Given.On("2026-04-20"));
        HazardDecider.Decide(Delist, Given.On("2026-04-07", Stage.Government), closed, desk).ThenOne<HazardDelisted>();
    }
}
