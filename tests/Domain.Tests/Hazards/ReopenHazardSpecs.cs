using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class ReopenHazardSpecs
{
    private static ReopenHazard By(string deadline) => new("blocked again", Given.Day(deadline), "LB-1");

    [Fact]
    public void A_closing_that_did_not_hold_is_taken_up_again_with_a_new_deadline()
    {
        Stage.Closed.When("2026-03-20", By("2026-04-20")).Then(new HazardReopened("blocked again", Given.Day("2026-04-20"), "LB-1"));
        var hazard = Stage.Reopened.Story.Now;
        (hazard.Lifecycle, hazard.Deadline, hazard.Acceptance, hazard.ClosedOn, hazard.ClosureKind, hazard.CompletedOn, hazard.CompletionReportedBy, hazard.ReopenCount)
            .ShouldBe((Lifecycle.Rectifying, Given.Day("2026-04-20"), null, null, null, null, null, 1));
    }

    [Fact]
    public void Reopened_again_it_is_refused_because_it_is_not_closed() => Stage.Reopened.When("2026-03-21", By("2026-04-20")).ThenRefused(NotClosed);

    [Fact]
    public void After_a_second_closing_it_can_be_reopened_a_second_time() => Stage.Reopened
        .After("2026-04-01", Given.Pass()).After("2026-04-02", Given.Close()).After("2026-04-03", By("2026-05-01")).Story.Now.ReopenCount.ShouldBe(2);

    [Fact]
    public void The_new_deadline_may_be_today_but_not_before()
    {
        Stage.Closed.When("2026-03-20", By("2026-03-20")).ThenOne<HazardReopened>();
        Stage.Closed.When("2026-03-20", By("2026-03-19")).ThenRefused(DeadlineNotAhead);
        Stage.Closed.When(Given.On("2026-03-20") with { Profile = "historical" }, By("2026-03-19")).ThenOne<HazardReopened>();
    }

    [Theory]
    [InlineData("2027-03-13", true)]
    [InlineData("2027-03-14", false)]
    public void The_window_for_reopening_is_twelve_months(string day, bool inTime)
    {
        var desk = Given.Desk with { Today = Given.Day("2027-03-31") };
        var decision = HazardDecider.Decide(By("2027-06-01"), Given.On(day), Stage.Closed.Story, desk);
        decision.Refusal.ShouldBe(inTime ? null : ReopenWindowOver);
        HazardDecider.Decide(By("2027-06-01"), Given.On(day) with { Profile = "historical" }, Stage.Closed.Story, desk).ThenOne<HazardReopened>();
    }

    [Fact]
    public void Dated_before_the_closing_it_is_refused() => Stage.Closed.When("2026-03-12", By("2026-04-20")).ThenRefused(NotClosed);

    [Fact]
    public void The_days_before_the_reopening_keep_their_state() =>
        Stage.Reopened.Story.On(Given.Day("2026-03-19")).Lifecycle.ShouldBe(Lifecycle.Closed);
}
