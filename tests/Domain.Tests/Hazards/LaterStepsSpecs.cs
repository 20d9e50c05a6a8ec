using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>What a closing or a lifting was allowed on is not taken from under it, whatever is learned or cancelled later.</summary>
public sealed class LaterStepsSpecs
{
    private static readonly ImposeControl Stop = new("C-1", ControlKind.ShutDown, "the canopy", null, null);
    private static readonly LiftControl Lift = new("C-1", "the canopy is firm", null);

    /// <summary>Delisted 7, plan 8, closed on 8 April 9.</summary>
    private static Given MajorClosed => Stage.DelistedWithPlan.After("2026-04-08", Given.Close());

    /// <summary>Ordered 3, stopped 4, resumption asked 5 and approved 6, lifted 7.</summary>
    private static Given Resumed => Stage.MajorRectifying.After("2026-03-04", Stop)
        .After("2026-03-10", new RequestResumption(["C-1"], null), Given.Enterprise)
        .After("2026-03-12", new DecideResumption(Verdict.Approved, ["P-1"], "firm")).After("2026-03-13", Lift);

    [Fact]
    public void A_control_learned_late_or_whose_lifting_is_cancelled_stands_against_the_closing()
    {
        Stage.Closed.When("2026-03-04", Stop).ThenContradicts(5, ControlActive);
        var lifted = Stage.Accepted.After("2026-03-04", Stop).After("2026-03-12", Lift).After("2026-03-13", Given.Close());
        lifted.When("2026-03-14", new CancelEntry(6, 6, "wrong hazard")).ThenContradicts(7, ControlActive);
        lifted.When("2026-03-14", new CancelEntry(7, 7, "wrong hazard")).ThenOne<EntryCancelled>();
    }

    [Fact]
    public void A_closing_that_says_that_liftings_are_missing_goes_on_without_them() =>
        Stage.Accepted.After(Given.On("2026-03-13") with { Missing = ["liftings"] }, Given.Close()).When("2026-03-04", Stop).ThenOne<InterimControlImposed>();

    [Fact]
    public void A_request_for_more_time_stands_against_the_closing_when_its_answer_is_cancelled_or_it_comes_late()
    {
        var refused = Stage.Accepted.After("2026-03-09", Given.Extend("2026-04-25"), Given.Enterprise)
            .After("2026-03-12", new DecideExtension(Verdict.Refused, null)).After("2026-03-13", Given.Close());
        refused.When("2026-03-14", new CancelEntry(6, 6, "wrong hazard")).ThenContradicts(7, ExtensionPending);
        Stage.Closed.When("2026-03-09", Given.Extend("2026-04-25"), Given.Enterprise).ThenContradicts(5, ExtensionPending);
    }

    [Fact]
    public void A_plan_and_a_delisting_that_a_closing_stands_on_cannot_be_cancelled_where_the_policy_asks_for_them()
    {
        MajorClosed.When("2026-04-09", new CancelEntry(8, 8, "wrong hazard")).ThenContradicts(9, PlanRequired);
        MajorClosed.When("2026-04-07", new DecidePlan(PlanVerdict.Returned, null)).ThenContradicts(9, PlanRequired);
        MajorClosed.When("2026-04-09", new CancelEntry(7, 7, "wrong hazard")).ThenContradicts(9, DelistFirst);
        var lenient = Given.Desk with { Policy = new Policy { SecondPersonFor = [], DelistBeforeClosing = false } };
        HazardDecider.Decide(new CancelEntry(8, 8, "wrong hazard"), Given.On("2026-04-09"), MajorClosed.Story, lenient).ThenOne<EntryCancelled>();
        HazardDecider.Decide(new CancelEntry(7, 7, "wrong hazard"), Given.On("2026-04-09"), MajorClosed.Story, lenient).ThenOne<EntryCancelled>();
    }

    [Fact]
    public void A_listing_learned_after_the_closing_stands_against_it()
    {
        var closed = Stage.MajorRectifying.After("2026-03-06", Given.Plan(), Given.Enterprise).After("2026-03-10", Given.Report(), Given.Enterprise)
            .After("2026-03-12", Given.Pass()).After("2026-03-13", Given.Close());
        closed.When("2026-03-05", Given.List(), Stage.Government).ThenContradicts(7, DelistFirst);
    }

    [Fact]
    public void A_lifting_keeps_the_review_that_it_stands_on()
    {
        Resumed.When("2026-03-14", new CancelEntry(6, 6, "wrong hazard")).ThenContradicts(7, ResumptionRequired);
        Resumed.When("2026-03-14", new CancelEntry(7, 7, "wrong hazard")).ThenOne<EntryCancelled>();
        Stage.MajorRectifying.After("2026-03-04", Stop).After(Given.On("2026-03-13") with { Missing = ["resumption"] }, Lift)
            .When("2026-03-14", new AddNote()).ThenOne<NoteAdded>();
    }

    [Fact]
    public void A_hazard_learned_to_have_been_major_needs_the_review_for_what_was_lifted_since() =>
        Stage.Rectifying.After("2026-03-04", Stop).After("2026-03-06", Lift)
            .When("2026-03-05", Given.Grade(Grade.Major)).ThenContradicts(4, ResumptionRequired);

    [Fact]
    public void What_was_in_breach_before_stands_in_nobodys_way()
    {
        var closed = new Given(Stage.Accepted.Story.With(new InterimControlImposed("C-1", ControlKind.Cordon, "the yard", null, null), Given.On("2026-03-12"))
            .With(new HazardClosed(ClosureKind.Rectified), Given.On("2026-03-13")));
        closed.When("2026-03-14", new AddNote()).ThenOne<NoteAdded>();
        closed.When("2026-03-11", Stop with { ControlId = "C-2" }).ThenOne<InterimControlImposed>();
        closed.When("2026-03-12", new LiftControl("C-1", "clear", null)).ThenOne<InterimControlLifted>();
        closed.When("2026-03-14", new ReopenHazard("found again", Given.Day("2026-04-20"), null)).ThenOne<HazardReopened>();
    }
}
