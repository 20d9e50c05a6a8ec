using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration.Tests;

/// <summary>The published figures come out through the noise.</summary>
public sealed class LichengTests
{
    private static readonly IReadOnlyList<PlannedStep> Plan = DemonstrationPlan.Licheng();
    private static readonly PlanPlayer Played = PlanPlayer.Play(Plan);
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly Cut = new(2026, 6, 17);
    private static readonly DateTimeOffset CutNight = At(17);
    private static readonly DateTimeOffset EndNight = At(30);

    [Fact]
    public void Every_step_is_accepted_and_records_something() =>
        Played.Stumbles.Select(stumble => $"{stumble.Why}: {stumble.Step}").Take(5).ShouldBeEmpty();

    [Fact]
    public void The_published_figures_stand_on_17_June_as_known_that_night()
    {
        var figures = Asked(Cut, CutNight);
        (figures.Found, figures.Rectified, figures.Open).ShouldBe((2231, 2058, 173));
        (figures.MajorFound, figures.MajorClosed).ShouldBe((42, 41));
        (figures.Listed, figures.Active, figures.Delisted).ShouldBe((2, 0, 2));
    }

    [Fact]
    public void Carried_over_hazards_stand_on_a_line_of_their_own()
    {
        var figures = Asked(Cut, CutNight);
        (figures.CarryOverOpening, figures.CarryOverClosed).ShouldBe((57, 50));
        (figures.Reopened, figures.StockOpen, figures.FinishMoves).ShouldBe((9, 180, 2117));
    }

    [Fact]
    public void The_open_ones_are_split_by_where_they_stand()
    {
        var figures = Asked(Cut, CutNight);
        (figures.Overdue, figures.NotYetDue, figures.Awaiting, figures.NoDeadline, figures.AcceptedNotClosed).ShouldBe((12, 128, 31, 2, 0));
    }

    [Fact]
    public void What_was_learned_later_changes_the_same_day()
    {
        var later = Asked(Cut, EndNight);
        (later.Found, later.Rectified, later.Open, later.MajorFound, later.Listed).ShouldBe((2234, 2058, 176, 42, 2));
        Asked(new(2026, 6, 30), EndNight).Found.ShouldBe(2245);
    }

    [Fact]
    public void The_downgraded_and_the_revoked_count_nowhere_but_stand_in_the_ledger()
    {
        Events<HazardUpgraded>().ShouldBe(3);
        Events<HazardDowngraded>().ShouldBe(1);
        Events<HazardListed>().ShouldBe(3);
        Events<ListingRevoked>().ShouldBe(1);
        Events<HazardMerged>().ShouldBe(14);
        Events<DuplicateAbsorbed>().ShouldBe(14);
        Events<HazardVoided>().ShouldBe(6);
        Events<HazardReopened>().ShouldBe(9);
    }

    [Fact]
    public void What_takes_two_people_was_proposed_by_one_and_approved_by_another()
    {
        Events<CommandProposed>().ShouldBe(1 + 14 + 6 + 2 + 1);
        var acts = Played.Stories.SelectMany(story => story.Facts).Where(fact => SecondPerson.ActOf(fact.Event, Hazard.Unknown) is not null).ToList();
        acts.Count.ShouldBe(1 + 14 + 6 + 2);
        acts.ShouldAllBe(fact => fact.Entry.ApprovedBy!.Person != fact.Entry.Actor.Person && fact.Entry.Proposal == 1);
        Played.Stories.SelectMany(story => story.Now.Proposals).ShouldAllBe(proposal => proposal.State == ProposalState.Approved);
    }

    [Fact]
    public void Ten_are_registered_under_the_neighbouring_district_and_two_of_them_moved_in()
    {
        Played.Stories.Count(story => Registered(story).Area == "350302001").ShouldBe(10);
        Played.Stories.Count(story => story.Now.Area == "350302001").ShouldBe(8);
        Asked(Cut, new(2026, 6, 8, 23, 59, 59, TimeSpan.FromHours(8))).Found.ShouldBeLessThan(Asked(new(2026, 6, 8), CutNight).Found);
    }

    [Fact]
    public void Three_were_found_on_15_June_and_recorded_on_the_19th() =>
        Plan.Count(step => step is { Command: RegisterHazard { DiscoveredOn: { Day: 15, Month: 6 } }, RecordedAt: { Day: 19, Month: 6 } }).ShouldBe(3);

    [Fact]
    public void The_dust_explosion_case_is_accepted_on_8_June_and_not_yet_rectified()
    {
        var listed = Played.Stories.Single(story => story.Facts.Any(fact => fact.Event is HazardListed { ListingNo: "L-350304-2026-001" }));
        listed.Now.Number.ShouldBe("350304-2026-000457", "docs/walkthrough.md follows this number");
        (listed.On(new(2026, 6, 8)).Lifecycle, listed.On(new(2026, 6, 8)).IsFinished).ShouldBe((Lifecycle.Accepted, false));
        var acceptance = listed.Now.Acceptance.ShouldNotBeNull();
        (acceptance.DoneOn, acceptance.Deadline, acceptance.OriginalDeadline, acceptance.FirstAttempt)
            .ShouldBe((new DateOnly(2026, 6, 3), new DateOnly(2026, 6, 5), new DateOnly(2026, 5, 15), false));
        (listed.Now.ClosedOn, listed.Now.Listings[0].DelistedOn).ShouldBe((new DateOnly(2026, 6, 9), new DateOnly(2026, 6, 9)));
    }

    [Fact]
    public void The_open_major_hazard_is_not_yet_due_until_its_deadline_has_passed()
    {
        PlanFigures Major(DateOnly asOf) => new(Played.LegsKnownAt(EndNight), From, asOf, dims => dims.Grade == Grade.Major);
        (Major(new(2026, 7, 20)).NotYetDue, Major(new(2026, 7, 20)).Overdue).ShouldBe((1, 0));
        (Major(new(2026, 7, 21)).NotYetDue, Major(new(2026, 7, 21)).Overdue).ShouldBe((0, 1));
    }

    [Fact]
    public void Groups_sum_to_the_total()
    {
        foreach (var by in new Func<Dims, string>[] { dims => dims.Area, dims => dims.Sector, dims => dims.Grade.ToString(), dims => dims.Source.ToString() })
        {
            var legs = Played.LegsKnownAt(CutNight);
            var groups = legs.SelectMany(hazard => hazard).Select(leg => by(leg.Dims)).Distinct(StringComparer.Ordinal)
                .Select(key => new PlanFigures(legs, From, Cut, dims => by(dims) == key)).ToList();
            (groups.Sum(group => group.Found), groups.Sum(group => group.Rectified)).ShouldBe((2231, 2058));
        }
    }

    private static int Events<T>() where T : HazardEvent => Played.Stories.Sum(story => story.Facts.Count(fact => fact.Event is T));

    private static HazardRegistered Registered(Story story) => (HazardRegistered)story.Facts[0].Event;

    private static PlanFigures Asked(DateOnly asOf, DateTimeOffset knownAt) => new(Played.LegsKnownAt(knownAt), From, asOf);

    private static DateTimeOffset At(int day) => new(2026, 6, day, 23, 59, 59, TimeSpan.FromHours(8));
}
