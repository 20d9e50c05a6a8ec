using HazardLedger.Proofs;
using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

/// <summary>What must hold after whatever happened: no gap, no double, versions whole, blocks tiling the ledger, every leaf recomputed.</summary>
internal static class LedgerOracle
{
    public static async Task<IReadOnlyList<StoredEvent>> MustBeSoundAsync(this LedgerDatabase database, Ledger ledger, CancellationToken ct)
    {
        var head = await ledger.HeadAsync(ct);
        var events = await ledger.ReadAllAsync(0, int.MaxValue, ct);
        events.Count.ShouldBe((int)head.Position);
        events.Select(e => e.Id).Distinct().Count().ShouldBe(events.Count);
        events.Zip(events.Skip(1)).ShouldAllBe(pair => pair.First.RecordedAt <= pair.Second.RecordedAt);
        if (events.Count > 0)
        {
            head.LastAt.ShouldBe(events[^1].RecordedAt);
            await database.UntilAsync($"SELECT last_value = {head.Position} FROM es.mt_events_sequence");
        }

        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stream.Count()).Select(v => (long)v));
        }

        (await database.ScalarAsync<long>(
            "SELECT count(*) FROM es.mt_streams s WHERE version IS DISTINCT FROM (SELECT max(e.version) FROM es.mt_events e WHERE e.stream_id = s.id)")).ShouldBe(0);
        await LeavesMustRecomputeAsync(database, events, ct);
        return events;
    }

    private static async Task LeavesMustRecomputeAsync(LedgerDatabase database, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        await using var command = database.Owner.CreateCommand("SELECT first, last, leaves, at FROM hl.block ORDER BY first");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        var next = 1L;
        while (await reader.ReadAsync(ct))
        {
            reader.GetInt64(0).ShouldBe(next);
            var (last, leaves) = (reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
            events[(int)last - 1].RecordedAt.ShouldBe(reader.GetFieldValue<DateTimeOffset>(3));
            for (; next <= last; next++)
            {
                var e = events[(int)next - 1];
                var leaf = Leaf.Of(e.Position, e.Stream, e.Version, e.Id, e.RecordedAt, e.Type, e.Headers.Span, e.Data.Span);
                leaves[..Leaf.Size].ShouldBe(leaf, $"leaf of position {next}");
                leaves = leaves[Leaf.Size..];
            }

            leaves.ShouldBeEmpty();
        }

        next.ShouldBe(events.Count + 1);
    }
}
