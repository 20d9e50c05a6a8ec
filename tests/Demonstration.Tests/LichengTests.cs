using HazardLedger.Domain.Figures;

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
    public void Groups_sum_to_the_total()
    {
        foreach (var by in new Func<Dims, string>[] { dims => dims.Area, dims => dims.Sector, dims => dims.Grade.ToString(), dims => dims.Source.ToString() })
        {
            var stories = Played.KnownAt(CutNight).ToList();
            var groups = stories.SelectMany(HazardPostings.Of).Select(leg => by(leg.Dims)).Distinct(StringComparer.Ordinal)
                .Select(key => new PlanFigures(stories, From, Cut, dims => by(dims) == key)).ToList();
            (groups.Sum(group => group.Found), groups.Sum(group => group.Rectified)).ShouldBe((2231, 2058));
        }
    }

    private static PlanFigures Asked(DateOnly asOf, DateTimeOffset knownAt) => new(Played.KnownAt(knownAt), From, asOf);

    private static DateTimeOffset At(int day) => new(2026, 6, day, 23, 59, 59, TimeSpan.FromHours(8));
}
