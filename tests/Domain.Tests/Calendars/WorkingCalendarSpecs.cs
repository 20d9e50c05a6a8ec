using HazardLedger.Domain.Calendars;

namespace HazardLedger.Domain.Tests.Calendars;

public sealed class WorkingCalendarSpecs
{
    private static readonly WorkingCalendar China = WorkingCalendar.China;

    [Theory]
    [InlineData("2024-04-07")]
    [InlineData("2025-01-26")]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-28")]
    [InlineData("2026-05-09")]
    public void A_make_up_weekend_is_a_working_day(string day)
    {
        Given.Day(day).DayOfWeek.ShouldBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
        China.IsWorkingDay(Given.Day(day)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2024-04-04", 3)]
    [InlineData("2025-05-31", 3)]
    [InlineData("2026-02-15", 9)]
    [InlineData("2026-04-04", 3)]
    [InlineData("2026-05-01", 5)]
    [InlineData("2026-06-19", 3)]
    public void No_day_of_a_public_holiday_is_a_working_day_and_the_next_one_is(string first, int days)
    {
        Enumerable.Range(0, days).Select(Given.Day(first).AddDays).ShouldAllBe(day => !China.IsWorkingDay(day));
        China.RollForward(Given.Day(first)).ShouldBe(Given.Day(first).AddDays(days));
    }

    [Theory]
    [InlineData("2026-06-16", 3, "2026-06-22")] // fire re-inspection over Dragon Boat: 17, 18, then 22
    [InlineData("2024-03-29", 7, "2024-04-10")] // over Qingming with the working Sunday 04-07
    [InlineData("2024-04-01", 7, "2024-04-11")]
    [InlineData("2026-02-26", 5, "2026-03-04")] // the working Saturday 02-28 counts
    [InlineData("2026-02-12", 2, "2026-02-14")]
    [InlineData("2026-02-12", 3, "2026-02-24")] // nine days of Spring Festival
    [InlineData("2026-04-30", 1, "2026-05-06")]
    [InlineData("2026-06-16", 0, "2026-06-16")]
    public void Working_days_are_counted_from_the_day_after_the_trigger(string start, int count, string expected) =>
        China.AddWorkingDays(Given.Day(start), count).ShouldBe(Given.Day(expected));

    [Fact]
    public void A_period_that_starts_on_a_rest_day_counts_the_next_working_day_first() =>
        China.AddWorkingDays(Given.Day("2026-06-20"), 1).ShouldBe(Given.Day("2026-06-22"));

    [Fact]
    public void A_working_day_does_not_roll() => China.RollForward(Given.Day("2026-02-28")).ShouldBe(Given.Day("2026-02-28"));

    [Fact]
    public void A_year_that_nobody_announced_knows_weekends_only()
    {
        China.IsWorkingDay(Given.Day("2027-10-01")).ShouldBeTrue();
        China.IsWorkingDay(Given.Day("2027-10-02")).ShouldBeFalse();
    }

    [Fact]
    public void Adding_and_counting_agree_on_every_day_of_three_years()
    {
        for (var day = Given.Day("2024-01-01"); day < Given.Day("2026-12-01"); day = day.AddDays(1))
        {
            var until = China.AddWorkingDays(day, 5);
            China.IsWorkingDay(until).ShouldBeTrue();
            Enumerable.Range(1, until.DayNumber - day.DayNumber).Count(ahead => China.IsWorkingDay(day.AddDays(ahead))).ShouldBe(5, $"from {day:O}");
        }
    }

    [Fact]
    public void A_calendar_is_data() =>
        new WorkingCalendar([Given.Day("2026-06-17")], [Given.Day("2026-06-20")]).AddWorkingDays(Given.Day("2026-06-16"), 3).ShouldBe(Given.Day("2026-06-20"));
}
