using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

/// <summary>Followers: everything once in effect, in order, whatever is killed; and the watch that wakes them.</summary>
public sealed class FollowerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_follower_wrote_and_its_mark_are_committed_together_however_often_it_is_killed()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await SeenDatabaseAsync();
        await using var watch = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = watch.Announce });
        watch.Start();
        var follower = new Follower("seen", database.Owner, watch, async (page, connection, ct) =>
        {
            await WriteAsync(page, connection, ct);
            if (random.Next(3) == 0)
            {
                await KillAsync(database, connection);
            }
        });
        using var stop = new CancellationTokenSource();
        (await follower.TurnAsync(Ct)).ShouldBeFalse();
        var following = follower.RunAsync(ct: stop.Token);
        for (var i = 0; i < 30; i++)
        {
            await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 1 + i % 4));
        }

        var head = (await ledger.HeadAsync(Ct)).Position;
        await follower.Done.BeyondAsync(head - 1, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await stop.CancelAsync();
        await following;
        await MustHaveSeenAsync(database, head, $"seed {seed}");
    }

    [Fact]
    public async Task What_concerns_nobody_is_passed_over_unread_and_what_comes_when_somebody_is_there_is_not()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var watch = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = watch.Announce });
        var (nobody, got) = (true, new List<long>());
        var follower = new Follower(
            "seen", database.Owner, watch, (page, _, _) =>
            {
                got.AddRange(page.Select(stored => stored.Position));
                return Task.CompletedTask;
            }, _ => Task.FromResult(nobody));
        await follower.TurnAsync(Ct);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 3));

        (await follower.TurnAsync(Ct)).ShouldBeFalse();
        follower.Done.Position.ShouldBe(3);
        got.ShouldBeEmpty();
        nobody = false;
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 2));
        await follower.TurnAsync(Ct);

        got.ShouldBe([4, 5]);
        follower.Done.Position.ShouldBe(5);
    }

    [Fact]
    public async Task A_webhook_gets_what_is_recorded_after_it_was_made_however_late_its_follower_starts()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var watch = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync();
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await database.ExecuteAsync("SELECT hl.add_webhook(gen_random_uuid(), 'https://example.org', null, '{}', '{}', '{}', null, '{}', '{}', null, 'k', '\\x00', now(), 'p')");
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));

        var got = new List<long>();
        await new Follower("webhooks", database.Owner, watch, (page, _, _) =>
        {
            got.AddRange(page.Select(stored => stored.Position));
            return Task.CompletedTask;
        }).TurnAsync(Ct);

        got.ShouldBe([2]);
    }

    [Fact]
    public async Task Of_two_processes_with_one_follower_one_works_at_a_time_and_nothing_is_done_twice()
    {
        await using var database = await SeenDatabaseAsync();
        await using var watchA = new HeadWatch(database.App);
        await using var watchB = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = watchA.Announce });
        watchA.Start();
        watchB.Start();
        Follower[] followers = [new("seen", database.Owner, watchA, WriteAsync), new("seen", database.Owner, watchB, WriteAsync)];
        await followers[0].TurnAsync(Ct);
        using var stop = new CancellationTokenSource();
        var troubles = new List<Exception>();
        var following = followers.Select(follower => follower.RunAsync(troubles.Add, stop.Token)).ToArray();
        for (var i = 0; i < 200; i++)
        {
            await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        }

        await Task.WhenAll(followers.Select(follower => follower.Done.BeyondAsync(199, Ct))).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await stop.CancelAsync();
        await Task.WhenAll(following);
        troubles.ShouldBeEmpty();
        await MustHaveSeenAsync(database, 200, "two followers");
    }

    [Fact]
    public async Task A_step_that_fails_stops_its_follower_visibly_and_skips_nothing()
    {
        await using var database = await SeenDatabaseAsync();
        await using var watch = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = watch.Announce });
        var (broken, troubled) = (true, new TaskCompletionSource<Exception>());
        var follower = new Follower("seen", database.Owner, watch, (page, connection, ct) =>
            Volatile.Read(ref broken) ? throw new InvalidOperationException("cannot") : WriteAsync(page, connection, ct));
        await follower.TurnAsync(Ct);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 3));
        using var stop = new CancellationTokenSource();
        var following = follower.RunAsync(e => troubled.TrySetResult(e), stop.Token);
        (await troubled.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct)).Message.ShouldBe("cannot");
        follower.Done.Position.ShouldBe(0);
        follower.Trouble.ShouldNotBeNull();
        Volatile.Write(ref broken, false);
        await follower.Done.BeyondAsync(2, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await stop.CancelAsync();
        await following;
        await MustHaveSeenAsync(database, 3, "after the failure");
    }

    [Fact]
    public async Task The_watch_hears_of_other_processes_and_survives_the_loss_of_its_connection()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var here = new HeadWatch(database.App);
        await using var there = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = there.Announce });
        var silent = await database.OpenLedgerAsync(); // its process tells nobody, as if it were killed right after the commit
        here.Start();
        there.Start();
        for (var i = 1; i <= 9; i++)
        {
            await (i % 3 == 0 ? silent : ledger).MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
            (await here.Head.BeyondAsync(i - 1, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct)).ShouldBe(i);
            await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%' OR query LIKE 'SELECT head, EXISTS%' AND pid <> pg_backend_pid()");
        }

        await database.ExecuteAsync($"SELECT pg_notify('{HeadWatch.ChannelName}', '999999'), pg_notify('{HeadWatch.ChannelName}', 'x')");
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        (await here.Head.BeyondAsync(9, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct)).ShouldBe(10, "a notification is a hint, not a head");
        (here.Replaced.IsCompleted, there.Replaced.IsCompleted).ShouldBe((false, false), "it was this ledger all the time");
    }

    [Fact]
    public async Task The_watch_tells_nobody_while_nobody_else_listens_and_begins_when_somebody_does()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var ear = await database.App.OpenConnectionAsync(Ct); // hears all that is told, and holds no listener's lock
        var heard = new List<string>();
        ear.Notification += (_, told) => heard.Add(told.Payload);
        await ExecuteAsync(ear, "LISTEN " + HeadWatch.ChannelName);
        await using var alone = new HeadWatch(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = alone.Announce });
        alone.Start();
        await HearAsync(HeadWatch.Hello);
        for (var i = 0; i < 20; i++)
        {
            await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        }

        await database.ExecuteAsync($"SELECT pg_notify('{HeadWatch.ChannelName}', 'silence')");
        await HearAsync("silence");
        heard.ShouldBe([HeadWatch.Hello, "silence"]);

        await using var other = new HeadWatch(database.App);
        other.Start();
        await HearAsync("20"); // the greeting is answered
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await HearAsync("21");

        async Task HearAsync(string payload)
        {
            while (!heard.Contains(payload))
            {
                (await ear.WaitAsync(TimeSpan.FromMinutes(2), Ct)).ShouldBeTrue($"'{payload}' was never told, only {string.Join(", ", heard)}");
            }
        }

        static async Task ExecuteAsync(NpgsqlConnection on, string sql)
        {
            await using var command = new NpgsqlCommand(sql, on);
            await command.ExecuteNonQueryAsync(Ct);
        }
    }

    private static async Task<LedgerDatabase> SeenDatabaseAsync()
    {
        var database = await LedgerDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE public.seen (n bigserial, position bigint)");
        return database;
    }

    private static async Task WriteAsync(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("INSERT INTO public.seen (position) SELECT unnest($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. page.Select(stored => stored.Position)] });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Task KillAsync(LedgerDatabase database, NpgsqlConnection connection) =>
        database.ExecuteAsync($"SELECT pg_terminate_backend({connection.ProcessID})");

    private static async Task MustHaveSeenAsync(LedgerDatabase database, long head, string because)
    {
        var seen = await database.ScalarAsync<long[]>("SELECT array_agg(position ORDER BY n) FROM public.seen");
        seen.ShouldBe([.. Enumerable.Range(1, (int)head).Select(position => (long)position)], because);
        (await database.ScalarAsync<long>("SELECT position FROM hl.follower WHERE name = 'seen'")).ShouldBe(head, because);
    }
}
