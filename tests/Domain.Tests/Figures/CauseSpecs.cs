using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>Each move between accounts names the step that made it, also when several steps share a day.</summary>
public sealed class CauseSpecs
{
    [Fact]
    public void A_general_hazard_fixed_and_closed_on_one_day_finished_by_being_fixed()
    {
        var story = Given.Registered.After("2026-03-02", new RectifyOnTheSpot("cleared", "P-1")).After("2026-03-02", Given.Close()).Story;
        var legs = HazardPostings.Of(story).Where(leg => leg.Day == Given.Day("2026-03-02") && leg.Cause != Cause.Found).ToList();
        legs.Where(leg => Account.IsUnit(leg.Code)).ShouldAllBe(leg => leg.Cause == Cause.RectifiedOnTheSpot);
        legs.Single(leg => leg.Code == Account.Closed).Cause.ShouldBe(Cause.Closed);
    }

    [Fact]
    public void Reported_and_accepted_on_one_day_both_legs_name_the_acceptance()
    {
        var story = Given.Registered.After("2026-03-02", Given.Order("2026-03-20")).After("2026-03-10", Given.Report(), Given.Enterprise)
            .After("2026-03-10", Given.Pass()).Story;
        HazardPostings.Of(story).Where(leg => leg.Day == Given.Day("2026-03-10")).Select(leg => leg.Cause).Distinct().ShouldBe([Cause.AcceptancePassed]);
    }
}
