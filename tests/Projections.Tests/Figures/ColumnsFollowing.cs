using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Testing;
using Npgsql;
using System.Text;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>The columns beside a real ledger: loaded, fed, and with another process that appends too.</summary>
public sealed class ColumnsFollowing
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fed_live_with_gaps_from_another_process_is_the_same_as_loaded_and_as_replayed()
    {
        const int seed = 11;
        var random = new RandomHistory(seed).Grow(hazards: 10, steps: 200);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var live = new FigureColumns();
        var mine = await database.OpenLedgerAsync(new LedgerOptions { Committed = live.Offer });
        var other = await database.OpenLedgerAsync();
        await live.StartAsync(mine, database.App, Ct);

        for (var at = 0; at < random.Journal.Count; at++)
        {
            await AppendAsync(at % 7 < 4 ? mine : other, random.Journal[at]);
        }

        (await live.WaitForAsync(random.Journal.Count, Patience, Ct)).ShouldBeTrue();
        await using var loaded = new FigureColumns();
        await loaded.StartAsync(other, database.App, Ct);
        var replay = new FigureDigest();
        random.Stories.ToList().ForEach(story => HazardPostings.Of(story.Value).ToList().ForEach(leg => replay.Add(story.Key, leg)));

        new FigureReads(live).Digest().ShouldBe(replay.ToString());
        new FigureReads(loaded).Digest().ShouldBe(replay.ToString());
        loaded.Legs.ShouldBe(live.Legs);
        var (choices, head) = (new Random(seed), random.Journal.Count);
        for (var i = 0; i < 30; i++)
        {
            var question = RandomQuestion.Ask(choices, head);
            var expected = RandomQuestion.Text(new LiteralFigures(new Posted(random).StoriesAt(question.Position ?? head), question).Of(null));
            RandomQuestion.Text(RandomQuestion.Flat(new FigureReads(live).Headline(question))).ShouldBe(expected, $"seed {seed}, {question}");
            RandomQuestion.Text(RandomQuestion.Flat(new FigureReads(loaded).Headline(question))).ShouldBe(expected, $"seed {seed}, {question}");
        }

        var behind = new FigureReads(live).PostingsBehind("found", new(new(2025, 1, 1), new(2026, 12, 31), null, Scope.Everything), limit: 100_000);
        behind.ShouldBeSubsetOf((await mine.ReadPostingsAsync(0, Ct).ToListAsync(Ct)).Select(FigurePosting.Of));
    }

    [Fact]
    public async Task What_only_another_process_appended_is_there_for_whoever_waits_for_its_position()
    {
        var journal = new RandomHistory(3).Grow(hazards: 4, steps: 20).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        await using var columns = new FigureColumns();
        var other = await database.OpenLedgerAsync();
        await columns.StartAsync(other, database.App, Ct);
        columns.Position.ShouldBe(0);

        await AppendAsync(other, journal[0]);
        await AppendAsync(other, journal[1]);

        (await columns.WaitForAsync(2, Patience, Ct)).ShouldBeTrue();
        columns.Position.ShouldBe(2);
        (await columns.WaitForAsync(3, TimeSpan.Zero, Ct)).ShouldBeFalse();
        new FigureReads(columns).Headline(new(new(2025, 1, 1), new(2026, 12, 31), null, Scope.Everything)).Found.ShouldBe(2);
        new FigureReads(columns).Headline(new(new(2025, 1, 1), new(2026, 12, 31), 1, Scope.Everything)).Found.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_appended_here_behind_a_gap_is_read_when_the_database_is_back_however_long_it_was_away()
    {
        var journal = new RandomHistory(3).Grow(hazards: 4, steps: 20).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        var (relay, through) = Relay.To(database.AppConnectionString);
        await using var held = relay;
        await using var distant = NpgsqlDataSource.Create(through);
        var (told, over) = (new List<Exception?>(), new TaskCompletionSource());
        await using var columns = new FigureColumns { Hindered = Tell };
        var mine = await database.OpenLedgerAsync(new LedgerOptions { Committed = columns.Offer });
        var other = await database.OpenLedgerAsync();
        await columns.StartAsync(mine, distant, Ct);

        relay.Cut();
        await AppendAsync(other, journal[0]);
        await AppendAsync(mine, journal[1]);
        SpinWait.SpinUntil(() => relay.Refused >= 5, Patience).ShouldBeTrue("it tries again and again");
        (columns.Position, columns.Offered).ShouldBe((0, 2));
        told.ShouldHaveSingleItem().ShouldBeAssignableTo<NpgsqlException>("said once, however often it is tried");
        relay.Mend();

        await columns.BeyondAsync(1, Ct).WaitAsync(Patience, Ct); // which asks nobody for anything
        new FigureReads(columns).Headline(new(new(2025, 1, 1), new(2026, 12, 31), null, Scope.Everything)).Found.ShouldBe(2);
        await over.Task.WaitAsync(Patience, Ct);
        told.Count.ShouldBe(2);

        void Tell(Exception? reason)
        {
            told.Add(reason);
            if (reason is null)
            {
                over.SetResult();
            }
        }
    }

    [Fact]
    public async Task A_right_that_is_missing_is_told_of_and_when_it_is_given_what_was_missed_is_read()
    {
        var journal = new RandomHistory(3).Grow(hazards: 4, steps: 20).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        var (begun, over) = (new TaskCompletionSource<Exception>(), new TaskCompletionSource());
        await using var columns = new FigureColumns { Hindered = reason => (reason is null ? over.TrySetResult() : begun.TrySetResult(reason)).ShouldBeTrue() };
        var other = await database.OpenLedgerAsync();
        await columns.StartAsync(other, database.App, Ct);
        await AppendAsync(other, journal[0]);

        await database.ExecuteAsync("REVOKE SELECT ON hl.posting FROM hl_app");
        columns.LookTo(1);
        (await begun.Task.WaitAsync(Patience, Ct)).ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        columns.Position.ShouldBe(0);
        await database.ExecuteAsync("GRANT SELECT ON hl.posting TO hl_app");

        await columns.BeyondAsync(0, Ct).WaitAsync(Patience, Ct);
        await over.Task.WaitAsync(Patience, Ct);
    }

    [Fact]
    public async Task Torn_at_any_byte_of_what_it_reads_it_takes_every_leg_once()
    {
        var seed = Random.Shared.Next();
        var (random, history) = (new Random(seed), new RandomHistory(seed).Grow(hazards: 40, steps: 400));
        await using var database = await LedgerDatabase.CreateAsync();
        await using var wire = new FaultWire(database.AppConnectionString);
        await using var distant = NpgsqlDataSource.Create(wire.Through);
        await using var columns = new FigureColumns { PositionsAtOnce = 5 };
        var other = await database.OpenLedgerAsync();
        await columns.StartAsync(other, distant, Ct);
        for (var at = 0; at < history.Journal.Count;)
        {
            for (var until = Math.Min(at + 80, history.Journal.Count); at < until; at++)
            {
                await AppendAsync(other, history.Journal[at]);
            }

            wire.TearAfter(Way.Reply, random.Next(9000), reset: random.Next(2) == 0);
            columns.LookTo(at);
            await columns.BeyondAsync(at - 1, Ct).WaitAsync(Patience, Ct);
        }

        wire.Torn.ShouldBeGreaterThan(0, $"seed {seed}");
        var replay = new FigureDigest();
        history.Stories.ToList().ForEach(story => HazardPostings.Of(story.Value).ToList().ForEach(leg => replay.Add(story.Key, leg)));
        new FigureReads(columns).Digest().ShouldBe(replay.ToString(), $"seed {seed}");
    }

    private static async Task AppendAsync(Ledger ledger, (Guid Hazard, Domain.Hazards.Story Before, Domain.Hazards.Story After) step)
    {
        var postings = new List<NewPosting>();
        foreach (var leg in HazardPostings.Difference(step.Before, step.After))
        {
            var (dims, party) = (await ledger.DimsIdAsync(StoredDims.Of(leg.Dims), Ct), await ledger.PartyIdAsync(leg.Party, Ct));
            postings.Add(new(0, (short)leg.Cause, leg.Code, leg.Day, leg.Cohort, leg.Mark, dims, party, leg.Amount));
        }

        ReadOnlyMemory<byte> nothing = Encoding.UTF8.GetBytes("{}");
        var outcome = await ledger.AppendAsync(
            new([new(step.Hazard, "hazard", step.Before.Version)], [new(0, Guid.CreateVersion7(), "hazard_noted", nothing, nothing)]) { Postings = postings }, Ct);
        outcome.ShouldBeOfType<Appended>();
    }
}
