using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class AssignHazardSpecs
{
    private static readonly AssignHazard ToTheFirm = new("ENT-1", "P-9", "S-1", Given.Day("2026-03-20"));

    [Fact]
    public void Assigning_sets_a_registered_hazard_to_rectification_without_a_deadline()
    {
        Stage.Registered.When("2026-03-03", ToTheFirm).Then(new HazardAssigned("ENT-1", "P-9", "S-1", Given.Day("2026-03-20")));
        var hazard = Stage.Registered.After("2026-03-03", ToTheFirm).Story.Now;
        (hazard.Lifecycle, hazard.AssignedTo, hazard.Deadline).ShouldBe((Lifecycle.Rectifying, "ENT-1", null));
    }

    [Fact]
    public void Assigned_to_the_same_unit_again_it_is_so_already() =>
        Stage.Registered.After("2026-03-03", ToTheFirm).When("2026-03-04", ToTheFirm with { SlipNo = "S-2" }).ThenAlreadySo();

    [Fact]
    public void It_can_pass_from_unit_to_unit() => Stage.Registered.After("2026-03-03", ToTheFirm)
        .After("2026-03-04", ToTheFirm with { To = "ENT-2" }).Story.Now.AssignedTo.ShouldBe("ENT-2");

    [Fact]
    public void While_it_awaits_acceptance_assigning_does_not_set_it_back()
    {
        var hazard = Stage.Pending.After("2026-03-11", ToTheFirm).Story.Now;
        (hazard.Lifecycle, hazard.AssignedTo).ShouldBe((Lifecycle.PendingAcceptance, "ENT-1"));
    }

    [Fact]
    public void An_order_keeps_its_deadline_when_the_hazard_is_assigned() =>
        Stage.Rectifying.After("2026-03-04", ToTheFirm).Story.Now.Deadline.ShouldBe(Given.Day("2026-03-25"));

    [Fact]
    public void A_finished_hazard_is_not_assigned()
    {
        Stage.Accepted.When("2026-03-20", ToTheFirm).ThenRefused(AlreadyAccepted);
        Stage.Closed.When("2026-03-20", ToTheFirm).ThenRefused(HazardIsClosed);
    }
}
