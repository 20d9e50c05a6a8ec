using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Who asks again while the ledger grows gets what somebody who never asked before would get.</summary>
public sealed class KeptAnswers
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_answer_given_again_is_the_answer_made_anew(int seed)
    {
        var posted = new Posted(new RandomHistory(seed).Grow(hazards: 10, steps: 220));
        var random = new Random(seed);
        var questions = Enumerable.Range(0, 25).Select(_ => RandomQuestion.Ask(random, posted.Head)).Select(q => random.Next(4) == 0 ? q : q with { Position = null }).ToList();
        var at = 0;
        for (var position = 1; position <= posted.Head; position++)
        {
            for (; at < posted.Postings.Count && posted.Postings[at].Position == position; at++)
            {
                posted.Columns.Append(posted.Postings[at]);
            }

            posted.Columns.Publish(position);
            for (var i = 0; i < 4; i++)
            {
                var question = questions[random.Next(questions.Count)];
                var (again, anew) = (posted.Reads.Headline(question), new FigureReads(posted.Columns).Headline(question));
                again.Position.ShouldBe(anew.Position);
                RandomQuestion.Text(RandomQuestion.Flat(again)).ShouldBe(RandomQuestion.Text(RandomQuestion.Flat(anew)), $"seed {seed}, position {position}: {question}");
                (again.Groups ?? []).Select(group => $"{group.Key} {group.Position} {RandomQuestion.Text(RandomQuestion.Flat(group))}")
                    .ShouldBe((anew.Groups ?? []).Select(group => $"{group.Key} {group.Position} {RandomQuestion.Text(RandomQuestion.Flat(group))}"), $"seed {seed}, position {position}: {question}");
            }
        }
    }
}
