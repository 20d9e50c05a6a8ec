using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class PlanSpecs
{
    private static readonly DecidePlan Approve = new(PlanVerdict.Approved, null);
    private static readonly DecidePlan Return = new(PlanVerdict.Returned, "the funds are vague");

    private static Given Submitted => Stage.MajorRectifying.After("2026-03-06", Given.Plan(), Given.Enterprise);

    [Fact]
    public void A_plan_with_all_five_elements_is_submitted_and_reaches_them_when_it_is_approved()
    {
        Submitted.Story.Now.Plan.ShouldBe(new(Given.Day("2026-03-06"), "P-9", Given.Day("2026-03-25"), 50_000, true, true, PlanStatus.Pending));
        Submitted.Story.Now.Plan!.FiveElementsReached.ShouldBeFalse();
        Submitted.When("2026-03-09", Approve).Then(new RectificationPlanApproved(null));
        Submitted.After("2026-03-09", Approve).Story.Now.Plan!.FiveElementsReached.ShouldBeTrue();
    }

    [Fact]
    public void Money_that_is_not_there_yet_leaves_an_approved_plan_short_of_the_five_elements() =>
        Stage.MajorRectifying.After("2026-03-06", Given.Plan() with { Funds = new(50_000, "loan", false) }, Given.Enterprise).After("2026-03-09", Approve)
            .Story.Now.Plan!.FiveElementsReached.ShouldBeFalse();

    [Fact]
    public void The_same_plan_again_while_it_is_pending_is_so_already_and_another_takes_its_place()
    {
        Submitted.When("2026-03-06", Given.Plan(), Given.Enterprise).ThenAlreadySo();
        Submitted.When("2026-03-06", Given.Plan() with { Measures = ["brick up the exit"] }, Given.Enterprise).ThenOne<RectificationPlanSubmitted>();
        Submitted.After("2026-03-09", Approve).After("2026-03-10", Given.Plan(), Given.Enterprise).Story.Now.Plan!.Status.ShouldBe(PlanStatus.Pending);
    }

    [Fact]
    public void A_plan_without_one_of_its_elements_is_refused_unless_an_imported_register_lacks_it()
    {
        SubmitPlan[] incomplete =
        [
            Given.Plan() with { Measures = [] }, Given.Plan() with { ResponsibleUnit = null }, Given.Plan() with { ResponsiblePerson = " " },
            Given.Plan() with { Funds = null }, Given.Plan() with { Deadline = null }, Given.Plan() with { ContingencyPlan = null },
            Given.Plan() with { InterimMeasures = null },
        ];
        foreach (var plan in incomplete)
        {
            Stage.MajorRectifying.When("2026-03-06", plan, Given.Enterprise).ThenRefused(FiveElementsRequired);
            var lacking = Stage.MajorRectifying.After(Given.On("2026-03-06", Given.Enterprise) with { Missing = ["fiveElements"] }, plan).After("2026-03-09", Approve);
            lacking.Story.Now.Plan!.FiveElementsReached.ShouldBeFalse();
        }
    }

    [Fact]
    public void A_plan_may_end_on_the_deadline_and_not_after_it()
    {
        Stage.MajorRectifying.When("2026-03-06", Given.Plan("2026-03-25")).ThenOne<RectificationPlanSubmitted>();
        Stage.MajorRectifying.When("2026-03-06", Given.Plan("2026-03-26")).ThenRefused(PlanBeyondDeadline);
        Stage.Major.When("2026-03-02", Given.Plan("2027-03-26")).ThenOne<RectificationPlanSubmitted>();
    }

    [Fact]
    public void Only_major_or_listed_hazards_take_a_plan_and_a_closed_one_none()
    {
        Stage.Rectifying.When("2026-03-06", Given.Plan()).ThenRefused(PlanOnlyForMajor);
        Stage.DelistedWithPlan.After("2026-04-08", Given.Close()).When("2026-04-09", Given.Plan("2026-03-20")).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void Who_submitted_it_does_not_decide_on_it()
    {
        Submitted.When("2026-03-09", Approve, Given.Enterprise).ThenRefused(OwnRequest);
        Submitted.When("2026-03-09", Return, Given.Enterprise).ThenRefused(OwnRequest);
    }

    [Fact]
    public void It_is_decided_once_the_second_time_it_is_so_already_or_too_late()
    {
        Submitted.After("2026-03-09", Approve).When("2026-03-10", Approve).ThenAlreadySo();
        Submitted.After("2026-03-09", Approve).When("2026-03-10", Return).ThenRefused(NoPlanPending);
        Submitted.After("2026-03-09", Return).When("2026-03-10", Return).ThenAlreadySo();
        Submitted.After("2026-03-09", Return).When("2026-03-10", Approve).ThenRefused(NoPlanPending);
        Submitted.When("2026-03-05", Approve).ThenRefused(NoPlanPending);
    }
}
