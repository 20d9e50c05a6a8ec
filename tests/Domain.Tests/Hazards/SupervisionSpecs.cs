using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class SupervisionSpecs
{
    [Fact]
    public void Notices_and_exposures_are_each_one_of_their_own_until_the_hazard_is_closed()
    {
        var remind = new IssueNotice(NoticeKind.Reminder, "ENT-1", Given.Day("2026-03-30"));
        Stage.Rectifying.After("2026-03-26", remind).When("2026-03-26", remind).Then(new NoticeIssued(NoticeKind.Reminder, "ENT-1", Given.Day("2026-03-30")));
        Stage.Closed.When("2026-03-26", remind).ThenRefused(HazardIsClosed);
        Stage.Closed.When("2026-03-26", new ExposePublicly("website", "https://example.org")).Then(new PubliclyExposed("website", "https://example.org"));
    }

    [Fact]
    public void A_look_back_is_at_a_closed_hazard_with_inspectors_and_reopens_nothing_by_itself()
    {
        var look = new LookBack(LookBackOutcome.NotActuallyRectified, ["P-1"]);
        Stage.Closed.When("2026-05-13", look).ThenOne<LookBackPerformed>();
        Stage.Closed.After("2026-05-13", look).Story.Now.Lifecycle.ShouldBe(Lifecycle.Closed);
        Stage.Closed.After("2026-05-13", look).When("2026-06-13", look).ThenOne<LookBackPerformed>();
        Stage.Closed.When("2026-05-13", look with { Inspectors = [] }).ThenRefused(LookBackInspectorRequired);
        Stage.Closed.When("2026-03-12", look).ThenRefused(LookBackNeedsClosing);
    }

    [Fact]
    public void A_reward_is_decided_once_for_a_report_and_below_the_ceiling()
    {
        var reported = Given.Nothing.After("2026-03-05", Given.Register(DiscoverySource.PublicReport));
        var reward = new DecideReward("reward rule of 2018", 3_900, "R-7f3a");
        reported.When("2026-04-15", reward).Then(new RewardDecided("reward rule of 2018", 3_900, "R-7f3a"));
        reported.When("2026-04-15", reward with { Amount = 390_000 }).ThenOne<RewardDecided>();
        reported.When("2026-04-15", reward with { Amount = 390_001 }).ThenRefused(RewardTooHigh);
        reported.After("2026-04-15", reward).When("2026-04-16", reward).ThenAlreadySo();
        reported.After("2026-04-15", reward).When("2026-04-16", reward with { Amount = 4_000 }).ThenRefused(RewardIsDecided);
        Stage.Registered.When("2026-04-15", reward).ThenRefused(NotReported);
    }

    [Fact]
    public void An_overdue_deadline_is_recorded_once_and_a_new_one_again()
    {
        HazardDecider.DecideOverdue(Given.On("2026-03-25"), Stage.Rectifying.Story, Given.Desk).ThenAlreadySo();
        HazardDecider.DecideOverdue(Given.On("2026-03-26"), Stage.Rectifying.Story, Given.Desk).Then(new RectificationOverdueRecorded(Given.Day("2026-03-25"), Given.Day("2026-03-30"), "fire-reinspection-3"));
        var recorded = Overdue("2026-03-26", Stage.Rectifying);
        HazardDecider.DecideOverdue(Given.On("2026-03-27"), recorded.Story, Given.Desk).ThenAlreadySo();
        var ordered = recorded.After("2026-03-27", Given.Order("2026-04-10"));
        HazardDecider.DecideOverdue(Given.On("2026-04-10"), ordered.Story, Given.Desk).ThenAlreadySo();
        HazardDecider.DecideOverdue(Given.On("2026-04-11"), ordered.Story, Given.Desk).Then(new RectificationOverdueRecorded(Given.Day("2026-04-10"), Given.Day("2026-04-15"), "fire-reinspection-3"));
    }

    [Fact]
    public void Nothing_is_overdue_that_awaits_acceptance_is_closed_is_gone_or_has_no_deadline()
    {
        foreach (var given in new[] { Stage.Pending, Stage.Closed, Stage.Voided, Stage.Merged, Stage.Registered, Given.Nothing })
        {
            HazardDecider.DecideOverdue(Given.On("2026-06-01"), given.Story, Given.Desk).ThenAlreadySo();
        }
    }

    [Fact]
    public void What_the_sweep_recorded_stands_in_the_way_of_nothing_that_is_learned_late()
    {
        var recorded = Overdue("2026-03-26", Stage.Rectifying);
        recorded.When("2026-03-24", Given.Report(), Given.Enterprise).ThenOne<RectificationCompletionReported>();
        recorded.When("2026-03-24", new VoidHazard(VoidReason.NotAHazard)).ThenOne<HazardVoided>();
    }

    private static Given Overdue(string day, Given given) =>
        new(given.Story.With(HazardDecider.DecideOverdue(Given.On(day), given.Story, Given.Desk).ThenOne<RectificationOverdueRecorded>(), Given.On(day)));
}
