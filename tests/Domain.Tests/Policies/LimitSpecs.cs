using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Tests.Policies;

public sealed class LimitSpecs
{
    private static readonly Policy Policy = new();

    private static IEnumerable<LimitRule> Rules => typeof(Policy).GetProperties().Where(property => property.PropertyType == typeof(LimitRule))
        .Select(property => (LimitRule)property.GetValue(Policy)!);

    [Theory]
    [InlineData("2024-03-22", "2024-04-01")] // H4: completion reported 03-22, limit 04-01, a Monday
    [InlineData("2024-02-26", "2024-03-07")] // H2
    [InlineData("2026-03-11", "2026-03-23")] // ends on Saturday 03-21
    [InlineData("2026-06-09", "2026-06-22")] // ends on the holiday 06-19
    [InlineData("2026-02-18", "2026-02-28")] // ends on a working Saturday
    [InlineData("2024-03-25", "2024-04-07")] // ends in Qingming, runs on to the working Sunday
    public void The_bureau_has_ten_days_and_a_rest_day_at_the_end_runs_on(string trigger, string limit) =>
        Policy.ReinspectionFor("industryTrade").From(Given.Day(trigger), WorkingCalendar.China).ShouldBe(Given.Day(limit));

    [Theory]
    [InlineData("2026-06-16", "2026-06-22")] // H5
    [InlineData("2024-04-02", "2024-04-08")] // 04-03, the working Sunday 04-07, 04-08
    [InlineData("2026-02-27", "2026-03-03")] // the working Saturday 02-28, 03-02, 03-03
    public void The_fire_authority_has_three_working_days(string trigger, string limit) =>
        Policy.ReinspectionFor("fire").From(Given.Day(trigger), WorkingCalendar.China).ShouldBe(Given.Day(limit));

    [Fact]
    public void A_limit_says_where_it_comes_from_and_how_sure_that_is()
    {
        foreach (var rule in Rules)
        {
            rule.Id.ShouldNotBeNullOrWhiteSpace();
            rule.Source.ShouldNotBeNullOrWhiteSpace();
            rule.Confidence.ShouldBeOneOf("law", "rule", "example");
        }
    }

    [Fact]
    public void The_rules_have_the_permanent_names_that_events_froze() =>
        Rules.Select(rule => rule.Id).ShouldBe(
        [
            "reinspection-10", "fire-reinspection-3", "extension-request-10", "listed-extension-request-15", "extension-decision-5", "listed-extension-decision-10",
            "resumption-review-10", "seizure-30", "seizure-extension-30", "penalty-decision-90", "penalty-publication-7", "listing-publication-5", "delisting-publication-5",
        ]);

    [Theory]
    [InlineData(15, "2026-04-22")] // H6: over the holidays of May and the working Saturday 05-09
    [InlineData(20, "2026-04-15")]
    public void Working_days_are_counted_backwards_as_well(int count, string last) =>
        new LimitRule("x", count, LimitUnit.WorkingDays, "H6", "example").Before(Given.Day("2026-05-15"), WorkingCalendar.China).ShouldBe(Given.Day(last));
}
