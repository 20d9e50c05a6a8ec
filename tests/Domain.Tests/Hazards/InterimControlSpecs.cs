using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class InterimControlSpecs
{
    private static readonly ImposeControl ShutDown = new("C-1", ControlKind.ShutDown, "the canopy", null, null);
    private static readonly ImposeControl Seize = new("C-2", ControlKind.Seize, "all fireworks", null, [new("fireworks", 19, "boxes"), new("firecrackers", 12, "strings")]);
    private static readonly LiftControl Lift = new("C-1", "the canopy is firm", null);
    private static readonly Actor OtherBureau = new("P-3", "350302-EMB", "recorder");

    private static Entry Decided(string day) => Given.On(day) with { DocumentNo = "D-3" };

    private static Given Seized => Stage.Rectifying.After(Decided("2026-03-14"), Seize);

    [Fact]
    public void A_control_is_imposed_once_under_an_id_of_its_own()
    {
        Stage.Registered.When("2026-03-02", ShutDown).Then(new InterimControlImposed("C-1", ControlKind.ShutDown, "the canopy", null, null));
        var stopped = Stage.Registered.After("2026-03-02", ShutDown);
        stopped.Story.Now.Controls.ShouldBe([new("C-1", ControlKind.ShutDown, "the canopy", Given.Day("2026-03-02"), "350304-EMB", null)]);
        stopped.When("2026-03-03", ShutDown).ThenAlreadySo();
        stopped.When("2026-03-03", ShutDown with { Kind = ControlKind.Cordon }).ThenRefused(ControlIdTaken);
        Stage.Closed.When("2026-03-14", ShutDown).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void A_seizure_needs_the_number_of_its_decision_and_an_inventory()
    {
        Stage.Rectifying.When("2026-03-14", Seize).ThenRefused(DecisionNoRequired);
        Stage.Rectifying.When(Decided("2026-03-14"), Seize with { Items = null }).ThenRefused(InventoryRequired);
        Stage.Rectifying.When(Decided("2026-03-14"), Seize with { Kind = ControlKind.Seal, Items = [] }).ThenRefused(InventoryRequired);
        Stage.Rectifying.When("2026-03-14", Seize with { Kind = ControlKind.PowerCut, Items = null }).ThenOne<InterimControlImposed>();
    }

    [Fact]
    public void A_seizure_ends_after_thirty_days_on_a_rest_day_too()
    {
        Stage.Rectifying.When(Decided("2026-03-12"), Seize).ThenOne<InterimControlImposed>().Until.ShouldBe(Given.Day("2026-04-11")); // a Saturday
        Stage.Rectifying.When(Decided("2026-03-12"), Seize with { Until = Given.Day("2026-04-11") }).ThenOne<InterimControlImposed>();
        Stage.Rectifying.When(Decided("2026-03-12"), Seize with { Until = Given.Day("2026-04-12") }).ThenRefused(SeizureTooLong);
        Stage.Rectifying.When(Decided("2026-03-12"), Seize with { Until = Given.Day("2026-03-11") }).ThenRefused(ControlEndNotAhead);
    }

    [Fact]
    public void A_seizure_is_extended_once_by_thirty_days_at_most()
    {
        Seized.When("2026-04-10", new ExtendControl("C-2", Given.Day("2026-05-14"), "complex")).ThenRefused(SeizureTooLong);
        Seized.When("2026-04-10", new ExtendControl("C-2", Given.Day("2026-05-13"), "complex")).Then(new InterimControlExtended("C-2", Given.Day("2026-05-13"), "complex"));
        var extended = Seized.After("2026-04-10", new ExtendControl("C-2", Given.Day("2026-04-20"), "complex"));
        extended.When("2026-04-11", new ExtendControl("C-2", Given.Day("2026-04-20"), "complex")).ThenAlreadySo();
        extended.When("2026-04-19", new ExtendControl("C-2", Given.Day("2026-04-25"), "complex")).ThenRefused(SeizureTooLong);
    }

    [Fact]
    public void Other_controls_are_extended_when_they_have_an_end_and_as_often_as_needed()
    {
        var cordoned = Stage.Rectifying.After("2026-03-14", new ImposeControl("C-1", ControlKind.Cordon, "the yard", Given.Day("2026-03-20"), null));
        cordoned.When("2026-03-19", new ExtendControl("C-1", Given.Day("2026-03-20"), "rain")).ThenRefused(ControlEndNotAhead);
        cordoned.When("2026-03-19", new ExtendControl("C-1", Given.Day("2026-08-20"), "rain"), OtherBureau).ThenRefused(NotTheImposer);
        var extended = cordoned.After("2026-03-19", new ExtendControl("C-1", Given.Day("2026-08-20"), "rain"));
        extended.When("2026-04-19", new ExtendControl("C-1", Given.Day("2026-09-20"), "rain")).ThenOne<InterimControlExtended>();
        Stage.Registered.After("2026-03-02", ShutDown).When("2026-03-19", new ExtendControl("C-1", Given.Day("2026-08-20"), "rain")).ThenRefused(ControlHasNoEnd);
    }

    [Fact]
    public void Lifting_a_seizure_says_what_becomes_of_the_things()
    {
        Seized.When("2026-04-02", new LiftControl("C-2", "decided", null)).ThenRefused(DisposalRequired);
        Seized.When("2026-04-02", new LiftControl("C-2", "decided", Disposal.Confiscated)).Then(new InterimControlLifted("C-2", "decided", Disposal.Confiscated));
    }

    [Fact]
    public void A_control_is_lifted_once_by_whoever_imposed_it()
    {
        var stopped = Stage.Rectifying.After("2026-03-04", ShutDown);
        stopped.When("2026-03-05", Lift, OtherBureau).ThenRefused(NotTheImposer);
        stopped.When("2026-03-05", Lift with { ControlId = "C-9" }).ThenRefused(ControlUnknown);
        stopped.When("2026-03-03", Lift).ThenRefused(ControlUnknown);
        var lifted = stopped.After("2026-03-05", Lift);
        lifted.Story.Now.Controls[0].LiftedOn.ShouldBe(Given.Day("2026-03-05"));
        lifted.When("2026-03-06", Lift).ThenAlreadySo();
        lifted.When("2026-03-06", Lift with { Disposal = Disposal.Returned }).ThenRefused(ControlIsLifted);
        lifted.When("2026-03-06", new ExtendControl("C-1", Given.Day("2026-04-06"), "again")).ThenRefused(ControlIsLifted);
        lifted.When("2026-03-06", new CancelEntry(3, 3, "wrong hazard")).ThenContradicts(4, ControlUnknown);
    }

    [Fact]
    public void Nothing_is_closed_under_an_active_control_but_a_seizure_with_its_own_end()
    {
        var stopped = Stage.Accepted.After("2026-03-04", ShutDown);
        stopped.When("2026-03-13", Given.Close()).ThenRefused(ControlActive);
        stopped.When(Given.On("2026-03-13") with { Missing = ["liftings"] }, Given.Close()).ThenOne<HazardClosed>();
        stopped.After("2026-03-12", Lift).When("2026-03-13", Given.Close()).ThenOne<HazardClosed>();
        Stage.Accepted.After(Decided("2026-03-12"), Seize).When("2026-03-13", Given.Close()).ThenOne<HazardClosed>();
        Stage.Accepted.After(Decided("2026-03-12"), Seize with { Kind = ControlKind.Seal }).When("2026-03-13", Given.Close()).ThenRefused(ControlActive);
    }
}
