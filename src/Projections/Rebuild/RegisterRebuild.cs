using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Makes the register again from the events: as a whole beside the one that stands, or row by row in it. Either way readers read and others
/// append meanwhile, and killed anywhere, doing it again does the rest.</summary>
/// <param name="owner">Connections of the database's owner.</param>
public sealed class RegisterRebuild(NpgsqlDataSource owner)
{
    /// <summary>Hazards that are worked on at once.</summary>
    public int StreamsAtOnce { get; init; } = 1000;

    /// <summary>Goes through all hazards and puts right what is wrong where it lies. Returns how many rows were missing or not what their events say.</summary>
    public Task<long> RunAsync(CancellationToken ct = default) => AsOwnerAsync(connection => PassAsync(connection, ct), ct);

    /// <summary>Makes the whole register and its searched lines beside those that stand, and puts them in their place. Returns the number of rows.</summary>
    /// <param name="generation">The ledger's generation: its row of <c>hl.reposting</c> says afterwards when that was.</param>
    /// <param name="ct">Stops it; the old ones stay.</param>
    /// <exception cref="EventStore.LedgerBrokenException">The new tables do not hold what was sent; the old ones stay.</exception>
    public Task<long> ReplaceAsync(int generation, CancellationToken ct = default) => AsOwnerAsync(
        async connection =>
        {
            await using var head = new NpgsqlCommand("SELECT head FROM hl.ledger", connection);
            var upto = (long)(await head.ExecuteScalarAsync(ct))!;
            await using var copy = await RegisterCopy.BeginAsync(owner, upto, ct);
            var pass = new StreamPass(owner) { StreamsAtOnce = StreamsAtOnce };
            await foreach (var made in pass.RunAsync(upto, hazards => Task.FromResult(copy.Make(hazards)), ct))
            {
                using (made)
                {
                    await copy.SendAsync(made, ct);
                }
            }

            await copy.EndAsync(ct);
            await copy.SwapAsync(generation, ct);
            return copy.Count;
        },
        ct);

    /// <summary>Makes the register again when the ledger was switched to a generation and nobody has done so since: whoever switched may have been
    /// killed before. Returns the number of its rows, null when nothing is owed.</summary>
    public async Task<long?> SettleAsync(int generation, CancellationToken ct = default)
    {
        await using var owed = owner.CreateCommand("SELECT EXISTS (SELECT FROM hl.reposting WHERE generation = $1 AND switched_at IS NOT NULL AND registered_at IS NULL)");
        owed.Parameters.Add(new NpgsqlParameter<int> { TypedValue = generation });
        return await owed.ExecuteScalarAsync(ct) is true ? await ReplaceAsync(generation, ct) : null;
    }

    private async Task<T> AsOwnerAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        var connection = await OwnerSession.OpenAsync(owner, ct);
        try
        {
            await OwnerSession.RunAsync(connection, "SELECT pg_advisory_lock(4729, 2)", ct);
            return await work(connection);
        }
        finally
        {
            await (connection.FullState == System.Data.ConnectionState.Open
                ? OwnerSession.RunAsync(connection, "SELECT pg_advisory_unlock(4729, 2)", CancellationToken.None) : Task.CompletedTask);
            await OwnerSession.CloseAsync(connection);
        }
    }

    private async Task<long> PassAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (wrong, ids) = (0L, new List<Guid>());
        do
        {
            ids = await RetoldHazards.IdsAfterAsync(connection, ids.Count == 0 ? null : ids[^1], StreamsAtOnce, ct);
            wrong += await PutAsync(connection, await RetoldHazards.ReadAsync(connection, ids, long.MaxValue, ct), ct);
        }
        while (ids.Count == StreamsAtOnce);
        return wrong;
    }

    private static async Task<long> PutAsync(NpgsqlConnection connection, List<History> hazards, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT hl.put_rows($1, $2, $3, $4, $5)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. hazards.Select(hazard => hazard.Hazard)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. hazards.Select(hazard => hazard.Version)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. hazards.Select(hazard => hazard.Position)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. hazards.Select(hazard => hazard.Facts[^1].RecordedAt.ToUniversalTime())] });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = hazards.ConvertAll(hazard => new ReadOnlyMemory<byte>(RegisterRows.Of(hazard.Hazard, hazard.Story))).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
