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

    [Fact]
    public void Plans_penalties_and_transfers_name_themselves()
    {
        var story = Given.Registered.After("2026-03-02", Given.Grade(Grade.Major)).After("2026-03-03", Given.Plan(), Given.Enterprise)
            .After("2026-03-04", new DecidePlan(PlanVerdict.Approved, null)).After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102"))
            .After("2026-03-06", new DecidePenalty("P-1", 20_000, null, null)).After("2026-03-07", new TransferHazard("350304-HCB", "gas")).Story;
        var legs = HazardPostings.Of(story);
        legs.Single(leg => leg.Code == Account.Planned && leg.Day == Given.Day("2026-03-03")).Cause.ShouldBe(Cause.Planned);
        legs.Single(leg => leg.Code == Account.FiveElements && leg.Day == Given.Day("2026-03-04")).Cause.ShouldBe(Cause.PlanDecided);
        legs.Single(leg => leg.Code == Account.Penalty && leg.Day == Given.Day("2026-03-06")).Cause.ShouldBe(Cause.Penalised);
        legs.Where(leg => leg.Day == Given.Day("2026-03-07")).ShouldAllBe(leg => leg.Cause == Cause.Transferred);
    }
}
