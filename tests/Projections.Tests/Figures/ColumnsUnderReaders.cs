using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;
using System.Collections.Concurrent;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Readers while the writer writes.</summary>
public sealed class ColumnsUnderReaders
{
    [Fact]
    public async Task Whoever_reads_while_the_columns_are_fed_gets_the_answer_of_exactly_one_position()
    {
        const int seed = 5;
        var posted = new Posted(new RandomHistory(seed).Grow(hazards: 30, steps: 1500));
        var (answers, seen, done) = (new ConcurrentQueue<(FigureQuestion, HeadlineFigures)>(), 0L, 0);
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() =>
        {
            var random = new Random(seed + reader);
            while (Volatile.Read(ref done) == 0)
            {
                var question = RandomQuestion.Ask(random, posted.Head) with { Position = null };
                var answer = posted.Reads.Headline(question);
                answers.Enqueue((question, answer));
                Interlocked.Exchange(ref seen, answer.Position);
            }
        }, TestContext.Current.CancellationToken)).ToArray();

        // Readers come by every few positions and then read on while the next ones are written.
        Feed(posted, position => SpinWait.SpinUntil(() => Interlocked.Read(ref seen) >= position - 2, TimeSpan.FromMinutes(2)).ShouldBeTrue());
        Volatile.Write(ref done, 1);
        await Task.WhenAll(readers);

        answers.Select(answer => answer.Item2.Position).Distinct().Count().ShouldBeGreaterThan(posted.Head / 4);
        foreach (var (question, answer) in answers)
        {
            var again = posted.Reads.Headline(question with { Position = answer.Position });
            RandomQuestion.Text(RandomQuestion.Flat(answer)).ShouldBe(RandomQuestion.Text(RandomQuestion.Flat(again)), $"seed {seed}, {question} at {answer.Position}");
        }
    }

    private static void Feed(Posted posted, Action<long> everySecond)
    {
        var at = 0;
        for (var position = 1; position <= posted.Head; position++)
        {
            for (; at < posted.Postings.Count && posted.Postings[at].Position == position; at++)
            {
                posted.Columns.Append(posted.Postings[at]);
            }

            posted.Columns.Publish(position);
            if (position % 2 == 0)
            {
                everySecond(position);
            }
        }
    }

    [Fact]
    public void Where_balances_are_kept_makes_no_difference_to_any_answer()
    {
        const int seed = 9;
        var ledger = new RandomHistory(seed).Grow(hazards: 30, steps: 1500);
        var all = ((int[])[1, 7, 100, 1 << 16]).Select(spacing => new Posted(ledger, spacing).FeedAll()).ToList();
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var question = RandomQuestion.Ask(random, all[0].Head);
            all.Select(posted => RandomQuestion.Text(RandomQuestion.Flat(posted.Reads.Headline(question)))).Distinct().ShouldHaveSingleItem($"seed {seed}, {question}");
        }
    }
}
