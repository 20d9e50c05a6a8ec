using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Domain;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Tests.Histories;

/// <summary>The explanation of a deadline: everything that bears on it, and what is only suggested.</summary>
public sealed class DeadlineTests
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");

    private static Told Ordered(string deadline) => new Told().After("2026-06-01", Keeper.Found()).After("2026-06-02", Keeper.Ordered(deadline));

    [Fact]
    public void Overdue_is_told_with_its_first_day_and_the_steps_that_are_usually_taken()
    {
        var told = DeadlineExplanation.Of(Ordered("2026-06-10").History, Today, PolicyBook.BuiltIn)!;

        (told.Overdue, told.OverdueSince, told.DaysLeft).ShouldBe((true, Keeper.Day("2026-06-11"), -7));
        told.Rule!.En.ShouldContain("no rule computed it");
        told.Suggested.Select(step => (step.Step, step.DueOn.Day + 100 * step.DueOn.Month, step.IsDue)).ShouldBe(
        [
            ("reminder", 607, true), ("overdueRecord", 611, true), ("reminder", 613, true), ("supervisionNotice", 617, true), ("summons", 625, false), ("circular", 710, false),
        ]);
        told.Suggested.ShouldAllBe(step => step.Confidence == "example" && step.Name.Zh != step.Step && step.Source.Length > 0);
    }

    [Fact]
    public void On_the_last_day_nothing_is_overdue_and_on_the_next_it_is()
    {
        DeadlineExplanation.Of(Ordered("2026-06-17").History, Today, PolicyBook.BuiltIn)!.OverdueSince.ShouldBeNull();
        DeadlineExplanation.Of(Ordered("2026-06-17").History, Today.AddDays(1), PolicyBook.BuiltIn)!.OverdueSince.ShouldBe(Today.AddDays(1));
    }

    [Fact]
    public void The_holidays_and_worked_weekends_inside_are_named_and_so_are_years_without_a_notice()
    {
        var told = DeadlineExplanation.Of(Ordered("2027-01-10").History, Today, PolicyBook.BuiltIn)!;

        told.Calendar!.Holidays.ShouldContain(Keeper.Day("2026-10-01"));
        told.Calendar.WorkingWeekends.ShouldBe([Keeper.Day("2026-09-20"), Keeper.Day("2026-10-10")]);
        told.Calendar.YearsWithoutNotice.ShouldBe([2027]);
    }

    [Fact]
    public void Requests_for_more_time_are_told_with_their_answer_and_the_first_deadline_is_kept()
    {
        var extended = Ordered("2026-06-25")
            .After(Keeper.On("2026-06-10") with { Actor = new("P-9", "ENT-1", "recorder") }, new RequestExtension(Keeper.Day("2026-07-20"), "late delivery", "a guard"))
            .After("2026-06-12", new DecideExtension(Verdict.Approved, Keeper.Day("2026-07-10")));
        var told = DeadlineExplanation.Of(extended.History, Today, PolicyBook.BuiltIn)!;

        (told.On, told.Original).ShouldBe((Keeper.Day("2026-07-10"), Keeper.Day("2026-06-25")));
        told.Extensions.ShouldHaveSingleItem().ShouldBe(
            new ExtensionStep(Keeper.Day("2026-06-10"), Keeper.Day("2026-07-20"), Keeper.Day("2026-06-15"), RequestStatus.Approved, Keeper.Day("2026-06-12"), Keeper.Day("2026-07-10")));
        var limit = told.Limits.ShouldHaveSingleItem();
        (limit.Of, limit.Rule, limit.AnsweredOn, limit.LateSince).ShouldBe(("extensionDecision", "extension-decision-5", Keeper.Day("2026-06-12"), null));
    }

    [Fact]
    public void Work_that_waited_for_the_authority_is_overdue_only_since_it_came_back()
    {
        var sentBack = Ordered("2026-06-10").After("2026-06-09", Keeper.Reported())
            .After(Keeper.On("2026-06-15") with { Actor = new("P-7", "350304-EMB", "recorder") }, new InspectAcceptance(AcceptanceResult.Failed, ["P-7", "P-8"], ["still blocked"]));
        var told = DeadlineExplanation.Of(sentBack.History, Today, PolicyBook.BuiltIn)!;

        told.OverdueSince.ShouldBe(Keeper.Day("2026-06-15"));
        told.Pauses.ShouldHaveSingleItem().ShouldBe(new DeadlinePause(Keeper.Day("2026-06-09"), Keeper.Day("2026-06-15")));
    }

    [Fact]
    public void A_rule_is_looked_up_in_what_was_known_of_the_rules()
    {
        var book = PolicyBook.BuiltIn.With([new(
            new PolicyChanged("350304", Keeper.Day("2026-06-01"), new(new Dictionary<string, object?>(StringComparer.Ordinal) { ["escalation"] = new LadderStep[] { new("ownStep", 2, "local rule", "rule") } }), "s", "rule", "r"),
            5, DateTimeOffset.UnixEpoch)]);
        DeadlineExplanation.Of(Ordered("2026-06-10").History, Today, book)!.Suggested.ShouldHaveSingleItem().Step.ShouldBe("ownStep");
        DeadlineExplanation.Of(Ordered("2026-06-10").History, Today, book.UpTo(4))!.Suggested.Count.ShouldBe(6);
    }
}
