using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Tests.Policies;

public sealed class PolicyBookSpecs
{
    private const string Street = "350304001";
    private static readonly LimitRule Seven = new("reinspection-7", 7, LimitUnit.WorkingDays, "local rule", "rule");

    [Fact]
    public void Without_a_change_the_built_in_set_holds_everywhere_and_always()
    {
        PolicyBook.BuiltIn.On(Street, Day("2026-01-01")).Reinspection.Id.ShouldBe("reinspection-10");
        PolicyBook.BuiltIn.RowsOn("", Day("2026-01-01")).ShouldAllBe(row => row.From == null);
        PolicyBook.BuiltIn.RowsOn("", Day("2026-01-01")).Select(row => row.Member).ShouldBe(PolicyMembers.All.Keys);
    }

    [Fact]
    public void A_row_holds_from_its_first_day_in_its_area_and_below()
    {
        var book = Book(Change("350304", "2026-05-01", ("reinspection", Seven)));

        book.On(Street, Day("2026-04-30")).Reinspection.Count.ShouldBe(10);
        book.On(Street, Day("2026-05-01")).Reinspection.ShouldBe(Seven);
        book.On("Z-350304-01", Day("2026-05-01")).Reinspection.ShouldBe(Seven, "a zone lies below its county");
        book.On("350302", Day("2026-05-01")).Reinspection.Count.ShouldBe(10);
        book.On("3503", Day("2026-05-01")).Reinspection.Count.ShouldBe(10);
    }

    [Fact]
    public void The_nearest_jurisdiction_that_says_something_wins_even_over_a_newer_row_above()
    {
        var book = Book(
            Change("350304", "2026-01-01", ("reinspection", Seven)),
            Change("35", "2026-06-01", ("reinspection", Seven with { Id = "r-3", Count = 3 }), ("lateAfterDays", 5)),
            Change("", "2026-06-01", ("listOnlyMajor", false)));
        var policy = book.On(Street, Day("2026-06-02"));

        (policy.Reinspection.Id, policy.LateAfterDays, policy.ListOnlyMajor).ShouldBe(("reinspection-7", 5, false));
        book.On("350302", Day("2026-06-02")).Reinspection.Id.ShouldBe("r-3");
        book.On("not a code", Day("2026-06-02")).ListOnlyMajor.ShouldBeFalse("other codes stand below the whole ledger");
    }

    [Fact]
    public void Of_two_rows_the_later_first_day_holds_and_of_one_day_the_later_entry()
    {
        var book = Book(
            Change("350304", "2026-06-01", ("lateAfterDays", 6)), Change("350304", "2026-03-01", ("lateAfterDays", 3)), Change("350304", "2026-06-01", ("lateAfterDays", 7)));

        book.On(Street, Day("2026-05-31")).LateAfterDays.ShouldBe(3);
        book.On(Street, Day("2026-06-01")).LateAfterDays.ShouldBe(7);
        book.UpTo(2).On(Street, Day("2026-06-01")).LateAfterDays.ShouldBe(6, "as known before the third entry");
        book.UpTo(0).On(Street, Day("2026-06-01")).LateAfterDays.ShouldBe(30);
    }

    [Fact]
    public void A_rule_that_ended_lets_the_area_above_speak_again()
    {
        var book = Book(Change("", "2026-01-01", ("lateAfterDays", 9)), Change("350304", "2026-02-01", ("lateAfterDays", 2)), Change("350304", "2026-04-01", ("lateAfterDays", null)));

        new[] { "2026-01-15", "2026-02-15", "2026-04-15" }.Select(day => book.On(Street, Day(day)).LateAfterDays).ShouldBe([9, 2, 9]);
    }

    [Fact]
    public void A_date_in_the_past_is_no_way_around_the_rules_on_recording()
    {
        var book = Book(Change("", "2026-06-01", ("lateAfterDays", 5), ("reinspection", Seven)));
        var desk = book.DeskFor(Street, Day("2026-05-20"), Day("2026-06-10"));

        desk.Policy.LateAfterDays.ShouldBe(5);
        desk.Policy.Reinspection.Count.ShouldBe(10, "the limit is the one of the day on which it began");
        desk.Today.ShouldBe(Day("2026-06-10"));
    }

