using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class RectifyOnTheSpotSpecs
{
    private static readonly RectifyOnTheSpot Cleared = new("exit cleared", "P-1");

    [Fact]
    public void What_is_fixed_during_the_visit_is_accepted_at_once()
    {
        Stage.Registered.When("2026-03-02", Cleared).Then(new HazardRectifiedOnTheSpot("exit cleared", "P-1"));
        var hazard = Stage.Registered.After("2026-03-02", Cleared).Story.Now;
        hazard.Lifecycle.ShouldBe(Lifecycle.Accepted);
        hazard.Acceptance.ShouldBe(new(Given.Day("2026-03-02"), Given.Day("2026-03-02"), null, null, true, OnTheSpot: true));
    }

    [Fact]
    public void The_next_day_is_still_on_the_spot_and_the_day_after_is_too_late()
    {
        Stage.Registered.When("2026-03-03", Cleared).ThenOne<HazardRectifiedOnTheSpot>();
        Stage.Registered.When("2026-03-04", Cleared).ThenRefused(TooLateForOnTheSpot);
        Stage.Registered.When(Given.On("2026-03-04") with { Profile = "historical" }, Cleared).ThenOne<HazardRectifiedOnTheSpot>();
    }

    [Fact]
    public void Asked_twice_it_is_recorded_once() => Stage.Registered.After("2026-03-02", Cleared).When("2026-03-02", Cleared).ThenAlreadySo();

    [Fact]
    public void Fixed_again_on_another_day_is_another_matter() =>
        Stage.Registered.After("2026-03-02", Cleared).When("2026-03-03", Cleared).ThenRefused(NotOnTheSpotAnyMore);

    [Fact]
    public void An_ordinary_acceptance_of_that_day_does_not_make_it_so() =>
        Stage.Accepted.When("2026-03-12", Cleared).ThenRefused(NotOnTheSpotAnyMore);

    [Fact]
    public void It_needs_a_photo()
    {
        var entry = Given.On("2026-03-02") with { Evidence = [] };
        Stage.Registered.When(entry, Cleared).ThenRefused(EvidenceRequired);
        Stage.Registered.When(entry with { Missing = ["evidence"] }, Cleared).ThenOne<HazardRectifiedOnTheSpot>();
    }

    [Fact]
    public void A_major_hazard_needs_an_order() => Stage.Major.When("2026-03-02", Cleared).ThenRefused(MajorNeedsOrder);

    [Fact]
    public void Once_rectification_is_ordered_it_is_not_on_the_spot_any_more() =>
        Stage.Rectifying.When("2026-03-03", Cleared).ThenRefused(NotOnTheSpotAnyMore);

    [Fact]
    public void Entered_late_it_cannot_go_before_an_order_that_is_recorded() =>
        Stage.Rectifying.When("2026-03-02", Cleared).ThenContradicts(2, AlreadyAccepted);
}
