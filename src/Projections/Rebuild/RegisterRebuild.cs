using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Makes the register again from the events. Each row stands alone and is a function of its hazard's events, so it is put right
/// row by row while readers read and others append; killed anywhere, doing it again does the rest.</summary>
/// <param name="owner">Connections of the database's owner.</param>
public sealed class RegisterRebuild(NpgsqlDataSource owner)
{
    /// <summary>Hazards that one commit takes.</summary>
    public int StreamsAtOnce { get; init; } = 500;

    /// <summary>Goes through all hazards. Returns how many rows were missing or not what their events say.</summary>
    public async Task<long> RunAsync(CancellationToken ct = default)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using (var role = new NpgsqlCommand("SET ROLE hl_owner", connection))
        {
            await role.ExecuteNonQueryAsync(ct);
        }

        var (wrong, ids) = (0L, new List<Guid>());
        do
        {
            ids = await RetoldHazards.IdsAfterAsync(connection, ids.Count == 0 ? null : ids[^1], StreamsAtOnce, ct);
            wrong += await PutAsync(connection, await RetoldHazards.ReadAsync(connection, ids, long.MaxValue, ct), ct);
        }
        while (ids.Count == StreamsAtOnce);
        await using (var role = new NpgsqlCommand("RESET ROLE", connection))
        {
            await role.ExecuteNonQueryAsync(ct);
        }

        return wrong;
    }

    private static async Task<long> PutAsync(NpgsqlConnection connection, List<RetoldHazard> hazards, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT hl.put_rows($1, $2, $3, $4, $5)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. hazards.Select(hazard => hazard.Id)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. hazards.Select(hazard => hazard.Journal[^1].Fact.Version)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. hazards.Select(hazard => hazard.Journal[^1].Position)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. hazards.Select(hazard => hazard.Journal[^1].RecordedAt.ToUniversalTime())] });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = hazards.ConvertAll(hazard => new ReadOnlyMemory<byte>(RegisterRows.Of(hazard.Id, Story.Of(hazard.Journal.Select(entry => entry.Fact))))).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
