using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>The invariants of domain §2.9 on random whole lives; the seed of a failing one is in its name. I7 and I10 of the store (one row,
/// one answer for one key) are kept where rows and keys are; I7 of the domain is in <see cref="PostingLaws"/>.</summary>
public sealed class LifeLaws
{
    public static TheoryData<int> Seeds => PostingLaws.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void I1_to_I5_and_I9_hold_after_every_step_of_every_story(int seed)
    {
        foreach (var (id, before, after) in Grown(seed).Journal)
        {
            var said = $"seed {seed}, hazard {id}, version {after.Version}";
            Walk(after, said);
            if (before.Now.IsGone)
            {
                after.Facts[^1].Event.ShouldBeOfType<RectificationOverdueRecorded>(said); // nothing else is recorded on what is gone
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void I6_leaves_and_grades_sum_to_the_whole_on_every_day(int seed)
    {
        var legs = Grown(seed).Stories.Values.SelectMany(HazardPostings.Of).Where(leg => Account.IsUnit(leg.Code)).ToList();
        for (var i = 0; i < RandomHistory.Days + 5; i += 7)
        {
            var standing = legs.Where(leg => leg.Day <= RandomHistory.DayAt(i)).ToList();
            var whole = standing.Sum(leg => leg.Amount);
            standing.GroupBy(leg => leg.Dims.Area).Select(part => part.Sum(leg => leg.Amount)).ShouldAllBe(part => part >= 0, $"seed {seed}, day {i}");
            standing.GroupBy(leg => leg.Dims.Area).Sum(part => part.Sum(leg => leg.Amount)).ShouldBe(whole, $"seed {seed}, day {i}");
            standing.GroupBy(leg => leg.Dims.Grade).Sum(part => part.Sum(leg => leg.Amount)).ShouldBe(whole, $"seed {seed}, day {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void I8_opening_and_movements_by_cause_make_the_closing_stock(int seed)
    {
        var grown = Grown(seed);
        var legs = grown.Stories.Values.SelectMany(HazardPostings.Of).Where(leg => Account.IsUnfinished(leg.Code)).ToList();
        for (var i = 7; i < RandomHistory.Days + 5; i += 7)
        {
            var (from, to) = (RandomHistory.DayAt(i - 7), RandomHistory.DayAt(i));
            var moved = legs.Where(leg => leg.Day > from && leg.Day <= to).GroupBy(leg => leg.Cause).ToDictionary(same => same.Key, same => same.Sum(leg => leg.Amount));
            moved.Keys.ShouldNotContain(Cause.None, $"seed {seed}, day {i}: a movement that no step made");
            (Open(grown, from) + moved.Values.Sum()).ShouldBe(Open(grown, to), $"seed {seed}, day {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void I10_said_again_after_the_decision_it_is_so_already_refused_or_one_more_but_never_undone(int seed)
    {
        foreach (var (_, _, after) in Grown(seed).Journal.Where(step => step.After.Facts[^1].Event is HazardClosed or HazardVoided or HazardMerged))
        {
            var fact = after.Facts[^1];
            HazardCommand again = fact.Event switch
            {
                HazardClosed closed => new CloseHazard(closed.Kind),
                HazardVoided voided => new VoidHazard(voided.Reason),
                _ => new MergeHazard(((HazardMerged)fact.Event).Survivor, "twice"),
            };
            var decision = HazardDecider.Decide(again, fact.Entry, after, Given.Desk);
            decision.IsAlreadySo.ShouldBeTrue($"seed {seed}, version {after.Version}: {decision.Refusal?.Code}");
        }
    }

    private static RandomHistory Grown(int seed) => new RandomHistory(seed).Grow(hazards: 8, steps: 400);

    // Literally: how many are found, not gone and not finished at the end of a day.
    private static int Open(RandomHistory grown, DateOnly day) => grown.Stories.Values.Count(story =>
        LiteralDay.Of(story, day) is { Alive: true } literal && literal.FoundOn <= day && literal.Unit != "finished");

    private static void Walk(Story story, string said)
    {
        var (hazard, accepted, reporters) = (Hazard.Unknown, false, new HashSet<string>());
        foreach (var fact in story.Ordered)
        {
            hazard = hazard.Evolve(fact.Event, fact.Entry);
            accepted = fact.Event switch
            {
                AcceptancePassed or HazardRectifiedOnTheSpot => true,
                RectificationOrdered or HazardReopened or AcceptanceFailed => false,
                _ => accepted,
            };
            reporters = fact.Event switch
            {
                RectificationCompletionReported => [fact.Entry.Actor.Person],
                AcceptanceFailed or HazardReopened => [],
                _ => reporters,
            };
            hazard.Listings.Count(listing => listing.Status == ListingStatus.Active).ShouldBeLessThanOrEqualTo(1, $"I1, {said}");
            (hazard.Lifecycle != Lifecycle.Closed || accepted).ShouldBeTrue($"I2, {said}");
            if (fact.Event is HazardDelisted)
            {
                hazard.Acceptance.ShouldNotBeNull($"I3, {said}").On.ShouldBeGreaterThanOrEqualTo(hazard.Listings[^1].ListedOn, $"I3, {said}");
            }

            (CriteriaOf(fact.Event) is not { } criteria || criteria.Count > 0).ShouldBeTrue($"I4, {said}");
            (hazard.IsGone && hazard.Listing is not null).ShouldBeFalse($"I5, {said}");
            if (fact.Event is AcceptancePassed passed)
            {
                reporters.Overlaps([fact.Entry.Actor.Person, .. passed.Inspectors]).ShouldBeFalse($"I9, {said}");
            }
        }
    }

    private static IReadOnlyList<Criterion>? CriteriaOf(HazardEvent recorded) => recorded switch
    {
        HazardGraded { Grade: Grade.Major } graded => graded.Criteria,
        HazardUpgraded upgraded => upgraded.Criteria,
        _ => null,
    };
}
