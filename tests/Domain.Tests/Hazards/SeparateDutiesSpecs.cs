using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>Two parts of one matter that nobody plays both of: rows of the policy, all of them on in the set "example".</summary>
public sealed class SeparateDutiesSpecs
{
    private static readonly Given Asked = Stage.Rectifying.After("2026-03-05", Given.Extend("2026-04-10"));
    private static readonly Given Planned = Stage.MajorRectifying.After("2026-03-05", Given.Plan());
    private static readonly DecideExtension More = new(Verdict.Approved, null);
    private static readonly DecidePlan Agreed = new(PlanVerdict.Approved, null);

    private static Decision Without(SeparateDuties duties, Given given, HazardCommand command, Actor? actor = null) => HazardDecider.Decide(
        command, Given.On("2026-03-06", actor), given.Story, Given.Desk with { Policy = Given.Desk.Policy with { Separates = [.. Enum.GetValues<SeparateDuties>().Where(row => row != duties)] } });

    [Fact]
    public void All_of_them_are_kept_apart_in_the_set_example() => new Policy().Separates.ShouldBe(Enum.GetValues<SeparateDuties>());

    [Fact]
    public void Who_asked_for_time_does_not_give_it()
    {
        Asked.When("2026-03-06", More).ThenRefused(OwnRequest);
        Asked.Proposed("2026-03-06", More, Given.Second).Approve(1, Given.Inspector).ThenRefused(OwnRequest);
        Without(SeparateDuties.AskingAndExtending, Asked, More).ThenOne<ExtensionApproved>();
    }

    [Fact]
    public void Who_submitted_a_plan_does_not_decide_on_it()
    {
        Planned.When("2026-03-06", Agreed).ThenRefused(OwnRequest);
        Without(SeparateDuties.PlanningAndApproving, Planned, Agreed).ThenOne<RectificationPlanApproved>();
    }

    [Fact]
    public void Who_graded_does_not_downgrade()
    {
        Stage.Major.When("2026-03-06", Given.Grade(Grade.General)).ThenRefused(SamePersonDowngrades);
        Without(SeparateDuties.GradingAndDowngrading, Stage.Major, Given.Grade(Grade.General)).ThenOne<HazardDowngraded>();
    }

    [Fact]
    public void The_body_that_lists_is_not_the_unit_that_rectifies()
    {
        var own = Given.List(body: "ENT-1");
        Stage.MajorRectifying.When("2026-03-06", own).ThenRefused(ListingBodyIsResponsible);
        Without(SeparateDuties.ListingAndRectifying, Stage.MajorRectifying, own).ThenOne<HazardListed>();
    }

    [Fact]
    public void Nor_is_the_body_that_takes_the_listing_over()
    {
        var own = new EscalateListing("L-1", "L-2", Level.City, "ENT-1", Given.Day("2026-06-15"), "overdue");
        Stage.Listed.When("2026-03-06", own).ThenRefused(ListingBodyIsResponsible);
        Without(SeparateDuties.ListingAndRectifying, Stage.Listed, own).ThenOne<ListingEscalated>();
    }

    [Fact]
    public void Who_reported_the_completion_takes_no_part_in_its_acceptance_also_as_the_second_person()
    {
        Stage.Pending.When("2026-03-12", Given.Pass(), Given.Enterprise).ThenRefused(ReporterInspects);
        Stage.Pending.When("2026-03-12", Given.Pass() with { Inspectors = ["P-1", "P-9"] }).ThenRefused(ReporterInspects);
        Stage.Pending.Proposed("2026-03-12", Given.Pass()).Approve(1, Given.Enterprise).ThenRefused(ReporterInspects);
    }
}
