using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>WSL Art. 112: ordered, fined, still not put right: from the day after the order a fine for each day.</summary>
public sealed class DailyFineSpecs
{
    private static readonly StartDailyFine Start = new("P-1", Given.Day("2026-03-04"), 50_000);

    /// <summary>Registered 1, ordered on 3 March 2, case opened 3, fined 50,000 yuan on 8 March 4.</summary>
    private static Given Fined => Stage.Rectifying
        .After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).After("2026-03-08", new DecidePenalty("P-1", 50_000, null, null));

    private static Given Running => Fined.After("2026-03-12", Start);

    [Fact]
    public void It_counts_from_the_day_after_the_order()
    {
        Fined.When("2026-03-12", Start).Then(new DailyFineStarted("P-1", Given.Day("2026-03-04"), 50_000));
        Running.Story.Now.DailyFines.ShouldBe([new("P-1", Given.Day("2026-03-04"), 50_000)]);
        Fined.When("2026-03-12", Start with { From = Given.Day("2026-03-03") }).ThenRefused(DailyFineFromOrder);
        Fined.When("2026-03-12", Start with { From = Given.Day("2026-03-05") }).ThenRefused(DailyFineFromOrder);
    }

    [Fact]
    public void Any_order_of_the_present_course_will_do_and_none_of_before_the_reopening()
    {
        var again = Fined.After("2026-03-10", Given.Order("2026-03-30"));
        again.When("2026-03-12", Start).ThenOne<DailyFineStarted>();
        again.When("2026-03-12", Start with { From = Given.Day("2026-03-11") }).ThenOne<DailyFineStarted>();
        again.When("2026-03-10", Start with { From = Given.Day("2026-03-11") }).ThenRefused(DailyFineFromOrder);
        var reopened = Fined.After("2026-03-12", Given.Report(), Given.Enterprise).After("2026-03-13", Given.Pass()).After("2026-03-14", Given.Close())
            .After("2026-03-20", new ReopenHazard("found again", Given.Day("2026-04-20"), null));
        reopened.When("2026-03-21", Start).ThenRefused(NotOrdered);
        reopened.After("2026-03-21", Given.Order("2026-04-20")).When("2026-03-23", Start).ThenRefused(DailyFineFromOrder);
    }

    [Fact]
    public void Each_day_costs_what_the_first_fine_did()
    {
        Fined.When("2026-03-12", Start with { BaseAmount = 49_999 }).ThenRefused(DailyFineIsTheFine);
        Fined.When(Given.On("2026-03-12") with { Profile = "historical" }, Start with { BaseAmount = 49_999 }).ThenOne<DailyFineStarted>().BaseAmount.ShouldBe(49_999);
    }

    [Fact]
    public void There_is_a_fine_that_stands()
    {
        Stage.Rectifying.When("2026-03-12", Start).ThenRefused(NotFined);
        Stage.Rectifying.After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).When("2026-03-12", Start).ThenRefused(NotFined);
        Fined.When("2026-03-07", Start).ThenRefused(NotFined);
        Fined.When("2026-03-12", Start with { CaseNo = "P-9" }).ThenRefused(NotFined);
        Fined.After("2026-03-09", new RevokePenalty("P-1", "wrong law")).When("2026-03-12", Start).ThenRefused(NotFined);
        Stage.Rectifying.After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).After("2026-03-08", new DecidePenalty("P-1", null, null, "suspended"))
            .When("2026-03-12", Start).ThenRefused(NotFined);
    }

    [Fact]
    public void The_case_is_named_when_there_are_several()
    {
        Fined.When("2026-03-12", Start with { CaseNo = null }).Then(new DailyFineStarted("P-1", Given.Day("2026-03-04"), 50_000));
        var twice = Fined.After("2026-03-09", new OpenPenaltyCase("P-2", "WSL-97")).After("2026-03-09", new DecidePenalty("P-2", 20_000, null, null));
        twice.When("2026-03-12", Start with { CaseNo = null }).ThenRefused(CaseNoRequired);
        twice.When("2026-03-12", Start with { CaseNo = "P-2", BaseAmount = 20_000 }).ThenOne<DailyFineStarted>();
    }

    [Fact]
    public void It_starts_once_for_a_case()
    {
        Running.When("2026-03-13", Start).ThenAlreadySo();
        Running.When("2026-03-13", Start with { CaseNo = null }).ThenAlreadySo();
        Running.After("2026-03-13", Given.Order("2026-03-30")).When("2026-03-15", Start with { From = Given.Day("2026-03-14") }).ThenRefused(DailyFineRuns);
    }

    [Fact]
    public void Who_has_reported_the_work_done_does_not_refuse_any_more()
    {
        Fined.After("2026-03-11", Given.Report(), Given.Enterprise).When("2026-03-12", Start).ThenRefused(AwaitsAcceptance);
        Stage.Registered.After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).After("2026-03-08", new DecidePenalty("P-1", 50_000, null, null))
            .When("2026-03-12", Start).ThenRefused(NotOrdered);
        Running.When("2026-03-11", Given.Report(), Given.Enterprise).ThenContradicts(5, AwaitsAcceptance);
    }

    [Fact]
    public void What_it_stands_on_cannot_be_cancelled_from_under_it_and_falls_with_the_penalty()
    {
        Running.When("2026-03-13", new CancelEntry(4, 4, "wrong hazard")).ThenContradicts(5, NotFined);
        Running.After("2026-03-05", Given.Order("2026-03-30")).When("2026-03-13", new CancelEntry(2, 2, "wrong hazard")).ThenContradicts(5, DailyFineFromOrder);
        Running.After("2026-03-13", new RevokePenalty("P-1", "wrong law")).Story.Now.DailyFines.ShouldBeEmpty();
        Running.When("2026-03-11", new RevokePenalty("P-1", "wrong law")).ThenContradicts(5, NotFined);
    }
}
