using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Tests.Rebuild;
using Npgsql;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Slow: the raw events, day by day. Middle: the view, as a report writer uses it. Fast: the columns. Thousands of random questions, one answer.</summary>
public sealed class ThreeOracles
{
    private const int Questions = 260;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(101, 8)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Slow_middle_and_fast_say_the_same(int seed)
    {
        var (grown, random) = (new RandomHistory(seed).Grow(hazards: 10, steps: 200), new Random(seed));
        var posted = new Posted(grown).FeedAll();
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { Generation = HazardPostings.Generation });
        foreach (var step in grown.Journal)
        {
            (await Kept.AppendAsync(ledger, step)).ShouldBeOfType<Appended>();
        }

        await using var reader = NpgsqlDataSource.Create(database.ConnectionStringAs("hl_reader"));
        for (var i = 0; i < Questions; i++)
        {
            var question = RandomQuestion.Ask(random, posted.Head) with { GroupBy = FigureGrouping.None };
            var said = $"seed {seed}, question {i}: {question}";
            var fast = RandomQuestion.Flat(posted.Reads.Headline(question));
            var middle = await MiddleFigures.OfAsync(reader, question, posted.Head, Ct);
            middle.ShouldBe(middle.Keys.ToDictionary(name => name, name => fast[name]), said);
            if (i % 5 == 0)
            {
                RandomQuestion.Text(new LiteralFigures(posted.StoriesAt(question.Position ?? posted.Head), question).Of(null)).ShouldBe(RandomQuestion.Text(fast), said);
            }
        }
    }

    [Fact]
    public async Task The_queries_of_the_docs_run_with_the_readers_rights()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var reader = NpgsqlDataSource.Create(database.ConnectionStringAs("hl_reader"));
        var queries = FigureDefinitionsTests.Docs().Split("```sql\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)]).ToList();
        queries.Count.ShouldBe(3);
        foreach (var query in queries)
        {
            await using var command = reader.CreateCommand(query);
            await command.ExecuteNonQueryAsync(Ct);
        }
    }
}
