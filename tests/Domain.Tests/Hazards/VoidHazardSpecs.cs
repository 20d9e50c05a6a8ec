using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class VoidHazardSpecs
{
    private static readonly VoidHazard NotFound = new(VoidReason.NotFound);

    [Fact]
    public void A_registration_that_should_never_have_been_is_voided()
    {
        Stage.Registered.When("2026-03-04", NotFound).Then(new HazardVoided(VoidReason.NotFound));
        Stage.Voided.Story.Now.IsGone.ShouldBeTrue();
    }

    [Fact]
    public void Voided_again_it_is_so_already() => Stage.Voided.When("2026-03-05", NotFound).ThenAlreadySo();

    [Fact]
    public void A_listed_hazard_is_not_voided_before_its_listing_is_revoked()
    {
        Stage.Listed.When("2026-03-20", NotFound).ThenRefused(HazardIsListed);
        Stage.Listed.After("2026-03-20", new RevokeListing("L-1", "not a hazard"), Stage.Government).When("2026-03-21", NotFound).ThenOne<HazardVoided>();
    }

    [Fact]
    public void A_finished_hazard_is_not_voided()
    {
        Stage.Accepted.When("2026-03-20", NotFound).ThenRefused(AlreadyAccepted);
        Stage.Closed.When("2026-03-20", NotFound).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void While_it_awaits_acceptance_it_can_be_voided() => Stage.Pending.When("2026-03-11", NotFound).ThenOne<HazardVoided>();

    [Fact]
    public void Voiding_is_terminal_on_every_day_also_before_it() =>
        Stage.Voided.When("2026-03-03", Given.Order("2026-03-25")).ThenRefused(HazardIsVoided);

    [Fact]
    public void Voiding_and_merging_cannot_be_cancelled()
    {
        Stage.Voided.When("2026-03-05", new CancelEntry(2, 2, "it was one")).ThenRefused(HazardIsVoided);
        Stage.Merged.When("2026-03-05", new CancelEntry(2, 2, "it was another")).ThenRefused(HazardIsMerged);
    }

    [Fact]
    public void A_voiding_dated_before_recorded_steps_contradicts_them() =>
        Stage.Rectifying.When("2026-03-02", NotFound).ThenContradicts(2, HazardIsVoided);
}
