using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class EscalateListingSpecs
{
    private static readonly EscalateListing ToCity = new("L-1", "L-2", Level.City, "3503-GOV", Given.Day("2026-07-31"), "overdue");
    private static readonly Actor City = new("P-6", "3503-GOV", "listingBody");

    private static Given Escalated => Stage.Listed.After("2026-05-28", ToCity, City);

    [Fact]
    public void The_higher_listing_leads_sets_the_deadline_and_the_lower_one_is_superseded() // H10
    {
        Stage.Listed.When("2026-05-28", ToCity, City).Then(new ListingEscalated("L-1", "L-2", Level.City, "3503-GOV", Given.Day("2026-07-31"), "overdue"));
        var hazard = Escalated.Story.Now;
        hazard.Listings.Select(listing => (listing.ListingNo, listing.Level, listing.Status))
            .ShouldBe([("L-1", Level.County, ListingStatus.Superseded), ("L-2", Level.City, ListingStatus.Active)]);
        (hazard.Deadline, hazard.OriginalDeadline, hazard.DeadlineSetBy).ShouldBe((Given.Day("2026-07-31"), Given.Day("2026-03-25"), "3503-GOV"));
    }

    [Fact]
    public void Escalated_twice_it_is_so_already_and_only_a_higher_level_can()
    {
        Escalated.When("2026-05-29", ToCity, City).ThenAlreadySo();
        Escalated.When("2026-05-29", ToCity with { NewListingNo = "L-3", Level = Level.Province }, City).ThenRefused(NotListed);
        Escalated.When("2026-05-29", ToCity with { ListingNo = "L-2", NewListingNo = "L-1", Level = Level.Province }, City).ThenRefused(ListingNoTaken);
        Stage.Listed.When("2026-05-28", ToCity with { Level = Level.County }, City).ThenRefused(NotHigherLevel);
        Stage.Listed.When("2026-05-28", ToCity with { Deadline = Given.Day("2026-05-28") }, City).ThenRefused(DeadlineNotAhead);
        Stage.MajorRectifying.When("2026-05-28", ToCity, City).ThenRefused(NotListed);
    }

    [Fact]
    public void It_is_delisted_by_the_body_that_leads_after_an_acceptance_after_the_escalation()
    {
        var accepted = Escalated.After("2026-06-24", Given.Report(), Given.Enterprise).After("2026-06-26", Given.Pass());
        accepted.When("2026-06-27", new DelistHazard("L-2", DelistingGround.Rectified), Stage.Government).ThenRefused(NotTheListingBody);
        accepted.When("2026-06-27", new DelistHazard("L-1", DelistingGround.Rectified), Stage.Government).ThenRefused(NotListed);
        accepted.When("2026-06-27", new DelistHazard("L-2", DelistingGround.Rectified), City).ThenOne<HazardDelisted>();
        accepted.When("2026-06-27", new RevokeListing("L-1", "mistake"), Stage.Government).ThenContradicts(5, NotListed);
    }

    [Fact]
    public void A_revoked_escalation_leaves_the_lower_listing_as_if_nothing_had_been()
    {
        Escalated.When("2026-05-30", new RevokeListing("L-2", "mistake")).ThenRefused(NotTheListingBody);
        var revoked = Escalated.After("2026-05-30", new RevokeListing("L-2", "mistake"), City).Story.Now;
        (revoked.Listing!.ListingNo, revoked.Deadline).ShouldBe(("L-1", Given.Day("2026-05-15")));
    }
}
