using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class GradeHazardSpecs
{
    private static readonly GradeHazard ToMajor = Given.Grade(Grade.Major);
    private static readonly GradeHazard ToGeneral = Given.Grade(Grade.General);
    private static readonly Given General = Stage.Registered.After("2026-03-02", ToGeneral);

    [Fact]
    public void The_first_judgement_is_a_grading() => Stage.Registered.When("2026-03-03", ToMajor).Then(
        new HazardGraded(Grade.Major, ToMajor.Criteria, GradingMethod.Direct, "criterion met", null, null));

    [Fact]
    public void From_general_to_major_is_an_upgrading() => General.When("2026-03-09", ToMajor).Then(
        new HazardUpgraded(Grade.General, Grade.Major, ToMajor.Criteria, GradingMethod.Direct, "criterion met", null, null));

    [Fact]
    public void From_major_to_general_is_a_downgrading_by_somebody_else() => Stage.Major.When("2026-03-09", ToGeneral, Stage.Chief).Then(
        new HazardDowngraded(Grade.Major, Grade.General, ToGeneral.Criteria, GradingMethod.Direct, "criterion met", null, null));

    [Fact]
    public void The_same_grade_again_is_so_already()
    {
        General.When("2026-03-09", ToGeneral).ThenAlreadySo();
        Stage.Major.When("2026-03-09", ToMajor).ThenAlreadySo();
    }

    [Fact]
    public void The_person_who_graded_cannot_downgrade() => Stage.Major.When("2026-03-09", ToGeneral).ThenRefused(SamePersonDowngrades);

    [Fact]
    public void The_person_who_upgraded_cannot_downgrade()
    {
        var upgraded = General.After("2026-03-05", ToMajor, Stage.Chief);
        upgraded.When("2026-03-09", ToGeneral, Stage.Chief).ThenRefused(SamePersonDowngrades);
        upgraded.When("2026-03-09", ToGeneral).ThenOne<HazardDowngraded>();
    }

    [Fact]
    public void A_history_from_elsewhere_may_lack_the_second_person() =>
        Stage.Major.When(Given.On("2026-03-09") with { Missing = ["secondPerson"] }, ToGeneral).ThenOne<HazardDowngraded>();

    [Fact]
    public void A_listed_hazard_is_not_downgraded_before_its_listing_ends() =>
        Stage.Listed.When("2026-03-09", ToGeneral, Stage.Chief).ThenRefused(HazardIsListed);

    [Fact]
    public void Nobody_judges_a_hazard_to_be_ungraded()
    {
        General.When("2026-03-09", Given.Grade(Grade.Ungraded)).ThenRefused(FieldValueInvalid);
        Stage.Major.When("2026-03-09", Given.Grade(Grade.Ungraded), Stage.Chief).ThenRefused(FieldValueInvalid);
    }

    [Fact]
    public void Major_needs_a_criterion_or_reasons()
    {
        Stage.Registered.When("2026-03-03", ToMajor with { Criteria = [], Reasons = " " }).ThenRefused(CriterionRequired);
        Stage.Registered.When("2026-03-03", ToMajor with { Criteria = [] }).ThenOne<HazardGraded>();
        Stage.Registered.When("2026-03-03", ToMajor with { Reasons = "" }).ThenOne<HazardGraded>();
        Stage.Registered.When("2026-03-03", ToGeneral with { Criteria = [], Reasons = "" }).ThenOne<HazardGraded>();
        Stage.Registered.When(Given.On("2026-03-03") with { Missing = ["criteria"] }, ToMajor with { Criteria = [], Reasons = "" }).ThenOne<HazardGraded>();
    }

    [Theory]
    [InlineData(6, 6, false)]
    [InlineData(7, 4, false)]
    [InlineData(7, 5, true)]
    [InlineData(9, 6, true)]
    [InlineData(9, 5, false)]
    public void An_expert_judgement_needs_seven_experts_and_two_thirds_of_them(int size, int agree, bool enough)
    {
        var decision = Stage.Registered.When("2026-03-03", ToMajor with { Method = GradingMethod.Expert, Panel = new(size, agree) });
        decision.Refusal.ShouldBe(enough ? null : PanelTooSmall);
    }

    [Fact]
    public void An_expert_judgement_without_a_panel_is_refused_unless_the_paper_is_known_to_be_missing()
    {
        var command = ToMajor with { Method = GradingMethod.Expert };
        Stage.Registered.When("2026-03-03", command).ThenRefused(PanelTooSmall);
        Stage.Registered.When(Given.On("2026-03-03") with { Missing = ["panel"] }, command).ThenOne<HazardGraded>();
    }

    [Fact]
    public void It_may_take_effect_before_the_day_of_the_entry_but_not_after()
    {
        General.When("2026-03-09", ToMajor with { EffectiveOn = Given.Day("2026-03-10") }).ThenRefused(EffectiveAfterEntry);
        General.After("2026-03-09", ToMajor with { EffectiveOn = Given.Day("2026-03-05") })
            .Story.On(Given.Day("2026-03-05")).Grade.ShouldBe(Grade.Major);
    }

    [Fact]
    public void It_cannot_take_effect_before_the_discovery() =>
        Stage.Registered.When("2026-03-09", ToMajor with { EffectiveOn = Given.Day("2026-03-01") }).ThenRefused(BeforeDiscovery);

    [Fact]
    public void A_first_grading_dated_before_one_that_is_recorded_contradicts_it() =>
        Stage.Registered.After("2026-03-09", ToMajor).When("2026-03-05", ToGeneral).ThenContradicts(2, AlreadyGraded);

    [Fact]
    public void A_closed_hazard_is_not_graded_any_more() => Stage.Closed.When("2026-03-20", ToMajor).ThenRefused(HazardIsClosed);
}
