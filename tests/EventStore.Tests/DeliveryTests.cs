using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

/// <summary>Which deliveries are taken, and whose word about one counts.</summary>
public sealed class DeliveryTests
{
    private const string A = "00000000-0000-0000-0000-00000000000a";
    private const string B = "00000000-0000-0000-0000-00000000000b";

    [Fact]
    public async Task However_much_is_due_for_one_webhook_it_holds_eight_places_and_free_ones_go_to_who_holds_fewest()
    {
        await using var database = await QueuedAsync(a: 40, b: 3);
        (await ClaimAsync(database, minute: 0, limit: 2)).ShouldBe("a 1, b 41");
        (await ClaimAsync(database, minute: 0, limit: 14)).ShouldBe("a 2, a 3, a 4, a 5, a 6, a 7, a 8, b 43", "42 waits for 41, which is of the same hazard");
        (await ClaimAsync(database, minute: 0, limit: 6)).ShouldBeNull();

        await RecordAsync(database, $"'{B}', 41", minute: 0, next: "null", claimed: 1);
        (await ClaimAsync(database, minute: 0, limit: 7)).ShouldBe("b 42");
        await RecordAsync(database, $"'{A}', 3", minute: 0, next: "null", claimed: 1);
        (await ClaimAsync(database, minute: 0, limit: 7)).ShouldBe("a 9");
        (await ClaimAsync(database, minute: 1, limit: 16)).ShouldBe("a 1, a 2, a 4, a 5, a 6, a 7, a 8, a 9, b 42, b 43", "a claim that is over holds no place");
    }

    [Fact]
    public async Task What_is_reported_after_somebody_else_has_claimed_the_delivery_changes_nothing()
    {
        await using var database = await QueuedAsync(a: 1, b: 0);
        (await ClaimAsync(database, minute: 0, limit: 16)).ShouldBe("a 1");
        (await ClaimAsync(database, minute: 2, limit: 16)).ShouldBe("a 1");
        await RecordAsync(database, $"'{A}', 1", minute: 2, next: Minute(9), claimed: 1);
        (await StateAsync(database)).ShouldBe("t 0 2026-06-17T00:03:00 healthy", "the second claim still stands");
        await RecordAsync(database, $"'{A}', 1", minute: 2, next: "null", claimed: 3);
        (await StateAsync(database)).ShouldBe("f 1 - healthy");
        await RecordAsync(database, $"'{A}', 1", minute: 3, next: Minute(9), claimed: 1);
        (await StateAsync(database)).ShouldBe("f 1 - healthy", "delivered remains delivered");
        (await database.ScalarAsync<long>("SELECT count(*) FROM hl.delivery_attempt")).ShouldBe(1);
    }

    private static async Task<LedgerDatabase> QueuedAsync(int a, int b)
    {
        var database = await LedgerDatabase.CreateAsync();
        await database.ExecuteAsync($$"""
            SELECT hl.add_webhook(id::uuid, 'https://example.org', null, '{}', '{}', '{}', null, '{}', '{}', null, 'k', '\x00', {{Minute(0)}}, 'p')
              FROM unnest(ARRAY['{{A}}', '{{B}}']) AS u (id);
            SELECT hl.enqueue_deliveries(array_agg('{{A}}'::uuid), array_agg(n), array_agg(gen_random_uuid()), {{Minute(0)}}, false) FROM generate_series(1::bigint, {{a}}) AS s (n) HAVING count(*) > 0;
            SELECT hl.enqueue_deliveries(array_agg('{{B}}'::uuid), array_agg({{a}} + n), array_agg(lpad((n / 3)::text, 32, '0')::uuid), {{Minute(0)}}, false)
              FROM generate_series(1::bigint, {{b}}) AS s (n) HAVING count(*) > 0;
            """);
        return database;
    }

    private static Task<string?> ClaimAsync(LedgerDatabase database, int minute, int limit) => database.ScalarAsync<string>(
        $"SELECT string_agg(right(webhook::text, 1) || ' ' || position, ', ' ORDER BY position) FROM hl.claim_deliveries('k', {Minute(minute)}, {Minute(minute + 1)}, '2026-06-17', {limit})");

    private static Task RecordAsync(LedgerDatabase database, string delivery, int minute, string next, int claimed) => database.ExecuteAsync(
        $"SELECT hl.record_attempt({delivery}, {Minute(minute)}, null, null, 5, {next}, {Minute(-1)}, {Minute(claimed)})");

    private static Task<string?> StateAsync(LedgerDatabase database) => database.ScalarAsync<string>("""
        SELECT format('%s %s %s %s', pending, attempts, coalesce(to_char(claimed_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'), '-'),
          CASE WHEN failing_since IS NULL THEN 'healthy' ELSE 'failing' END)
        FROM hl.delivery d JOIN hl.webhook w ON w.id = d.webhook
        """);

    private static string Minute(int n) => $"(timestamptz '2026-06-17 00:00:00+00' + interval '{n} minutes')";
}