    [Fact]
    public void A_years_notice_replaces_all_that_was_known_of_the_year_and_no_other()
    {
        var book = Book(new CalendarChanged(2027, [Day("2027-01-01")], [Day("2027-01-09")], "notice", null), new CalendarChanged(2026, [], [], "a test", null));

        (book.Calendar.Knows(2027), book.Calendar.Knows(2028), PolicyBook.BuiltIn.Calendar.Knows(2027)).ShouldBe((true, false, false));
        book.Calendar.IsWorkingDay(Day("2027-01-01")).ShouldBeFalse();
        book.Calendar.IsWorkingDay(Day("2027-01-09")).ShouldBeTrue();
        book.Calendar.IsWorkingDay(Day("2026-02-28")).ShouldBeFalse("a Saturday like any other now");
        book.Calendar.IsWorkingDay(Day("2025-10-11")).ShouldBeTrue("2025 stays as it was");
        WorkingCalendar.China.IsWorkingDay(Day("2026-02-28")).ShouldBeTrue();
        book.Calendar.Knows(2026).ShouldBeTrue("an empty notice is one");
        new[] { 0L, 1, 2 }.Select(position => (book.CalendarAt(position).Knows(2027), book.CalendarAt(position).IsWorkingDay(Day("2026-02-28"))))
            .ShouldBe([(false, true), (true, true), (true, false)]);
    }

    [Fact]
    public void A_limits_name_means_one_limit_for_ever()
    {
        var book = Book(Change("", "2026-01-01", ("reinspection", Seven)));

        Decide(book, ("reinspection", Seven with { Count = 8 })).Refusal.ShouldBe(RuleDecider.LimitIdTaken);
        Decide(book, ("resumptionReview", Seven with { Unit = LimitUnit.CalendarDays })).Refusal.ShouldBe(RuleDecider.LimitIdTaken);
        Decide(book, ("reinspection", new LimitRule("reinspection-10", 11, LimitUnit.CalendarDays, "s", "law"))).Refusal.ShouldBe(RuleDecider.LimitIdTaken);
        Decide(book, ("reinspection", Seven with { Id = "x" }), ("resumptionReview", Seven with { Id = "x", Count = 2 })).Refusal.ShouldBe(RuleDecider.LimitIdTaken);
        Decide(book, ("reinspection", Seven with { Source = "a better sentence" })).Event.ShouldNotBeNull();
        book.Limit("reinspection-7").ShouldBe(Seven);
        book.Limit("reinspection-10")!.Count.ShouldBe(10, "what was frozen before stays readable");
    }

    [Fact]
    public void What_is_so_already_is_not_recorded_again_and_nothing_is_said_of_tomorrow()
    {
        var book = Book(Change("", "2026-01-01", ("reinspection", Seven)), new CalendarChanged(2027, [Day("2027-01-01"), Day("2027-01-02")], [], "notice", null));

        Decide(book, ("reinspection", Seven)).IsAlreadySo.ShouldBeTrue();
        Decide(book, ("reinspection", Seven), ("lateAfterDays", 3)).Event.ShouldNotBeNull();
        RuleDecider.Decide(new ChangeCalendar(2027, [Day("2027-01-02"), Day("2027-01-01")], [], "notice", null), Given.On("2026-06-30"), book, Day("2026-06-30")).IsAlreadySo.ShouldBeTrue();
        RuleDecider.Decide(new ChangeCalendar(2027, [], [], "notice", null), Given.On("2026-06-30"), book, Day("2026-06-29")).Refusal.ShouldBe(HazardRefusals.OccurredInFuture);
    }

    private static DateOnly Day(string day) => Given.Day(day);

    private static RuleDecision Decide(PolicyBook book, params (string, object?)[] rules)
    {
        var change = Change("", "2026-01-01", rules);
        return RuleDecider.Decide(new ChangePolicy("", change.ValidFrom, change.Rules, change.Source, change.Confidence, change.Reason), Given.On("2026-06-30"), book, Day("2026-06-30"));
    }

    private static PolicyChanged Change(string area, string from, params (string Member, object? Value)[] rules) =>
        new(area, Day(from), new(rules.ToDictionary(rule => rule.Member, rule => rule.Value, StringComparer.Ordinal)), "local rule", "rule", "new rule");

    private static PolicyBook Book(params RuleEvent[] changes) =>
        PolicyBook.BuiltIn.With(changes.Select((change, at) => new RecordedRule(change, at + 1, DateTimeOffset.UnixEpoch.AddDays(at))));
}
