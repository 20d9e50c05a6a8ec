using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

public sealed class RaceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_thirty_two_writers_on_one_stream_exactly_one_wins_each_version()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        var (stream, wins) = (Guid.CreateVersion7(), new int[11]);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(async () =>
        {
            var version = 0L;
            while (version < 10)
            {
                var outcome = await ledgers[writer % 2].AppendAsync(Some.Group(stream, version), Ct);
                if (outcome is Appended appended)
                {
                    Interlocked.Increment(ref wins[appended.Versions[0]]);
                }

                version = outcome is WrongVersion wrong ? wrong.ActualVersion : ((Appended)outcome).Versions[0];
            }
        }, Ct)));

        wins[1..].ShouldAllBe(count => count == 1);
        (await database.MustBeSoundAsync(ledgers[0], Ct)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Terminated_backends_and_cancelled_clients_leave_no_gap_no_double_and_lose_nothing_acknowledged()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        var seed = Random.Shared.Next();
        var acknowledged = 0L;
        var rounds = 0;
        using var over = new CancellationTokenSource();
        var killer = Task.Run(async () =>
        {
            for (; rounds < 15; rounds++)
            {
                var seen = Interlocked.Read(ref acknowledged);
                SpinWait.SpinUntil(() => Interlocked.Read(ref acknowledged) >= seen + 20, TimeSpan.FromMinutes(2)).ShouldBeTrue();
                await database.ExecuteAsync(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%hl.append%' AND pid <> pg_backend_pid()");
            }

            await over.CancelAsync();
        }, Ct);
        var writers = Enumerable.Range(0, 16).Select(w => Task.Run(() => WriteAsync(ledgers[w % 2], new Random(seed + w), () => Interlocked.Increment(ref acknowledged), over.Token), Ct));

        var sent = (await Task.WhenAll(writers)).SelectMany(x => x).ToList();
        await killer;

        foreach (var ledger in ledgers)
        {
            await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0)); // whatever was still under way is decided now
        }

        var stored = (await database.MustBeSoundAsync(ledgers[0], Ct)).ToDictionary(e => e.Id);
        foreach (var (group, outcome) in sent)
        {
            var present = group.Events.Count(e => stored.ContainsKey(e.Id));
            present.ShouldBeOneOf(outcome is null ? [0, 2] : [2]);
            (outcome is null || stored[group.Events[0].Id].Position == outcome.FirstPosition).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public async Task A_lost_reply_is_asked_for_again_and_answers_with_the_same_positions()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var (relay, through) = Relay.To(database.AppConnectionString);
        await using var held = relay;
        await using var source = NpgsqlDataSource.Create(through);
        var committed = new List<CommittedGroup>();
        await using var ledger = await Ledger.OpenAsync(source, new LedgerOptions { Committed = committed.AddRange }, Ct);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        var group = Some.Group(Guid.CreateVersion7(), 0, 3) with { Request = Some.Request("lost") };

        relay.LoseNextReply();
        var appended = await ledger.MustAppendAsync(group);

        relay.Swallowed.ShouldBe(1);
        appended.FirstPosition.ShouldBe(2);
        committed.Select(c => c.Outcome.FirstPosition).ShouldBe([1, 2]);
        (await ledger.AppendAsync(group, Ct)).ShouldBe(new Replayed(2, 3));
        (await database.MustBeSoundAsync(ledger, Ct)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_database_that_stays_away_is_told_to_the_caller_in_the_end()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var (relay, through) = Relay.To(database.AppConnectionString);
        await using var source = NpgsqlDataSource.Create(through);
        await using var ledger = await Ledger.OpenAsync(source, new LedgerOptions { Patience = TimeSpan.FromMilliseconds(200) }, Ct);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await relay.DisposeAsync();
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct));
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct));
    }

    [Fact]
    public async Task A_statement_that_waits_too_long_is_tried_again()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await using var held = await HeldHead.TakeAsync(database);
        var appending = ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct);
        await database.UntilAsync("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%hl.append%'");
        await database.ExecuteAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%hl.append%'");
        await held.LetGoAsync();
        (await appending).ShouldBeOfType<Appended>().FirstPosition.ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_is_told_of_each_train_and_its_size()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<System.Diagnostics.Activity>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "HazardLedger.EventStore",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = heard.Enqueue,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        heard.ShouldContain(a => a.OperationName == "append" && a.GetTagItem("hazardledger.batch.size") is int);
    }

    [Fact]
    public async Task An_observer_hears_of_every_commit_once_and_in_order()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var heard = new List<CommittedGroup>();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { Committed = heard.AddRange });
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), i % 3 == 0 ? 9 : 0, 1 + (i % 2)), Ct)));

        heard.SelectMany(c => Enumerable.Range(0, c.Outcome.Count).Select(i => c.Outcome.FirstPosition + i))
            .ShouldBe(Enumerable.Range(1, (int)(await ledger.HeadAsync(Ct)).Position).Select(p => (long)p));
    }

    [Fact]
    public async Task Requests_of_one_stream_keep_their_order_though_they_cannot_share_a_train()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var stream = Guid.CreateVersion7();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(version => ledger.AppendAsync(Some.Group(stream, version), Ct)));
        outcomes.ShouldAllBe(o => o is Appended);
    }

    [Fact]
    public async Task Whoever_waits_for_the_head_sees_what_its_holder_committed()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var connection = await database.App.OpenConnectionAsync(Ct);
        await using var command = new NpgsqlCommand("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM hl.append(1,'{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')", connection);
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe("HL001");
    }

    private static async Task<List<(AppendGroup Group, Appended? Outcome)>> WriteAsync(Ledger ledger, Random random, Action acknowledged, CancellationToken over)
    {
        var sent = new List<(AppendGroup, Appended?)>();
        while (!over.IsCancellationRequested)
        {
            var group = Some.Two(Guid.CreateVersion7(), 0, Guid.CreateVersion7(), 0);
            using var impatient = new CancellationTokenSource();
            var appending = ledger.AppendAsync(group, impatient.Token);
            if (random.Next(10) == 0)
            {
                await impatient.CancelAsync();
            }

            try
            {
                sent.Add((group, (Appended)await appending));
                acknowledged();
            }
            catch (OperationCanceledException)
            {
                sent.Add((group, null));
            }
        }

        return sent;
    }
}
