using System.Globalization;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Figures opened: the hazards and postings behind them, and how they came about over time.</summary>
public sealed class FiguresOpened
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Behind_every_figure_stand_as_many_hazards_as_it_says_and_every_page_shows_others(int seed)
    {
        foreach (var (posted, question, said) in Asked(seed))
        {
            var flat = RandomQuestion.Flat(posted.Reads.Headline(question));
            foreach (var figure in FigureDefinitions.All)
            {
                var walked = Walk(posted, figure.Name, question);
                var first = posted.Reads.HazardsBehind(figure.Name, question, limit: 500);
                walked.ShouldBe(first.Hazards, $"{said}, {figure.Name}");
                first.Count.ShouldBe(walked.Count, $"{said}, {figure.Name}");
                if (figure.Kind is not (FigureKind.Events or FigureKind.Money or FigureKind.Distinct) && Number(flat, figure.Name) is { } value)
                {
                    ((long)walked.Count).ShouldBe(value, $"{said}, {figure.Name}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_postings_behind_a_balance_add_up_to_it_and_each_names_its_event(int seed)
    {
        foreach (var (posted, question, said) in Asked(seed))
        {
            var flat = RandomQuestion.Flat(posted.Reads.Headline(question));
            foreach (var figure in FigureDefinitions.All.Where(figure => figure.IsBalance || figure.Kind == FigureKind.Ageing))
            {
                var postings = posted.Reads.PostingsBehind(figure.Name, question, limit: int.MaxValue);
                postings.Sum(posting => posting.Amount).ShouldBe(Number(flat, figure.Name)!.Value, $"{said}, {figure.Name}");
                postings.ShouldBeSubsetOf(posted.Postings.Select(FigurePosting.Of), $"{said}, {figure.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_hazard_says_that_it_stands_in_exactly_those_figures_behind_which_it_is_found(int seed)
    {
        foreach (var (posted, question, said) in Asked(seed).Take(3))
        {
            var behind = FigureDefinitions.All.ToDictionary(figure => figure.Name, figure => posted.Reads.HazardsBehind(figure.Name, question, limit: 500).Hazards);
            foreach (var hazard in posted.Ledger.Stories.Keys)
            {
                var why = posted.Reads.WhyIn(hazard, question);
                why.Select(standing => standing.Figure.Name).ShouldBe(behind.Where(f => f.Value.Contains(hazard)).Select(f => f.Key), $"{said}, {hazard}");
                foreach (var standing in why.Where(standing => standing.Figure.IsBalance))
                {
                    posted.Reads.PostingsBehind(standing.Figure.Name, question, hazard).ShouldBe(standing.Postings, $"{said}, {standing.Figure.Name}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_series_says_at_each_step_what_the_headline_says_of_that_day(int seed)
    {
        var balances = FigureDefinitions.All.Where(figure => figure.IsBalance).Select(figure => figure.Name).ToList();
        foreach (var (posted, asked, said) in Asked(seed).Take(3))
        {
            var question = asked with { From = asked.From.Year == 2020 ? new(2025, 12, 1) : asked.From };
            foreach (var point in posted.Reads.Series((FigureInterval)(seed % 3), balances, question))
            {
                var flat = RandomQuestion.Flat(posted.Reads.Headline(question with { AsOf = point.On }));
                point.Values.ToDictionary(f => f.Key, f => (long?)f.Value).ShouldBe(balances.ToDictionary(f => f, f => Number(flat, f)), $"{said}, {point.On:O}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Opening_and_movements_are_the_closing_between_any_two_days_and_any_two_positions(int seed)
    {
        var random = new Random(seed);
        foreach (var (posted, question, said) in Asked(seed))
        {
            var openingOn = question.AsOf.AddDays(-random.Next(50));
            var openingPosition = random.NextInt64(Math.Min(posted.Head, question.Position ?? posted.Head) + 1);
            foreach (var figure in FigureDefinitions.All.Where(figure => figure.IsBalance))
            {
                var (days, positions) = (posted.Reads.BridgeDays(figure.Name, openingOn, question), posted.Reads.BridgePositions(figure.Name, openingPosition, question));
                var before = RandomQuestion.Flat(posted.Reads.Headline(question with { Position = openingPosition }));
                var after = RandomQuestion.Flat(posted.Reads.Headline(question));
                days.Difference.ShouldBe(0, $"{said}, {figure.Name} since {openingOn:O}");
                positions.Difference.ShouldBe(0, $"{said}, {figure.Name} since {openingPosition}");
                (positions.Opening, positions.Closing, days.Closing).ShouldBe((Number(before, figure.Name)!.Value, Number(after, figure.Name)!.Value, positions.Closing), said);
            }
        }
    }

    [Fact]
    public void What_is_not_there_cannot_be_asked()
    {
        var (reads, question) = (FiguresAgainstTheOracle.Grown(1).Reads, new FigureQuestion(new(2026, 1, 1), new(2026, 2, 1), null, Scope.Everything));
        Should.Throw<KeyNotFoundException>(() => reads.HazardsBehind("profit", question));
        Should.Throw<ArgumentException>(() => reads.Series(FigureInterval.Day, ["onTimeRate"], question));
        Should.Throw<ArgumentException>(() => reads.Headline(question with { From = new(2026, 2, 2) }));
        Should.Throw<ArgumentException>(() => reads.BridgePositions("open", 1_000_000, question));
        reads.WhyIn(Guid.NewGuid(), question).ShouldBeEmpty();
    }

    private static List<Guid> Walk(Posted posted, string figure, FigureQuestion question)
    {
        var walked = new List<Guid>();
        int? cursor = null;
        do
        {
            var page = posted.Reads.HazardsBehind(figure, question, cursor, limit: 3);
            page.Hazards.Count.ShouldBeLessThanOrEqualTo(3);
            walked.AddRange(page.Hazards);
            cursor = page.Next;
        }
        while (cursor is not null);
        return walked;
    }

    private static IEnumerable<(Posted Posted, FigureQuestion Question, string Said)> Asked(int seed)
    {
        var (posted, random) = (FiguresAgainstTheOracle.Grown(seed), new Random(seed));
        for (var i = 0; i < 8; i++)
        {
            var question = RandomQuestion.Ask(random, posted.Head);
            yield return (posted, question, $"seed {seed}, question {i}: {question}");
        }
    }

    // A rate counts by its numerator.
    private static long? Number(SortedDictionary<string, string> flat, string figure) =>
        flat.TryGetValue(figure, out var text) ? long.Parse(text.Split('/')[0], CultureInfo.InvariantCulture) : null;
}
