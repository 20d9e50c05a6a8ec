using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class ReportCompletionSpecs
{
    [Fact]
    public void A_report_starts_the_authoritys_limit_and_freezes_it_with_its_rule()
    {
        Stage.Rectifying.When("2026-03-10", Given.Report() with { Cost = 860_000, CompletedOn = Given.Day("2026-03-09") }, Given.Enterprise)
            .Then(new RectificationCompletionReported(
                Given.Day("2026-03-09"), "exit cleared", 860_000, "own acceptance", Given.Day("2026-03-13"), "fire-reinspection-3"));
        var hazard = Stage.Pending.Story.Now;
        (hazard.Lifecycle, hazard.CompletedOn, hazard.CompletionReportedBy, hazard.ReinspectBy)
            .ShouldBe((Lifecycle.PendingAcceptance, Given.Day("2026-03-10"), "P-9", Given.Day("2026-03-13")));
    }

    [Fact]
    public void Outside_fire_safety_the_limit_is_ten_days_and_runs_on_to_the_next_working_day() =>
        Given.Nothing.After("2026-03-02", Given.Register(sector: "industryTrade")).After("2026-03-03", Given.Order("2026-03-25"))
            .When("2026-03-11", Given.Report(), Given.Enterprise).Then(new RectificationCompletionReported(
                null, "exit cleared", null, "own acceptance", Given.Day("2026-03-23"), "reinspection-10"));

    [Fact]
    public void Reported_twice_with_the_same_day_of_completion_it_is_so_already_and_with_another_it_awaits_acceptance()
    {
        Stage.Pending.When("2026-03-10", Given.Report(), Given.Enterprise).ThenAlreadySo();
        Stage.Pending.When("2026-03-11", Given.Report() with { CompletedOn = Given.Day("2026-03-10") }, Given.Enterprise).ThenAlreadySo();
        Stage.Pending.When("2026-03-11", Given.Report(), Given.Enterprise).ThenRefused(AwaitsAcceptance);
    }

    [Fact]
    public void The_work_is_not_completed_after_its_report_nor_before_the_discovery()
    {
        Stage.Rectifying.When("2026-03-10", Given.Report() with { CompletedOn = Given.Day("2026-03-11") }).ThenRefused(CompletedAfterReport);
        Stage.Rectifying.When("2026-03-10", Given.Report() with { CompletedOn = Given.Day("2026-03-01") }).ThenRefused(BeforeDiscovery);
        Stage.Rectifying.When("2026-03-10", Given.Report() with { CompletedOn = Given.Day("2026-03-02") }).ThenOne<RectificationCompletionReported>();
    }

    [Fact]
    public void It_needs_evidence() =>
        Stage.Rectifying.When(Given.On("2026-03-10") with { Evidence = [] }, Given.Report()).ThenRefused(EvidenceRequired);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_major_hazard_needs_a_report_of_its_own_acceptance(string? report)
    {
        Stage.MajorRectifying.When("2026-03-10", Given.Report() with { Report = report }).ThenRefused(ReportRequired);
        Stage.Rectifying.When("2026-03-10", Given.Report() with { Report = report }).ThenOne<RectificationCompletionReported>();
    }

    [Fact]
    public void Without_order_assignment_or_own_start_there_is_nothing_to_complete() =>
        Stage.Registered.When("2026-03-10", Given.Report()).ThenRefused(NotOrdered);

    [Fact]
    public void The_order_of_steps_is_named_before_missing_papers() =>
        Stage.Registered.When(Given.On("2026-03-10") with { Evidence = [] }, Given.Report()).ThenRefused(NotOrdered);

    [Fact]
    public void Entered_late_it_fits_before_the_acceptance_and_makes_the_firm_punctual()
    {
        var accepted = Stage.Rectifying.After("2026-03-27", Given.Pass());
        accepted.Story.Now.Acceptance!.DoneOn.ShouldBe(Given.Day("2026-03-27"));
        accepted.After("2026-03-24", Given.Report(), Given.Enterprise).Story.Now.Acceptance!.DoneOn.ShouldBe(Given.Day("2026-03-24"));
    }

    [Fact]
    public void Entered_late_by_somebody_who_passed_the_acceptance_it_contradicts_the_acceptance()
    {
        var accepted = Stage.Rectifying.After("2026-03-27", Given.Pass(), Stage.Chief);
        accepted.When("2026-03-24", Given.Report()).ThenContradicts(3, ReporterInspects);
        accepted.When("2026-03-24", Given.Report(), Stage.Chief).ThenContradicts(3, ReporterInspects);
        Stage.Rectifying.After(Given.On("2026-03-27") with { Missing = ["secondPerson"] }, Given.Pass())
            .When("2026-03-24", Given.Report()).ThenOne<RectificationCompletionReported>();
    }

    [Fact]
    public void Entered_late_before_a_failed_acceptance_it_may_name_the_inspector_because_nothing_passed() =>
        Stage.Rectifying.After("2026-03-12", Given.Fail()).When("2026-03-10", Given.Report()).ThenOne<RectificationCompletionReported>();
}
