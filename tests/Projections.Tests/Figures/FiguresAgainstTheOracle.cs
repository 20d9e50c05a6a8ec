using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Random ledgers, random questions: the passes over the columns against the literal definitions. The seed of a failing one is in its name.</summary>
public sealed class FiguresAgainstTheOracle
{
    private const int Questions = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_figure_and_every_group_is_what_its_definition_says(int seed)
    {
        var (posted, random) = (Grown(seed), new Random(seed));
        for (var i = 0; i < Questions; i++)
        {
            var question = RandomQuestion.Ask(random, posted.Head);
            var oracle = new LiteralFigures(posted.StoriesAt(question.Position ?? posted.Head), question);
            var answer = posted.Reads.Headline(question);
            var said = $"seed {seed}, question {i}: {question}";
            RandomQuestion.Text(RandomQuestion.Flat(answer)).ShouldBe(RandomQuestion.Text(oracle.Of(null)), said);
            foreach (var group in answer.Groups ?? [])
            {
                RandomQuestion.Text(RandomQuestion.Flat(group)).ShouldBe(RandomQuestion.Text(oracle.Of(group.Key)), $"{said}, group {group.Key}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_groups_of_every_grouping_add_up_to_the_total(int seed)
    {
        var (posted, random) = (Grown(seed), new Random(seed));
        foreach (var by in Enum.GetValues<FigureGrouping>().Where(by => by is not (FigureGrouping.None or FigureGrouping.Campaign)))
        {
            var question = RandomQuestion.Ask(random, posted.Head) with { GroupBy = by };
            var answer = posted.Reads.Headline(question);
            var groups = answer.Groups!.Select(RandomQuestion.Flat).ToList();
            foreach (var (figure, value) in RandomQuestion.Flat(answer).Where(f => long.TryParse(f.Value, out _) && f.Key != "enterprises" && !f.Key.StartsWith("daysToRectify", StringComparison.Ordinal)))
            {
                groups.Sum(group => long.Parse(group[figure])).ShouldBe(long.Parse(value), $"seed {seed}, {figure} by {by}: {question}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Columns_table_and_replay_have_one_digest_at_any_position(int seed)
    {
        var (posted, random) = (Grown(seed), new Random(seed));
        for (var i = 0; i < 8; i++)
        {
            var position = i == 0 ? posted.Head : random.Next(posted.Head + 1);
            var (replay, table) = (new FigureDigest(), new FigureDigest());
            foreach (var (hazard, story) in posted.Known(position))
            {
                HazardPostings.Of(story).ToList().ForEach(leg => replay.Add(hazard, leg));
            }

            foreach (var posting in posted.Postings.Where(posting => posting.Position <= position).OrderBy(_ => random.Next()))
            {
                table.Add(posting, posted.Columns.DimsOf(posting.Dims), posted.Columns.Parties.Items[posting.Party]!);
            }

            posted.Reads.Digest(position).ShouldBe(replay.ToString(), $"seed {seed}, position {position}");
            table.ToString().ShouldBe(replay.ToString(), $"seed {seed}, position {position}");
        }
    }

    [Fact]
    public void One_leg_more_or_less_is_another_digest()
    {
        var posted = Grown(7);
        posted.Reads.Digest(posted.Postings[^1].Position).ShouldNotBe(posted.Reads.Digest(posted.Postings[^1].Position - 1));
    }

    [Fact]
    public void The_random_ledgers_reach_every_figure()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 30; seed++)
        {
            var (posted, random) = (Grown(seed), new Random(seed));
            for (var i = 0; i < Questions; i++)
            {
                reached.UnionWith(RandomQuestion.Flat(posted.Reads.Headline(RandomQuestion.Ask(random, posted.Head))).Where(f => f.Value is not ("0" or "none") && !f.Value.StartsWith("0/", StringComparison.Ordinal)).Select(f => f.Key));
            }
        }

        RandomQuestion.Flat(Grown(1).Reads.Headline(new(default, default, 0, Scope.Everything))).Keys.Except(reached).ShouldBeEmpty();
    }

    internal static Posted Grown(int seed) => new Posted(new RandomHistory(seed).Grow(hazards: 10, steps: 260)).FeedAll();
}
