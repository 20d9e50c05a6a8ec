using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class StartSelfRectificationSpecs
{
    private static readonly StartSelfRectification Start = new(Given.Day("2026-03-20"), "P-9");

    private static Given Found(DiscoverySource source) => Given.Nothing.After("2026-03-02", Given.Register(source), Given.Enterprise);

    [Theory]
    [InlineData(DiscoverySource.EnterpriseSelfInspection)]
    [InlineData(DiscoverySource.WorkerReport)]
    [InlineData(DiscoverySource.DataPlatformAlert)]
    public void An_enterprise_sets_to_work_on_what_it_found_itself(DiscoverySource source)
    {
        Found(source).When("2026-03-03", Start, Given.Enterprise).Then(new SelfRectificationStarted(Given.Day("2026-03-20"), "P-9"));
        var hazard = Found(source).After("2026-03-03", Start, Given.Enterprise).Story.Now;
        (hazard.Lifecycle, hazard.Deadline).ShouldBe((Lifecycle.Rectifying, Given.Day("2026-03-20")));
    }

    [Theory]
    [InlineData(DiscoverySource.PublicReport)]
    [InlineData(DiscoverySource.BureauInspection)]
    [InlineData(DiscoverySource.ThirdPartyExpert)]
    public void What_others_found_is_not_self_rectified(DiscoverySource source)
    {
        Found(source).When("2026-03-03", Start).ThenRefused(NotSelfFound);
        Found(source).When(Given.On("2026-03-03") with { Profile = "historical" }, Start).ThenOne<SelfRectificationStarted>();
    }

    [Fact]
    public void Started_again_with_the_same_deadline_it_is_so_already_and_with_another_it_is_refused()
    {
        var started = Found(DiscoverySource.WorkerReport).After("2026-03-03", Start);
        started.When("2026-03-04", Start).ThenAlreadySo();
        started.When("2026-03-04", Start with { Deadline = Given.Day("2026-03-21") }).ThenRefused(AlreadyRectifying);
    }

    [Fact]
    public void The_own_deadline_may_be_today_but_not_before()
    {
        Found(DiscoverySource.WorkerReport).When("2026-03-20", Start).ThenOne<SelfRectificationStarted>();
        Found(DiscoverySource.WorkerReport).When("2026-03-21", Start).ThenRefused(DeadlineNotAhead);
        Found(DiscoverySource.WorkerReport).When(Given.On("2026-03-21") with { Profile = "historical" }, Start).ThenOne<SelfRectificationStarted>();
    }

    [Fact]
    public void An_authority_may_order_over_it_later() =>
        Found(DiscoverySource.WorkerReport).After("2026-03-03", Start).When("2026-03-05", Given.Order("2026-03-15")).ThenOne<RectificationOrdered>();
}
