using System.Collections.Concurrent;
using System.Security.Cryptography;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Access;

/// <summary>The keys of a ledger: issued, listed, revoked, recognised.</summary>
/// <remarks>A recognised key is remembered for <see cref="Remembered"/>: a revocation is effective at once in the process that
/// makes it, and within that time in others.</remarks>
/// <exception cref="LedgerUnavailableException">From every member: the database is away (503).</exception>
public sealed class AccessKeys(NpgsqlDataSource source, TimeProvider clock)
{
    /// <summary>How long a key that was read is believed.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<Guid, Known> known = new();
    private readonly ConcurrentDictionary<Guid, byte> revokedHere = new();
    private readonly ConcurrentDictionary<Guid, Lazy<Task<Known?>>> reading = new();

    /// <summary>Issues a key; the answer is the only place where its secret ever stands.</summary>
    /// <param name="key">Already validated (<see cref="NewKeyRules"/>).</param>
    /// <param name="createdBy">Person id, or the name of the command that made it.</param>
    /// <param name="ct">Stops waiting; the key may still be made.</param>
    public Task<IssuedKey> CreateAsync(NewKey key, string createdBy, CancellationToken ct = default) => AskAsync(async () =>
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var secret = KeySecret.Make(id);
        string[] roles = [.. key.Roles], areas = [.. key.Areas], sectors = [.. key.Sectors ?? []];
        await using var command = source.CreateCommand("SELECT hl.issue_key($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        foreach (var value in (object[])[id, key.Name, key.Person, key.Organisation, roles, areas, sectors, (object?)key.Enterprise ?? DBNull.Value, KeySecret.Digest(secret), key.ExpiresOn, createdBy])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var createdAt = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(ct))!);
        return new IssuedKey(new AccessKey(id, key.Name, key.Person, key.Organisation, roles, areas, sectors, key.Enterprise, createdAt, key.ExpiresOn, createdBy, null, null), secret);
    });

    /// <summary>Keys in the order of their issue, revoked and expired ones too.</summary>
    /// <param name="after">Only keys issued after this one.</param>
    /// <param name="limit">At most so many, up to 500.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<AccessKey>> ListAsync(Guid? after = null, int limit = 500, CancellationToken ct = default) => AskAsync(async () =>
    {
        await using var command = source.CreateCommand($"SELECT {KeyRow.Columns} FROM hl.access_key WHERE id > $1 ORDER BY id LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = after ?? Guid.Empty });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Clamp(limit, 1, 500) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<AccessKey>();
        while (await reader.ReadAsync(ct))
        {
            keys.Add(KeyRow.Read(reader));
        }

        return (IReadOnlyList<AccessKey>)keys;
    });

    /// <summary>One key; null when there is none.</summary>
    public Task<AccessKey?> FindAsync(Guid id, CancellationToken ct = default) => AskAsync(async () => (await ReadAsync(id, ct))?.Key);

    /// <summary>Revokes a key for ever, at once here. Asked again, nothing changes.</summary>
    /// <returns>The key as it now is; null when there is none.</returns>
    public Task<AccessKey?> RevokeAsync(Guid id, string revokedBy, CancellationToken ct = default) => AskAsync(async () =>
    {
        await using var command = source.CreateCommand("SELECT hl.revoke_key($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = revokedBy });
        if (!(bool)(await command.ExecuteScalarAsync(ct))!)
        {
            return null;
        }

        // Written first: a reading that began before the revocation may yet put the key back into memory.
        revokedHere[id] = 0;
        known.TryRemove(id, out _);
        return (await ReadAsync(id, ct))?.Key;
    });

    /// <summary>Who sent this secret; null when it is malformed, unknown, revoked or expired. Which of them is told to nobody.</summary>
    public async ValueTask<Caller?> AuthenticateAsync(string secret, CancellationToken ct = default)
    {
        if (!KeySecret.TryReadId(secret, out var id) || await KnownAsync(id, ct) is not { } found)
        {
            return null;
        }

        // The comparison takes the same time wherever the first difference is.
        var same = CryptographicOperations.FixedTimeEquals(KeySecret.Digest(secret), found.Digest);
        return same && IsGood(found) ? found.Caller : null;
    }

    private bool IsGood(Known found) => found.Key.RevokedAt is null && !revokedHere.ContainsKey(found.Key.Id) && LegalDay.Today(clock) <= found.Key.ExpiresOn;

    /// <summary>True while the key of a caller is neither revoked nor expired: for answers that go on after they were allowed. Remembered as long
    /// as a key is; a caller who came without a key of ours holds as long as its request.</summary>
    public async ValueTask<bool> StillHoldsAsync(Caller caller, CancellationToken ct = default)
    {
        try
        {
            return !Guid.TryParse(caller.Id, out var id) || (await KnownAsync(id, ct) is { } found && IsGood(found));
        }
        catch (LedgerUnavailableException)
        {
            return true; // asked again at the next beat
        }
    }

    /// <summary>True when any key was ever issued.</summary>
    public Task<bool> AnyAsync(CancellationToken ct = default) => AskAsync(async () =>
    {
        await using var command = source.CreateCommand("SELECT EXISTS (SELECT FROM hl.access_key)");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    });

    private async ValueTask<Known?> KnownAsync(Guid id, CancellationToken ct)
    {
        if (known.TryGetValue(id, out var remembered) && clock.GetElapsedTime(remembered.ReadAt) < Remembered)
        {
            return remembered;
        }

        // A thousand streams look at once at each beat, and would take all connections for as many readings of one row: they share one.
        return await reading.GetOrAdd(id, one => new(() => ReadOnceAsync(one))).Value.WaitAsync(ct);
    }

    private async Task<Known?> ReadOnceAsync(Guid id)
    {
        try
        {
            if (await AskAsync(() => ReadAsync(id, CancellationToken.None)) is not { } read)
            {
                return null;
            }

            if (known.Count >= MostRemembered)
            {
                known.Clear();
            }

            return known[id] = read;
        }
        finally
        {
            reading.TryRemove(id, out _);
        }
    }

    private async Task<Known?> ReadAsync(Guid id, CancellationToken ct)
    {
        var readAt = clock.GetTimestamp();
        await using var command = source.CreateCommand($"SELECT {KeyRow.Columns}, hash FROM hl.access_key WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return null;
        }

        var key = KeyRow.Read(reader);
        return new Known(key, reader.GetFieldValue<byte[]>(KeyRow.Count), KeyRow.CallerOf(key), readAt);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (NpgsqlException e) when (e is not PostgresException || e.IsTransient)
        {
            throw new LedgerUnavailableException("The database cannot be asked about keys now.", e);
        }
    }

    private sealed record Known(AccessKey Key, byte[] Digest, Caller Caller, long ReadAt);
}
