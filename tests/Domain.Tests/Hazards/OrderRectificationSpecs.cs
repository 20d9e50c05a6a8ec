using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class OrderRectificationSpecs
{
    private static Entry Paper(string day, string? no) => Given.On(day) with { DocumentNo = no };

    [Fact]
    public void An_order_sets_the_deadline()
    {
        var command = Given.Order("2026-03-25") with { ServedOn = Given.Day("2026-03-04"), ServedTo = "P-9" };
        Stage.Registered.When("2026-03-03", command).Then(new RectificationOrdered(
            OrderKind.Limited, Given.Day("2026-03-25"), ["clear the exit"], Given.Day("2026-03-04"), "P-9"));
        var hazard = Stage.Registered.After(Paper("2026-03-03", "责改1号"), command).Story.Now;
        (hazard.Lifecycle, hazard.Deadline, hazard.OriginalDeadline, hazard.OrderNo)
            .ShouldBe((Lifecycle.Rectifying, Given.Day("2026-03-25"), Given.Day("2026-03-25"), "责改1号"));
    }

    [Fact]
    public void The_same_paper_with_the_same_deadline_is_so_already() =>
        Stage.Registered.After(Paper("2026-03-03", "责改1号"), Given.Order("2026-03-25")).When(Paper("2026-03-04", "责改1号"), Given.Order("2026-03-25")).ThenAlreadySo();

    [Fact]
    public void Another_paper_or_none_is_another_order()
    {
        var ordered = Stage.Registered.After(Paper("2026-03-03", "责改1号"), Given.Order("2026-03-25"));
        ordered.When(Paper("2026-03-04", "责改2号"), Given.Order("2026-03-25")).ThenOne<RectificationOrdered>();
        ordered.When(Paper("2026-03-04", "责改1号"), Given.Order("2026-03-26")).ThenOne<RectificationOrdered>();
        Stage.Rectifying.When("2026-03-04", Given.Order("2026-03-25")).ThenOne<RectificationOrdered>();
    }

    [Fact]
    public void A_second_order_moves_the_deadline_and_leaves_the_original_one()
    {
        var hazard = Stage.Rectifying.After("2026-03-20", Given.Order("2026-04-10")).Story.Now;
        (hazard.Deadline, hazard.OriginalDeadline).ShouldBe((Given.Day("2026-04-10"), Given.Day("2026-03-25")));
    }

    [Fact]
    public void The_deadline_may_be_the_day_of_the_order_but_not_before()
    {
        Stage.Registered.When("2026-03-03", Given.Order("2026-03-03")).ThenOne<RectificationOrdered>();
        Stage.Registered.When("2026-03-03", Given.Order("2026-03-02")).ThenRefused(DeadlineNotAhead);
        Stage.Registered.When(Given.On("2026-03-03") with { Profile = "historical" }, Given.Order("2026-03-02")).ThenOne<RectificationOrdered>();
    }

    [Fact]
    public void Nothing_is_ordered_while_completion_is_reported_or_after_acceptance()
    {
        Stage.Pending.When("2026-03-11", Given.Order("2026-04-10")).ThenRefused(AwaitsAcceptance);
        Stage.Accepted.When("2026-03-20", Given.Order("2026-04-10")).ThenRefused(AlreadyAccepted);
        Stage.Closed.When("2026-03-20", Given.Order("2026-04-10")).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void An_order_entered_late_fits_before_the_completion_report() =>
        Stage.Pending.When("2026-03-05", Given.Order("2026-03-20")).ThenOne<RectificationOrdered>();

    [Fact]
    public void An_order_entered_late_does_not_move_the_deadline_of_an_order_with_a_later_day()
    {
        var hazard = Stage.Rectifying.After("2026-03-02", Given.Order("2026-03-15")).Story.Now;
        (hazard.Deadline, hazard.OriginalDeadline).ShouldBe((Given.Day("2026-03-25"), Given.Day("2026-03-15")));
    }
}
