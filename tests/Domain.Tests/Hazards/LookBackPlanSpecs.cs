using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class LookBackPlanSpecs
{
    private static readonly PlanLookBack Plan = new(Given.Day("2026-06-13"), "350304-EMB");

    private static Given Planned => Stage.Closed.After("2026-03-14", Plan);

    [Fact]
    public void A_closed_hazard_is_to_be_looked_at_again_by_a_day()
    {
        Stage.Closed.When("2026-03-14", Plan).Then(new LookBackPlanned(Given.Day("2026-06-13"), "350304-EMB"));
        Planned.Story.Now.LookBackPlan.ShouldBe(new(Given.Day("2026-06-13"), "350304-EMB"));
        Stage.Accepted.When("2026-03-14", Plan).ThenRefused(LookBackNeedsClosing);
        Stage.Closed.When("2026-03-12", Plan).ThenRefused(LookBackNeedsClosing);
    }

    [Fact]
    public void It_is_due_on_the_day_of_the_plan_at_the_earliest()
    {
        Stage.Closed.When("2026-03-14", Plan with { DueOn = Given.Day("2026-03-14") }).ThenOne<LookBackPlanned>();
        Stage.Closed.When("2026-03-14", Plan with { DueOn = Given.Day("2026-03-13") }).ThenRefused(LookBackDueNotAhead);
        Stage.Closed.When(Given.On("2026-03-14") with { Profile = "historical" }, Plan with { DueOn = Given.Day("2026-03-13") }).ThenOne<LookBackPlanned>();
    }

    [Fact]
    public void Planned_again_it_is_so_already_and_another_plan_takes_its_place()
    {
        Planned.When("2026-03-15", Plan).ThenAlreadySo();
        Planned.After("2026-03-15", Plan with { Organisation = null }).Story.Now.LookBackPlan.ShouldBe(new(Given.Day("2026-06-13"), null));
    }

    [Fact]
    public void Done_or_overtaken_by_a_reopening_it_is_planned_no_more()
    {
        var done = Planned.After("2026-05-13", new LookBack(LookBackOutcome.Holds, ["P-1"]));
        done.Story.Now.LookBackPlan.ShouldBeNull();
        done.When("2026-05-14", Plan).ThenOne<LookBackPlanned>();
        Planned.After("2026-03-20", new ReopenHazard("found again", Given.Day("2026-04-20"), null)).Story.Now.LookBackPlan.ShouldBeNull();
        Planned.When("2026-03-15", new CancelEntry(5, 5, "wrong hazard")).ThenContradicts(6, LookBackNeedsClosing);
    }
}
