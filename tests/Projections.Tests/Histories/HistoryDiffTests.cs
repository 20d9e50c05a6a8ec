using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Tests.Histories;

public sealed class HistoryDiffTests
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");

    private static History History => new Told()
        .After("2026-06-01", Keeper.Found())
        .After("2026-06-02", Keeper.Ordered("2026-06-10"), "荔应急责改〔2026〕12号")
        .After("2026-06-03", Keeper.Graded(Grade.Major))
        .After("2026-06-04", Keeper.Listed("L-1", "2026-06-20"))
        .History;

    [Fact]
    public void A_diff_names_the_members_that_changed_and_the_events_in_between()
    {
        var diff = Between("v1", "v2");

        (diff.FromVersion, diff.ToVersion).ShouldBe((1, 2));
        diff.Events.Select(view => view.Version).ShouldBe([2]);
        diff.Changes.Select(Line).ShouldBe(
        [
            "lifecycle: registered → rectifying", "standing: noDeadline → overdue", "deadline.on:  → 2026-06-10", "deadline.original:  → 2026-06-10",
            "deadline.overdue: False → True", "orderNo: - → 荔应急责改〔2026〕12号",
        ]);
    }

    [Fact]
    public void Lists_are_compared_by_place_and_objects_by_member()
    {
        var changes = Between("30", "40").Changes.Select(Line).ToList();

        changes.ShouldContain("listings[0].listingNo: - → L-1");
        changes.ShouldContain("listings[0].status: - → active");
        changes.ShouldContain(change => change.StartsWith("listing:  → {", StringComparison.Ordinal));
        changes.ShouldContain("deadline.on: 2026-06-10 → 2026-06-20");
        changes.ShouldContain("standing: overdue → notYetDue");
        changes.ShouldNotContain(change => change.StartsWith("deadline.original", StringComparison.Ordinal));
    }

    [Fact]
    public void Between_the_same_two_places_nothing_changed_and_backwards_everything_is_turned_round()
    {
        Between("20", "2026-06-01T10:59:59+08:00").Changes.ShouldBeEmpty();
        var (there, back) = (Between("v1", "v4"), Between("v4", "v1"));
        back.Changes.Select(change => (change.Path, Text(change.After), Text(change.Before)))
            .ShouldBe(there.Changes.Select(change => (change.Path, Text(change.Before), Text(change.After))), ignoreOrder: true);
        back.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Before_its_registration_a_hazard_has_no_members()
    {
        var diff = Between("v0", "v1");

        diff.FromVersion.ShouldBe(0);
        diff.Changes.Select(Line).ShouldContain("number: - → ");
        diff.Changes.Select(Line).ShouldContain("area: - → 350304001");
        diff.Changes.ShouldAllBe(change => change.Before == null);
    }

    [Fact]
    public void A_deadline_is_explained_by_the_events_that_set_it()
    {
        var told = DeadlineExplanation.Of(History, Today, PolicyBook.BuiltIn)!;

        (told.On, told.Original, told.Overdue, told.DaysLeft).ShouldBe((Keeper.Day("2026-06-20"), Keeper.Day("2026-06-10"), false, 3));
        (told.SetBy!.Type, told.SetBy.Position, told.SetBy.OccurredOn).ShouldBe(("hazard_listed", 40, Keeper.Day("2026-06-04")));
        told.Earlier.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            step => step.On.ShouldBe(Keeper.Day("2026-06-10")), step => step.DocumentNo.ShouldBe("荔应急责改〔2026〕12号"), step => step.By.ShouldBe("350304-EMB"));
        told.Listing!.ListingNo.ShouldBe("L-1");
        told.Reinspection.ShouldBeNull();
        DeadlineExplanation.Of(History, Keeper.Day("2026-06-03"), PolicyBook.BuiltIn)!.SetBy!.Version.ShouldBe(2, "on that day the order was all there was");
        DeadlineExplanation.Of(History, Keeper.Day("2026-05-31"), PolicyBook.BuiltIn).ShouldBeNull();
    }

    [Fact]
    public void A_revoked_listing_set_no_deadline()
    {
        var revoked = new Told()
            .After("2026-06-01", Keeper.Found()).After("2026-06-02", Keeper.Ordered("2026-06-10")).After("2026-06-03", Keeper.Graded(Grade.Major))
            .After("2026-06-04", Keeper.Listed("L-1", "2026-06-20"))
            .Then(Keeper.On("2026-06-05"), new ListingRevoked("L-1", "mistake"));
        var told = DeadlineExplanation.Of(revoked.History, Today, PolicyBook.BuiltIn)!;

        (told.On, told.SetBy!.Version, told.Overdue, told.DaysLeft).ShouldBe((Keeper.Day("2026-06-10"), 2, true, -7));
        told.Earlier.ShouldBeEmpty();
        told.Listing.ShouldBeNull();
    }

    [Fact]
    public void The_limit_for_looking_is_told_with_the_rule_frozen_in_the_event_its_source_and_how_sure_it_is()
    {
        var reported = new Told()
            .After("2026-06-01", Keeper.Found(sector: "fire")).After("2026-06-02", Keeper.Ordered("2026-06-30")).After("2026-06-16", Keeper.Reported());
        var told = DeadlineExplanation.Of(reported.History, Today, PolicyBook.BuiltIn)!;

        var limit = told.Reinspection!;
        (limit.By, limit.StartedOn, limit.Position).ShouldBe((Keeper.Day("2026-06-22"), Keeper.Day("2026-06-16"), 30));
        (limit.Rule, limit.Count, limit.Unit, limit.Confidence).ShouldBe(("fire-reinspection-3", 3, LimitUnit.WorkingDays, "rule"));
        limit.Source!.ShouldContain("Art. 20");
        told.DaysLeft.ShouldBeNull("the deadline asks nothing of it while the authority has to look");

        var known = told.Limits.ShouldHaveSingleItem();
        (known.Of, known.AnsweredOn, known.LateSince).ShouldBe(("fireReinspection", null, null));
        known.Calendar.Holidays.ShouldBe([Keeper.Day("2026-06-19"), Keeper.Day("2026-06-20"), Keeper.Day("2026-06-21")]);
        told.Pauses.ShouldHaveSingleItem().From.ShouldBe(Keeper.Day("2026-06-16"));

        var unknown = new Told().After("2026-06-01", Keeper.Found()).After("2026-06-02", Keeper.Ordered("2026-06-30"))
            .Then(Keeper.On("2026-06-16"), new RectificationCompletionReported(null, "x", null, null, Keeper.Day("2026-06-22"), "a-rule-of-elsewhere"));
        var later = DeadlineExplanation.Of(unknown.History, Today, PolicyBook.BuiltIn)!.Reinspection!;
        (later.Rule, later.By, later.Count, later.Source).ShouldBe(("a-rule-of-elsewhere", Keeper.Day("2026-06-22"), null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("v-1")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2026-06-17")]
    [InlineData("2026-06-17T12:00:00")]
    [InlineData("2026-06-31T12:00:00Z")]
    [InlineData("99999999999999999999")]
    [InlineData("yesterday")]
    public void What_is_no_place_in_ledger_time_is_refused(string text) => HistoryPoint.Parse(text).ShouldBeNull();

    private static HistoryDiff Between(string from, string to) =>
        HistoryDiff.Between(History, HistoryPoint.Parse(from)!, HistoryPoint.Parse(to)!, Today);

    private static string Line(Change change) => $"{change.Path}: {Text(change.Before)} → {Text(change.After)}";

    private static string Text(System.Text.Json.JsonElement? element) => element?.ToString() ?? "-";
}
