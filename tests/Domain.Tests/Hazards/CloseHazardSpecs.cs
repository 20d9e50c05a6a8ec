using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class CloseHazardSpecs
{
    [Fact]
    public void An_accepted_hazard_is_struck_off()
    {
        Stage.Accepted.When("2026-03-13", Given.Close()).Then(new HazardClosed(ClosureKind.Rectified));
        var hazard = Stage.Closed.Story.Now;
        (hazard.Lifecycle, hazard.ClosedOn, hazard.ClosureKind).ShouldBe((Lifecycle.Closed, Given.Day("2026-03-13"), ClosureKind.Rectified));
    }

    [Fact]
    public void Closed_again_for_the_same_cause_it_is_so_already_and_for_another_it_is_refused()
    {
        Stage.Closed.When("2026-03-14", Given.Close()).ThenAlreadySo();
        Stage.Closed.When("2026-03-14", new CloseHazard(ClosureKind.DemolishedOrRelocated)).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void Nothing_is_closed_without_an_acceptance()
    {
        Stage.Pending.When("2026-03-13", Given.Close()).ThenRefused(NotAccepted);
        Stage.Reopened.When("2026-03-21", Given.Close()).ThenRefused(NotAccepted);
    }

    [Fact]
    public void Dated_before_the_acceptance_it_is_refused() => Stage.Accepted.When("2026-03-11", Given.Close()).ThenRefused(NotAccepted);

    [Fact]
    public void A_listed_hazard_is_delisted_first()
    {
        Stage.ListedAccepted.When("2026-04-08", Given.Close()).ThenRefused(DelistFirst);
        Stage.DelistedWithPlan.When("2026-04-08", Given.Close()).ThenOne<HazardClosed>();
    }

    [Fact]
    public void Where_the_policy_says_so_a_listed_hazard_may_be_closed_first()
    {
        var desk = Given.Desk with { Policy = new() { DelistBeforeClosing = false } };
        HazardDecider.Decide(Given.Close(), Given.On("2026-04-08"), Stage.ListedAccepted.After("2026-03-06", Given.Plan(), Given.Enterprise).Story, desk).ThenOne<HazardClosed>();
    }

    [Fact]
    public void A_major_hazard_is_finished_on_the_day_it_is_closed_and_a_general_one_on_the_day_it_is_accepted()
    {
        Stage.Delisted.Story.Now.FinishedOn.ShouldBeNull();
        Stage.DelistedWithPlan.After("2026-04-08", Given.Close()).Story.Now.FinishedOn.ShouldBe(Given.Day("2026-04-08"));
        Stage.Closed.Story.Now.FinishedOn.ShouldBe(Given.Day("2026-03-12"));
        Stage.Voided.Story.Now.FinishedOn.ShouldBeNull();
    }

    [Fact]
    public void A_major_hazard_is_closed_with_a_plan_that_was_not_sent_back_unless_the_entry_says_that_it_is_missing()
    {
        Stage.Delisted.When("2026-04-08", Given.Close()).ThenRefused(PlanRequired);
        Stage.Delisted.When(Given.On("2026-04-08") with { Missing = ["plan"] }, Given.Close()).ThenOne<HazardClosed>();
        Stage.DelistedWithPlan.After("2026-04-07", new DecidePlan(PlanVerdict.Returned, null))
            .When("2026-04-08", Given.Close()).ThenRefused(PlanRequired);
    }

    [Fact]
    public void Nothing_is_closed_while_a_request_for_more_time_awaits_an_answer()
    {
        var asked = Stage.Accepted.After("2026-03-09", Given.Extend("2026-04-25"), Given.Enterprise);
        asked.When("2026-03-13", Given.Close()).ThenRefused(ExtensionPending);
        asked.After("2026-03-12", new DecideExtension(Verdict.Refused, null)).When("2026-03-13", Given.Close()).ThenOne<HazardClosed>();
    }
}
