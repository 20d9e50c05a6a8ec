using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>The laws of figures as balances, on random histories; the seed of a failing one is in its name.</summary>
public sealed class PostingLaws
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, RandomHistory.SeedCount)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_balance_of_every_hazard_on_every_day_equals_the_literal_definition(int seed)
    {
        foreach (var (id, story) in Grown(seed).Stories)
        {
            var (legs, ever) = (HazardPostings.Of(story), false);
            for (var i = 0; i < RandomHistory.Days + 5; i++)
            {
                var day = RandomHistory.DayAt(i);
                var literal = LiteralDay.Of(story, day);
                ever |= literal is { Unit: "due" } && literal.Mark < day && literal.FoundOn <= day;
                Read(legs, day).ShouldBe(Expect(literal, day, ever), $"seed {seed}, hazard {id}, day {day:O}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Posted_differences_add_up_to_the_legs_of_the_whole_story_at_any_position(int seed)
    {
        var posted = new Dictionary<(Guid, Leg), long>();
        var position = 0;
        foreach (var (id, before, after) in Grown(seed).Journal)
        {
            foreach (var leg in HazardPostings.Difference(before, after))
            {
                leg.Amount.ShouldNotBe(0);
                var key = (id, leg with { Amount = 0 });
                posted[key] = posted.GetValueOrDefault(key) + leg.Amount;
            }

            position++;
            var expected = HazardPostings.Of(after).GroupBy(leg => leg with { Amount = 0 })
                .Select(same => (same.Key, Sum: same.Sum(leg => leg.Amount))).Where(leg => leg.Sum != 0).ToHashSet();
            posted.Where(leg => leg.Key.Item1 == id && leg.Value != 0).Select(leg => (leg.Key.Item2, leg.Value)).ToHashSet()
                .SetEquals(expected).ShouldBeTrue($"seed {seed}, position {position}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Told_along_its_journal_a_story_posts_the_same_legs_in_the_same_order_as_told_again_for_each_event(int seed)
    {
        foreach (var story in Grown(seed).Stories.Values)
        {
            for (var known = 1; known <= story.Facts.Count; known++)
            {
                var journal = story.Facts.Take(known).ToList();
                HazardPostings.Each(journal).Last().ShouldBe(HazardPostings.Difference(story.UpTo(known - 1), story.UpTo(known)), $"seed {seed}, version {known}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_live_hazard_stands_in_exactly_one_unit_account_on_every_day_and_a_gone_one_in_none(int seed)
    {
        foreach (var story in Grown(seed).Stories.Values)
        {
            HazardPostings.Of(story).Count(leg => leg.Code is Account.Voided or Account.Merged).ShouldBe(story.Now.IsGone ? 1 : 0);
            var legs = HazardPostings.Of(story).Where(leg => Account.IsUnit(leg.Code)).ToList();
            for (var i = 0; i < RandomHistory.Days + 5; i++)
            {
                var day = RandomHistory.DayAt(i);
                var sum = legs.Where(leg => leg.Day <= day).Sum(leg => leg.Amount);
                sum.ShouldBe(story.Now.IsGone || day < story.Now.DiscoveredOn ? 0 : 1, $"seed {seed}, day {day:O}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_story_that_the_decider_let_grow_is_legal_and_told_the_same_from_the_start(int seed)
    {
        foreach (var (_, _, after) in Grown(seed).Journal)
        {
            after.Contradiction().ShouldBeNull($"seed {seed}");
            Story.Of(after.Facts).Now.ShouldBeEquivalentTo(after.Now);
        }
    }

    [Fact]
    public void The_random_histories_reach_every_event_that_they_are_meant_to_reach()
    {
        var reached = Enumerable.Range(1, 60).SelectMany(seed => Grown(seed).Journal).Select(step => step.After.Facts[^1].Event.GetType()).ToHashSet();
        HazardOrder.Steps.Except(reached).Select(step => step.Name).ShouldBeEmpty();
    }

    private static RandomHistory Grown(int seed) => new RandomHistory(seed).Grow(hazards: 8, steps: 400);

    private static string Read(IReadOnlyList<Leg> legs, DateOnly day)
    {
        var standing = legs.Where(leg => leg.Day <= day).GroupBy(leg => (leg.Code, leg.Cohort, leg.Mark, leg.Dims))
            .Select(same => (same.Key.Code, same.Key.Cohort, same.Key.Mark, same.Key.Dims, Sum: same.Sum(leg => leg.Amount))).Where(leg => leg.Sum != 0).ToList();
        var unit = standing.SingleOrDefault(leg => Account.IsUnit(leg.Code));
        if (unit.Sum == 0)
        {
            return standing.TrueForAll(leg => leg.Code is Account.Voided or Account.Merged) ? "nothing" : "memo without unit";
        }

        var name = unit.Code switch
        {
            Account.NoDeadline => "noDeadline",
            Account.Due or Account.DueAgain => "due",
            Account.AwaitingAcceptance => "awaiting",
            Account.AcceptedNotClosed => "acceptedNotClosed",
            _ => "finished",
        };
        bool? onTime = Account.Has(unit.Code, Account.HasDeadline) ? Account.Has(unit.Code, Account.OnTime) : null;
        var listings = standing.Where(leg => Account.IsListing(leg.Code)).SelectMany(leg => Enumerable.Repeat(
            $"{Account.LevelOf(leg.Code)}/{leg.Cohort:MMdd}/{(Account.ListingStateOf(leg.Code) == Account.ListingSuperseded ? "superseded" : leg.Mark is { } delisted ? $"{delisted:MMdd}" : "stands")}", (int)leg.Sum));
        var reopened = legs.Where(leg => leg.Code == Account.Reopened && leg.Day <= day).Sum(leg => leg.Amount);
        var ever = Sum(Account.EverOverdue) + (unit.Code == Account.Due && unit.Mark < day ? 1 : 0) == 1;
        return $"{unit.Cohort:O} {unit.Dims.Grade} {unit.Dims.Area} {unit.Dims.Sector} {unit.Dims.Regulator} {unit.Dims.FoundBy} ever={ever} {name} {unit.Mark:O} closed={standing.Any(leg => leg.Code == Account.Closed)} "
            + $"onTime={onTime} [{string.Join(' ', listings.Order(StringComparer.Ordinal))}] reopened={reopened} "
            + $"planned={Sum(Account.Planned) == 1} five={Sum(Account.FiveElements) == 1} funds={Sum(Account.FundsSecured)} "
            + $"penalties={Sum(Account.Penalty)} fines={Sum(Account.Fine)} "
            + $"exposed={Sum(Account.Exposed)} notices={string.Join('/', Enum.GetValues<NoticeKind>().Select(kind => Sum((short)(Account.NoticeOf + (int)kind))))}";

        long Sum(short code) => legs.Where(leg => leg.Code == code && leg.Day <= day).Sum(leg => leg.Amount);
    }

    private static string Expect(LiteralDay literal, DateOnly day, bool ever) => !literal.Alive || day < literal.FoundOn
        ? "nothing"
        : $"{literal.FoundOn:O} {literal.Grade} {literal.Area} {literal.Sector} {literal.Regulator} {literal.FoundBy} ever={ever} {literal.Unit} {literal.Mark:O} closed={literal.Closed} "
            + $"onTime={literal.OnTime} [{literal.Listings}] reopened={literal.Reopened} {literal.Memos}";
}
