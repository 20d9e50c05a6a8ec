using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

/// <summary>An older copy that took the ledger's place and has grown again before the watch looked.</summary>
public sealed class HeadWatchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_event_where_the_newest_one_was_tells_of_another_ledger_however_long_it_is()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var watch = new HeadWatch(database.App);
        var others = await database.OpenLedgerAsync();
        watch.Start();
        await others.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 3));
        await watch.Head.BeyondAsync(2, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await others.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await watch.Head.BeyondAsync(3, Ct).WaitAsync(TimeSpan.FromMinutes(2), Ct);
        watch.Replaced.IsCompleted.ShouldBeFalse();

        await database.ExecuteAsync("SET session_replication_role = replica; UPDATE es.mt_events SET id = gen_random_uuid() WHERE seq_id = 4; RESET session_replication_role");

        (await watch.Replaced.WaitAsync(TimeSpan.FromMinutes(2), Ct)).ShouldBe((4, 4));
    }

    [Fact]
    public async Task An_append_that_comes_where_one_of_ours_was_already_tells_of_another_ledger_before_anybody_looks()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var watch = new HeadWatch(database.App); // which never looks
        var ledger = await database.OpenLedgerAsync(new() { Committed = watch.Announce });
        for (var i = 0; i < 5; i++)
        {
            await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        }

        watch.Replaced.IsCompleted.ShouldBeFalse();
        await database.ExecuteAsync("""
            SET session_replication_role = replica;
            DELETE FROM es.mt_events WHERE seq_id > 2;
            DELETE FROM es.mt_streams s WHERE NOT EXISTS (SELECT FROM es.mt_events e WHERE e.stream_id = s.id);
            DELETE FROM hl.block WHERE last > 2;
            DELETE FROM hl.request WHERE first_position > 2;
            UPDATE hl.ledger SET head = 2, last_at = (SELECT max(timestamp) FROM es.mt_events);
            RESET session_replication_role;
            """);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0, events: 6));

        watch.Replaced.IsCompleted.ShouldBeTrue(); // told before the append is answered
        (await watch.Replaced).ShouldBe((5, 8));
    }
}
