using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>ListForSupervision.</summary>
public sealed class ListingSpecs
{
    [Fact]
    public void A_government_lists_a_major_hazard_and_sets_its_deadline()
    {
        Stage.MajorRectifying.When("2026-03-05", Given.List(), Stage.Government).Then(new HazardListed(
            "L-1", Level.County, "350304-GOV", null, "350304-EMB", "ENT-1", null, Given.Day("2026-05-15"), null, Given.Day("2026-03-12"), "listing-publication-5"));
        var hazard = Stage.Listed.Story.Now;
        hazard.Listing.ShouldBe(new(
            "L-1", Level.County, "350304-GOV", Given.Day("2026-03-05"), Given.Day("2026-05-15"), ListingStatus.Active));
        (hazard.Lifecycle, hazard.Deadline, hazard.OriginalDeadline).ShouldBe((Lifecycle.Rectifying, Given.Day("2026-05-15"), Given.Day("2026-03-25")));
    }

    [Fact]
    public void Listing_does_not_change_where_a_hazard_stands()
    {
        Stage.Major.After("2026-03-05", Given.List()).Story.Now.Lifecycle.ShouldBe(Lifecycle.Registered);
        Stage.MajorRectifying.After("2026-03-10", Given.Report(), Given.Enterprise).After("2026-03-11", Given.List())
            .Story.Now.Lifecycle.ShouldBe(Lifecycle.PendingAcceptance);
    }

    [Fact]
    public void The_same_listing_again_is_so_already() => Stage.Listed.When("2026-03-06", Given.List(), Stage.Government).ThenAlreadySo();

    [Theory]
    [InlineData(Level.Township)]
    [InlineData(Level.County)]
    public void At_the_same_level_or_a_lower_one_it_is_listed_already(Level level) =>
        Stage.Listed.When("2026-03-06", Given.List(no: "L-2", level: level)).ThenRefused(AlreadyListed);

    [Fact]
    public void A_higher_level_escalates_the_listing_that_stands() =>
        Stage.Listed.When("2026-03-06", Given.List(no: "L-2", level: Level.City)).ThenRefused(EscalateInstead);

    [Fact]
    public void Only_major_hazards_are_listed_unless_the_policy_or_a_history_from_elsewhere_says_otherwise()
    {
        Stage.Rectifying.When("2026-03-05", Given.List()).ThenRefused(NotMajor);
        Stage.Rectifying.When(Given.On("2026-03-05") with { Profile = "historical" }, Given.List()).ThenOne<HazardListed>();
        HazardDecider.Decide(Given.List(), Given.On("2026-03-05"), Stage.Rectifying.Story, Given.Desk with { Policy = new() { ListOnlyMajor = false } })
            .ThenOne<HazardListed>();
    }

    [Fact]
    public void The_listing_body_is_not_the_responsible_unit() =>
        Stage.MajorRectifying.When("2026-03-05", Given.List(body: "ENT-1")).ThenRefused(ListingBodyIsResponsible);

    [Fact]
    public void The_deadline_lies_after_the_day_of_the_listing()
    {
        Stage.MajorRectifying.When("2026-03-05", Given.List("2026-03-05")).ThenRefused(DeadlineNotAhead);
        Stage.MajorRectifying.When("2026-03-05", Given.List("2026-03-06")).ThenOne<HazardListed>();
        Stage.MajorRectifying.When(Given.On("2026-03-05") with { Profile = "historical" }, Given.List("2026-03-05")).ThenOne<HazardListed>();
    }

    [Fact]
    public void An_accepted_hazard_is_not_listed() => Stage.Accepted.When("2026-03-20", Given.List()).ThenRefused(AlreadyAccepted);

    [Fact]
    public void After_reopening_the_listing_is_decided_anew_under_a_number_of_its_own()
    {
        var reopened = Stage.DelistedWithPlan.After("2026-04-08", Given.Close()).After("2026-05-06", new ReopenHazard("again", Given.Day("2026-06-20"), null));
        reopened.Story.Now.Listing.ShouldBeNull();
        reopened.When("2026-05-07", Given.List("2026-06-20")).ThenRefused(ListingNoTaken);
        reopened.When("2026-05-07", Given.List("2026-06-20", no: "L-2")).ThenOne<HazardListed>();
    }

    [Fact]
    public void The_number_of_a_revoked_listing_is_not_used_again_because_it_would_be_revoked_at_birth() =>
        Stage.Listed.After("2026-03-06", new RevokeListing("L-1", "mistake"), Stage.Government)
            .When("2026-03-07", Given.List(), Stage.Government).ThenRefused(ListingNoTaken);

    [Fact]
    public void The_number_of_a_cancelled_listing_is_free_again() =>
        Stage.Listed.After("2026-03-06", new CancelEntry(4, 4, "wrong hazard")).When("2026-03-07", Given.List(), Stage.Government).ThenOne<HazardListed>();

    [Fact]
    public void A_listing_entered_late_cannot_stand_before_one_that_is_recorded() =>
        Stage.Listed.When("2026-03-04", Given.List(no: "L-0")).ThenContradicts(4, AlreadyListed);
}
