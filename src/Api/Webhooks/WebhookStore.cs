using HazardLedger.Api.Http;
using HazardLedger.Projections;
using Npgsql;

namespace HazardLedger.Api.Webhooks;

/// <summary>Webhooks, deliveries and attempts in the database. Everything is written by functions of the schema.</summary>
public sealed class WebhookStore(NpgsqlDataSource source, WebhookSecrets secrets, TimeProvider clock)
{
    // As long as an attempt may last, and some more: then another program may try.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>How long the secret before the newest one still signs.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const string Columns =
        "id, url, description, types, areas, grades, created_at, created_by, revoked_at, revoked_by, failing_since, disabled_at, scope_areas, scope_sectors, scope_party";

    /// <summary>Makes a webhook; the secret is told this once.</summary>
    public async Task<(Webhook Webhook, string Secret)> AddAsync(NewWebhook wanted, Guid? key, Scope scope, string by, CancellationToken ct)
    {
        var (id, secret) = (Guid.CreateVersion7(clock.GetUtcNow()), WebhookSecrets.Make());
        await using var command = source.CreateCommand("SELECT hl.add_webhook($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
        Add(command, id, wanted.Url, wanted.Description, Texts(wanted.Types), Texts(wanted.Areas), Texts(wanted.Grades), key,
            Texts(scope.Areas), Texts(scope.Sectors), scope.Party, secrets.SealedBy, secrets.Seal(secret, id), clock.GetUtcNow(), by);
        await command.ExecuteNonQueryAsync(ct);
        return ((await FindAsync(id, ct))!, secret);
    }

    /// <summary>One webhook; null when there is none.</summary>
    public async Task<Webhook?> FindAsync(Guid id, CancellationToken ct) => (await ReadAsync($"SELECT {Columns} FROM hl.webhook WHERE id = $1", ct, id)).FirstOrDefault();

    /// <summary>All of them, oldest first.</summary>
    public Task<List<Webhook>> AllAsync(CancellationToken ct) => ReadAsync($"SELECT {Columns} FROM hl.webhook ORDER BY id LIMIT 1000", ct);

    /// <summary>Those that are to get events today: neither revoked nor made by a key that holds no more.</summary>
    public Task<List<Webhook>> StandingAsync(CancellationToken ct) => ReadAsync(
        $"SELECT {Columns} FROM hl.webhook w WHERE revoked_at IS NULL AND (key IS NULL OR EXISTS (SELECT FROM hl.access_key k WHERE k.id = w.key AND k.revoked_at IS NULL AND k.expires_on >= $1))",
        ct, clock.Today());

    /// <summary>Revokes one for ever.</summary>
    public async Task RevokeAsync(Guid id, string by, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT hl.revoke_webhook($1, $2, $3)");
        Add(command, id, clock.GetUtcNow(), by);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A new secret; the one before signs beside it for a day. Null when this program did not seal the webhook's secrets.</summary>
    public async Task<string?> RotateAsync(Guid id, CancellationToken ct)
    {
        var (secret, now) = (WebhookSecrets.Make(), clock.GetUtcNow());
        await using var command = source.CreateCommand("SELECT hl.add_webhook_secret($1, $2, $3, $4, $5)");
        Add(command, id, secrets.SealedBy, secrets.Seal(secret, id), now, now + Overlap);
        return await command.ExecuteScalarAsync(ct) is true ? secret : null;
    }

    /// <summary>Puts events into the queue; in the transaction of a connection when one is given.</summary>
    internal async Task EnqueueAsync(IReadOnlyList<(Guid Webhook, long Position, Guid Hazard)> all, bool again, NpgsqlConnection? within, CancellationToken ct)
    {
        if (all.Count == 0)
        {
            return;
        }

        const string Sql = "SELECT hl.enqueue_deliveries($1, $2, $3, $4, $5)";
        await using var command = within is null ? source.CreateCommand(Sql) : new NpgsqlCommand(Sql, within);
        Add(command, all.Select(one => one.Webhook).ToArray(), all.Select(one => one.Position).ToArray(), all.Select(one => one.Hazard).ToArray(), clock.GetUtcNow(), again);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes what is due now.</summary>
    internal async Task<List<DueDelivery>> ClaimAsync(int limit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + Claim;
        await using var command = source.CreateCommand("SELECT webhook, position, tries, url FROM hl.claim_deliveries($1, $2, $3, $4, $5)");
        Add(command, secrets.SealedBy, now, until, clock.Today(), limit);
        await using var row = await command.ExecuteReaderAsync(ct);
        var due = new List<DueDelivery>();
        while (await row.ReadAsync(ct))
        {
            due.Add(new(row.GetGuid(0), row.GetInt64(1), row.GetInt32(2), new Uri(row.GetString(3)), until));
        }

        return due;
    }

    /// <summary>The secrets that sign now, newest first.</summary>
    internal async Task<List<string>> SecretsAsync(Guid webhook, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT sealed FROM hl.webhook_secret WHERE webhook = $1 AND (ends_at IS NULL OR ends_at > $2) ORDER BY n DESC");
        Add(command, webhook, clock.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<string>();
        while (await row.ReadAsync(ct))
        {
            all.Add(secrets.Unseal(row.GetFieldValue<byte[]>(0), webhook));
        }

        return all;
    }

    /// <summary>Writes how an attempt ended; without a next moment it was delivered. Comes it after somebody else has claimed the delivery, nothing is written.</summary>
    internal async Task RecordAsync(DueDelivery due, AttemptEnd end, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT hl.record_attempt($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        Add(command, due.Webhook, due.Position, clock.GetUtcNow(), end.Status, end.Error, (int)end.Took.TotalMilliseconds, end.NextAt, end.DisableBefore, due.ClaimedUntil);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Deliveries of a webhook, newest event first, with their attempts.</summary>
    public async Task<List<Delivery>> DeliveriesAsync(Guid webhook, long before, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            SELECT d.position, d.hazard, d.pending, d.next_at, d.delivered_at, a.n, a.at, a.status, a.error, a.took_ms
            FROM (SELECT * FROM hl.delivery WHERE webhook = $1 AND position < $2 ORDER BY position DESC LIMIT $3) d
            LEFT JOIN LATERAL (SELECT * FROM hl.delivery_attempt a WHERE a.webhook = d.webhook AND a.position = d.position ORDER BY n DESC LIMIT 50) a ON true
            ORDER BY d.position DESC, a.n
            """);
        Add(command, webhook, before, limit);
        await using var row = await command.ExecuteReaderAsync(ct);
        var rows = new List<(Delivery Delivery, DeliveryAttempt? Attempt)>();
        while (await row.ReadAsync(ct))
        {
            var pending = row.GetBoolean(2);
            var attempt = await row.IsDBNullAsync(5, ct) ? null : new DeliveryAttempt(row.GetInt32(5), row.GetFieldValue<DateTimeOffset>(6), Value<int>(row, 7), Text(row, 8), row.GetInt32(9));
            rows.Add((new(row.GetInt64(0), row.GetGuid(1), pending, pending ? row.GetFieldValue<DateTimeOffset>(3) : null, Value<DateTimeOffset>(row, 4), []), attempt));
        }

        return [.. rows.GroupBy(one => one.Delivery.Position).Select(same => same.First().Delivery with { Attempts = [.. same.Select(one => one.Attempt).OfType<DeliveryAttempt>()] })];
    }

    private async Task<List<Webhook>> ReadAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        Add(command, values);
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<Webhook>();
        while (await row.ReadAsync(ct))
        {
            all.Add(new(
                row.GetGuid(0), row.GetString(1), Text(row, 2), row.GetFieldValue<string[]>(3), row.GetFieldValue<string[]>(4), row.GetFieldValue<string[]>(5),
                row.GetFieldValue<DateTimeOffset>(6), row.GetString(7), Value<DateTimeOffset>(row, 8), Text(row, 9), Value<DateTimeOffset>(row, 10), Value<DateTimeOffset>(row, 11),
                new(row.GetFieldValue<string[]>(12), row.GetFieldValue<string[]>(13), Text(row, 14))));
        }

        return all;
    }

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static T? Value<T>(NpgsqlDataReader row, int at) where T : struct => row.IsDBNull(at) ? null : row.GetFieldValue<T>(at);

    private static string[] Texts(IReadOnlyList<string>? texts) => [.. texts ?? []];

    private static void Add(NpgsqlCommand command, params object?[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is DateTimeOffset at ? at.ToUniversalTime() : value ?? DBNull.Value });
        }
    }
}

/// <summary>A delivery whose turn it is, claimed until a moment that no other claim of it has.</summary>
internal sealed record DueDelivery(Guid Webhook, long Position, int Tries, Uri Url, DateTimeOffset ClaimedUntil);

/// <summary>How an attempt ended. Without <paramref name="NextAt"/>: delivered.</summary>
internal sealed record AttemptEnd(int? Status, string? Error, TimeSpan Took, DateTimeOffset? NextAt, DateTimeOffset DisableBefore);
