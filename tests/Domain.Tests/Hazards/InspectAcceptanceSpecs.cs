using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class InspectAcceptanceSpecs
{
    [Fact]
    public void A_passed_acceptance_remembers_when_the_work_was_done_and_by_when_it_had_to_be()
    {
        Stage.Pending.When("2026-03-12", Given.Pass()).Then(new AcceptancePassed(["P-1", "P-2"]));
        var hazard = Stage.Accepted.Story.Now;
        (hazard.Lifecycle, hazard.ReinspectBy).ShouldBe((Lifecycle.Accepted, null));
        hazard.Acceptance.ShouldBe(new(
            Given.Day("2026-03-12"), Given.Day("2026-03-10"), Given.Day("2026-03-25"), Given.Day("2026-03-25"), FirstAttempt: true, OnTheSpot: false));
    }

    [Fact]
    public void A_failed_acceptance_sends_it_back_and_leaves_the_deadline()
    {
        Stage.Pending.When("2026-03-12", Given.Fail()).Then(new AcceptanceFailed(["P-1", "P-2"], ["still blocked"]));
        var hazard = Stage.Pending.After("2026-03-12", Given.Fail()).Story.Now;
        (hazard.Lifecycle, hazard.Deadline, hazard.CompletedOn, hazard.CompletionReportedBy, hazard.ReinspectBy, hazard.FailedAcceptances)
            .ShouldBe((Lifecycle.Rectifying, Given.Day("2026-03-25"), null, null, null, 1));
    }

    [Fact]
    public void An_acceptance_after_a_failed_one_is_no_first_attempt_and_counts_the_second_completion()
    {
        var acceptance = Stage.Pending.After("2026-03-12", Given.Fail()).After("2026-03-14", Given.Report(), Given.Enterprise)
            .After("2026-03-16", Given.Pass()).Story.Now.Acceptance!;
        (acceptance.FirstAttempt, acceptance.DoneOn).ShouldBe((false, Given.Day("2026-03-14")));
    }

    [Fact]
    public void At_the_deadline_it_may_be_inspected_without_a_report()
    {
        Stage.Rectifying.When("2026-03-26", Given.Pass()).ThenOne<AcceptancePassed>();
        Stage.Rectifying.When("2026-03-26", Given.Fail()).ThenOne<AcceptanceFailed>();
    }

    [Fact]
    public void Passed_again_on_the_same_day_it_is_so_already_and_on_another_day_it_is_refused()
    {
        Stage.Accepted.When("2026-03-12", Given.Pass()).ThenAlreadySo();
        Stage.Accepted.When("2026-03-13", Given.Pass()).ThenRefused(AlreadyAccepted);
        Stage.Accepted.When("2026-03-12", Given.Fail()).ThenRefused(AlreadyAccepted);
    }

    [Fact]
    public void Fixed_on_the_spot_it_is_not_inspected_again() =>
        Stage.Registered.After("2026-03-02", new RectifyOnTheSpot("cleared", "P-1")).When("2026-03-02", Given.Pass()).ThenRefused(AlreadyAccepted);

    [Theory]
    [InlineData()]
    [InlineData("P-1")]
    [InlineData("P-1", "P-1")]
    public void Two_different_inspectors_are_needed(params string[] inspectors)
    {
        Stage.Pending.When("2026-03-12", Given.Pass() with { Inspectors = inspectors }).ThenRefused(InspectorsRequired);
        Stage.Pending.When("2026-03-12", Given.Fail() with { Inspectors = inspectors }).ThenRefused(InspectorsRequired);
        Stage.Pending.When(Given.On("2026-03-12") with { Missing = ["inspectors"] }, Given.Pass() with { Inspectors = inspectors }).ThenOne<AcceptancePassed>();
    }

    [Fact]
    public void Whoever_reported_the_completion_neither_inspects_nor_records_the_acceptance()
    {
        Stage.Pending.When("2026-03-12", Given.Pass() with { Inspectors = ["P-1", "P-9"] }).ThenRefused(ReporterInspects);
        Stage.Pending.When("2026-03-12", Given.Pass(), Given.Enterprise).ThenRefused(ReporterInspects);
        Stage.Pending.When(Given.On("2026-03-12", Given.Enterprise) with { Missing = ["secondPerson"] }, Given.Pass()).ThenOne<AcceptancePassed>();
    }

    [Fact]
    public void A_failure_needs_reasons()
    {
        Stage.Pending.When("2026-03-12", Given.Fail() with { Reasons = null }).ThenRefused(ReasonsRequired);
        Stage.Pending.When("2026-03-12", Given.Fail() with { Reasons = [] }).ThenRefused(ReasonsRequired);
        Stage.Pending.When(Given.On("2026-03-12") with { Missing = ["reasons"] }, Given.Fail() with { Reasons = null })
            .Then(new AcceptanceFailed(["P-1", "P-2"], []));
    }

    [Fact]
    public void Without_an_order_there_is_nothing_to_accept() => Stage.Registered.When("2026-03-12", Given.Pass()).ThenRefused(NotOrdered);

    [Fact]
    public void A_failure_entered_late_fits_before_the_report_and_takes_away_the_first_attempt()
    {
        Stage.Accepted.When("2026-03-05", Given.Fail()).ThenOne<AcceptanceFailed>();
        Stage.Accepted.After("2026-03-05", Given.Fail()).Story.Now.Acceptance!.FirstAttempt.ShouldBeFalse();
    }

    [Fact]
    public void An_acceptance_dated_before_the_report_contradicts_the_report() =>
        Stage.Pending.When("2026-03-09", Given.Pass()).ThenContradicts(3, AlreadyAccepted);
}
