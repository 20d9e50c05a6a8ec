using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class ResumptionSpecs
{
    private static readonly RequestResumption Ask = new(["C-1", "C-2"], "engineer's report");
    private static readonly DecideResumption Approve = new(Verdict.Approved, ["P-1", "P-2"], "the canopy is firm");
    private static readonly DecideResumption Refuse = new(Verdict.Refused, ["P-1", "P-2"], "two bolts are missing");
    private static readonly LiftControl Lift = new("C-1", "the canopy is firm", null);
    private static readonly Actor OtherBureau = new("P-3", "350302-EMB", "recorder");

    /// <summary>Ordered 3, pumps stopped 4, station shut down 5, fenced in 6.</summary>
    private static Given Stopped => Stage.MajorRectifying
        .After("2026-03-04", new ImposeControl("C-1", ControlKind.StopUseEquipment, "the pumps", null, null))
        .After("2026-03-04", new ImposeControl("C-2", ControlKind.ShutDown, "the station", null, null))
        .After("2026-03-04", new ImposeControl("C-3", ControlKind.Cordon, "the canopy", null, null));

    private static Given Asked => Stopped.After("2026-03-10", Ask, Given.Enterprise);

    [Fact]
    public void A_request_freezes_the_day_by_which_it_must_be_reviewed() =>
        Stopped.When("2026-03-11", Ask, Given.Enterprise).Then(new ResumptionRequested(["C-1", "C-2"], "engineer's report", Given.Day("2026-03-23"), "resumption-review-10"));

    [Fact]
    public void It_names_active_controls_that_stop_something()
    {
        Stopped.When("2026-03-10", new RequestResumption(["C-3"], null)).ThenRefused(NoStopControl);
        Stopped.When("2026-03-10", new RequestResumption(["C-9"], null)).ThenRefused(NoStopControl);
        Stopped.When("2026-03-10", new RequestResumption([], null)).ThenRefused(NoStopControl);
    }

    [Fact]
    public void Asked_again_for_the_same_controls_it_is_so_already_and_for_others_the_first_is_pending()
    {
        Asked.When("2026-03-11", Ask with { Controls = ["C-2", "C-1"] }, Given.Enterprise).ThenAlreadySo();
        Asked.When("2026-03-11", Ask with { Controls = ["C-1"] }, Given.Enterprise).ThenRefused(ResumptionPending);
    }

    [Fact]
    public void What_was_stopped_for_a_major_hazard_is_lifted_only_after_an_approval_that_covers_it()
    {
        Asked.When("2026-03-12", Lift).ThenRefused(ResumptionRequired);
        Asked.When(Given.On("2026-03-12") with { Missing = ["resumption"] }, Lift).ThenOne<InterimControlLifted>();
        Asked.When("2026-03-12", Lift with { ControlId = "C-3" }).ThenOne<InterimControlLifted>();
        Asked.After("2026-03-12", Refuse).When("2026-03-13", Lift).ThenRefused(ResumptionRequired);
        Asked.After("2026-03-12", Approve).When("2026-03-13", Lift).ThenOne<InterimControlLifted>();
        Stopped.After("2026-03-10", Ask with { Controls = ["C-2"] }, Given.Enterprise).After("2026-03-12", Approve).When("2026-03-13", Lift).ThenRefused(ResumptionRequired);
        Asked.After("2026-03-12", Approve).When("2026-03-11", Lift).ThenRefused(ResumptionRequired);
    }

    [Fact]
    public void It_is_decided_by_whoever_stopped_it_and_never_by_who_asked()
    {
        Asked.When("2026-03-12", Approve).Then(new ResumptionApproved(["P-1", "P-2"], "the canopy is firm"));
        Asked.When("2026-03-12", Refuse).Then(new ResumptionRefused(["P-1", "P-2"], "two bolts are missing"));
        Asked.When("2026-03-12", Approve, OtherBureau).ThenRefused(NotTheImposer);
        Asked.When("2026-03-12", Approve with { Reviewers = ["P-1", "P-9"] }).ThenRefused(OwnRequest);
        Asked.When("2026-03-12", Approve with { Reviewers = [] }).ThenRefused(ReviewersRequired);
        Stopped.After("2026-03-10", Ask).When("2026-03-12", Approve).ThenRefused(OwnRequest);
    }

    [Fact]
    public void It_is_decided_once_the_second_time_it_is_so_already_or_too_late()
    {
        var approved = Asked.After("2026-03-12", Approve);
        approved.When("2026-03-13", Approve).ThenAlreadySo();
        approved.When("2026-03-13", Refuse).ThenRefused(NoResumptionPending);
        approved.When("2026-03-13", new CancelEntry(7, 7, "wrong hazard")).ThenContradicts(8, NoResumptionPending);
        Asked.After("2026-03-12", Refuse).When("2026-03-13", Refuse).ThenAlreadySo();
        Asked.When("2026-03-09", Approve).ThenRefused(NoResumptionPending);
    }
}
