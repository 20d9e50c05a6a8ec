using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>A story is read by the day on which things were so, whatever the order in which they were learned.</summary>
public sealed class DayOrderSpecs
{
    [Fact]
    public void Steps_learned_in_any_fitting_order_make_the_same_hazard()
    {
        var late = Stage.Registered.After("2026-03-03", new AssignHazard("ENT-1", null, "S-1", null))
            .After("2026-03-12", Given.Pass()).After("2026-03-10", Given.Report(), Given.Enterprise).After("2026-03-03", Given.Order("2026-03-25"));
        var punctual = Stage.Registered.After("2026-03-03", new AssignHazard("ENT-1", null, "S-1", null))
            .After("2026-03-03", Given.Order("2026-03-25")).After("2026-03-10", Given.Report(), Given.Enterprise).After("2026-03-12", Given.Pass());
        late.Story.Now.ShouldBeEquivalentTo(punctual.Story.Now);
        late.Story.Contradiction().ShouldBeNull();
    }

    [Fact]
    public void On_one_day_the_order_of_recording_decides()
    {
        var sameDay = Stage.Registered.After("2026-03-02", Given.Order("2026-03-25")).After("2026-03-02", Given.Report(), Given.Enterprise)
            .After("2026-03-02", Given.Pass()).After("2026-03-02", Given.Close());
        sameDay.Story.Now.Lifecycle.ShouldBe(Lifecycle.Closed);
        sameDay.Story.Ordered.Select(fact => fact.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void A_day_shows_its_own_end_and_what_is_known_now()
    {
        var story = Stage.Closed.Story;
        new[] { "2026-03-02", "2026-03-03", "2026-03-10", "2026-03-12", "2026-03-13" }.Select(day => story.On(Given.Day(day)).Lifecycle).ShouldBe(
            [Lifecycle.Registered, Lifecycle.Rectifying, Lifecycle.PendingAcceptance, Lifecycle.Accepted, Lifecycle.Closed]);
        story.On(Given.Day("2026-03-11")).Lifecycle.ShouldBe(Lifecycle.PendingAcceptance);
    }

    [Fact]
    public void A_late_second_closing_names_the_reopening_that_it_would_break() =>
        Stage.Reopened.After("2026-03-25", Given.Pass()).When("2026-03-12", new CloseHazard(ClosureKind.EnterpriseShutDown))
            .ThenContradicts(5, HazardIsClosed);

    [Fact]
    public void The_refusal_of_a_contradiction_keeps_its_permanent_code() =>
        HazardRefusals.All["contradictsLaterSteps"].ShouldBe(ContradictsLaterSteps);

    [Fact]
    public void Every_refusal_has_a_code_of_its_own_name_and_both_sentences()
    {
        foreach (var field in typeof(HazardRefusals).GetFields().Where(field => field.FieldType == typeof(Refusal)))
        {
            var refusal = (Refusal)field.GetValue(null)!;
            refusal.Code.ShouldBe(char.ToLowerInvariant(field.Name[0]) + field.Name[1..]);
            refusal.Chinese.ShouldEndWith("。");
            refusal.English.ShouldEndWith(".");
        }
    }
}
