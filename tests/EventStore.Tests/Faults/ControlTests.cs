using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Who guards the guards: a rule is broken on purpose, and the oracle has to say so by the right name.</summary>
public sealed class ControlTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A superuser's hand, without triggers, in a whole ledger; and the invariant that has to notice.</summary>
    public static TheoryData<string, string> Breaks => new()
    {
        { "I1", "DELETE FROM es.mt_events WHERE seq_id = 7" },
        { "I1", "UPDATE es.mt_events SET seq_id = 1000 WHERE seq_id = 7" },
        { "I2", "UPDATE es.mt_events SET version = version + 5 WHERE seq_id = 7" },
        { "I3", "UPDATE es.mt_streams SET version = version + 1 WHERE id = (SELECT stream_id FROM es.mt_events WHERE seq_id = 7)" },
        { "I4", "DELETE FROM hl.request WHERE first_position <= 7" },
        { "I4", "UPDATE hl.ledger SET head = (SELECT first_position - 1 FROM hl.request ORDER BY 1 DESC LIMIT 1); DELETE FROM es.mt_events WHERE seq_id > (SELECT head FROM hl.ledger)" },
        { "I5", "INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers) SELECT seq_id + 1, gen_random_uuid(), stream_id, version + 1, data, type, timestamp, headers FROM es.mt_events ORDER BY seq_id DESC LIMIT 1" },
        { "I6", "DELETE FROM es.mt_events WHERE seq_id = (SELECT max(seq_id) FROM es.mt_events)" },
        { "I7", """UPDATE es.mt_events SET data = '{"n":99}' WHERE seq_id = 7""" },
        { "I7", "DELETE FROM hl.block WHERE first <= 7 AND last >= 7" },
        { "I8", "UPDATE es.mt_events SET timestamp = timestamp - interval '1 day' WHERE seq_id = 7" },
        { "I8", "UPDATE hl.ledger SET last_at = last_at + interval '1 second'" },
        { "I9", "DELETE FROM hl.posting WHERE position = 7" },
        { "I9", "UPDATE hl.posting SET hazard = gen_random_uuid() WHERE position = 7" },
        { "I9", "UPDATE hl.register SET version = version + 1" },
    };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task What_is_broken_by_hand_is_noticed_by_its_name(string invariant, string sql)
    {
        var (witness, random) = (new Witness(), new Random(7));
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        for (var i = 0; i < 6; i++)
        {
            await witness.SendAsync(ledger, Campaign.Case(random) with { Events = [Some.Event(), Some.Event()], Postings = [Some.Posting(0, 1), Some.Posting(1, 1)] }, Ct);
        }

        await database.MustBeSoundAsync(ledger, Ct, witness);
        await database.ExecuteAsync($"SET session_replication_role = replica; {sql}; RESET session_replication_role");

        Names(await LedgerContents.ReadAsync(database.Owner, Ct), witness).ShouldContain(invariant);
    }

    [Fact]
    public async Task A_follower_that_skipped_doubled_or_turned_back_is_noticed()
    {
        foreach (long[] seen in new long[][] { [1, 3], [1, 1, 2], [1, 3, 2], [1, 2, 3, 4] })
        {
            var witness = new Witness();
            await using var database = await LedgerDatabase.CreateAsync();
            await witness.SendAsync(await database.OpenLedgerAsync(), Some.Group(Guid.CreateVersion7(), 0, 3), Ct);
            witness.Follow().AddRange(seen);
            Names(await LedgerContents.ReadAsync(database.Owner, Ct), witness).ShouldBe(["I10"]);
        }
    }

    /// <summary>The control of FollowerTests: a follower that writes apart from its mark and is ended in between does its work twice.</summary>
    [Fact]
    public async Task A_follower_that_commits_its_work_apart_from_its_mark_is_noticed()
    {
        var (witness, ended) = (new Witness(), false);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var watch = new HeadWatch(database.App);
        await witness.SendAsync(await database.OpenLedgerAsync(), Some.Group(Guid.CreateVersion7(), 0, 3), Ct);
        var seen = witness.Follow();
        var follower = new Follower("careless", database.Owner, watch, async (page, connection, ct) =>
        {
            seen.AddRange(page.Select(stored => stored.Position)); // stands whatever becomes of the transaction
            if (!ended)
            {
                ended = true;
                await database.ExecuteAsync($"SELECT pg_terminate_backend({connection.ProcessID})");
            }
        });
        await database.ExecuteAsync("INSERT INTO hl.follower (name, position) VALUES ('careless', 0)");
        await Should.ThrowAsync<NpgsqlException>(() => follower.TurnAsync(Ct));
        await follower.TurnAsync(Ct);

        seen.ShouldBe([1L, 2, 3, 1, 2, 3]);
        Names(await LedgerContents.ReadAsync(database.Owner, Ct), witness).ShouldBe(["I10"]);
    }

    [Fact]
    public async Task Without_the_lock_the_last_net_catches_it_and_without_the_net_the_oracle_does()
    {
        (await RaceAsync(Unlocked)).ShouldBe([], "the head's own condition, its trigger and the primary keys refuse what the lock would have ordered");
        (await RaceAsync(Unlocked, Netless)).ShouldContain("I1");
    }

    [Fact]
    public async Task A_lost_update_is_noticed_although_every_number_is_in_order()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await ScratchAsync(database, ("IF v_bad_stream THEN", "IF false THEN"), ("IF v_version <> s_expected OR v_archived THEN", "IF false THEN"));
        var (witness, stream) = (new Witness(), Guid.CreateVersion7());
        var ledger = await database.OpenLedgerAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => witness.SendAsync(ledger, Some.Group(stream, 0), Ct)));

        var contents = await LedgerContents.ReadAsync(database.Owner, Ct);
        contents.Breaches().ShouldBeEmpty("the tables alone cannot tell");
        Names(contents, witness).ShouldBe(["I2"]);
    }

    // Without the lock two callers read the same head: each waits here until the other has read it too, and stays counted by its session.
    private static readonly (string, string) Unlocked = ("FROM hl.ledger l FOR NO KEY UPDATE;", """
        FROM hl.ledger l;
        PERFORM pg_advisory_lock_shared(99);
        FOR i IN 1..1000 LOOP
          EXIT WHEN (SELECT count(*) FROM pg_locks k JOIN pg_database d ON d.oid = k.database WHERE d.datname = current_database() AND k.objid = 99) > 1;
          PERFORM pg_sleep(0.002);
        END LOOP;
        """);

    private static readonly (string, string) Netless = (" WHERE head = v_head;", ";");

    private static async Task<IReadOnlyList<string>> RaceAsync(params (string, string)[] changes)
    {
        var witness = new Witness();
        await using var database = await LedgerDatabase.CreateAsync();
        await ScratchAsync(database, changes);
        if (changes.Length > 1)
        {
            await database.ExecuteAsync("ALTER TABLE es.mt_events DROP CONSTRAINT pkey_mt_events_seq_id; ALTER TABLE hl.block DROP CONSTRAINT block_pkey; ALTER TABLE hl.ledger DISABLE TRIGGER hl_only_forward");
        }

        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        await Task.WhenAll(ledgers.Select(ledger => SendAsync(witness, ledger)));
        return Names(await LedgerContents.ReadAsync(database.Owner, Ct), witness);
    }

    // A pump that finds the ledger broken appends no more: that is an answer too, and nothing of it may stand.
    private static async Task SendAsync(Witness witness, Ledger ledger)
    {
        var group = Some.Group(Guid.CreateVersion7(), 0);
        try
        {
            await witness.SendAsync(ledger, group, Ct);
        }
        catch (Exception e) when (e is LedgerBrokenException or UnstorableEventException)
        {
            // It was told, and it is right.
        }
    }

    private static async Task ScratchAsync(LedgerDatabase database, params (string From, string To)[] changes)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in (string[])["hl.append", "hl.append_one"])
        {
            var text = (await database.ScalarAsync<string>($"SELECT pg_get_functiondef(oid) FROM pg_proc WHERE oid::regproc::text = '{function}'"))!;
            foreach (var (from, to) in changes.Where(change => text.Contains(change.From, StringComparison.Ordinal)))
            {
                found.Add(from);
                text = text.Replace(from, to, StringComparison.Ordinal);
            }

            await database.ExecuteAsync(text);
        }

        found.ShouldBe(changes.Select(change => change.From), ignoreOrder: true);
    }

    private static List<string> Names(LedgerContents contents, Witness witness) =>
        [.. contents.Breaches(witness).Select(breach => breach.Split(' ')[0]).Distinct()];
}
