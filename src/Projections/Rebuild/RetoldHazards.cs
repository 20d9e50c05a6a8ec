using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Reads hazards again from their events, many at a time.</summary>
internal static class RetoldHazards
{
    private const string Columns = "SELECT e.stream_id, e.seq_id, e.version, e.type, e.timestamp, e.data, e.headers FROM es.mt_events e ";

    /// <summary>The next hazards in the order of their ids.</summary>
    public static async Task<List<Guid>> IdsAfterAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM es.mt_streams WHERE type = $1 AND ($2 IS NULL OR id > $2) ORDER BY id LIMIT $3", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EventJson.HazardStream });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await IdsAsync(command, ct);
    }

    /// <summary>The hazards that have events after one position, up to another.</summary>
    public static async Task<List<Guid>> IdsBetweenAsync(NpgsqlConnection connection, long after, long upto, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT DISTINCT e.stream_id FROM es.mt_events e JOIN es.mt_streams s ON s.id = e.stream_id WHERE e.seq_id > $1 AND e.seq_id <= $2 AND s.type = $3", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upto });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EventJson.HazardStream });
        return await IdsAsync(command, ct);
    }

    /// <summary>Their histories up to a position; a hazard without an event up to there is left out.</summary>
    public static async Task<List<History>> ReadAsync(NpgsqlConnection connection, List<Guid> ids, long upto, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Columns + "WHERE e.stream_id = ANY($1) AND e.seq_id <= $2 ORDER BY e.stream_id, e.version", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upto });
        var (hazards, facts) = (new List<History>(), new List<RecordedFact>());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var id = row.GetGuid(0);
            if (hazards.Count == 0 || hazards[^1].Hazard != id)
            {
                hazards.Add(new(id, facts = []));
            }

            facts.Add(new(
                row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), EventJson.Read(row.GetString(3), row.GetFieldValue<byte[]>(5)),
                EventJson.ReadEntry(row.GetFieldValue<byte[]>(6))));
        }

        hazards.ForEach(hazard => Expect(hazard));
        return hazards;
    }

    /// <summary>A history, none of whose versions is missing.</summary>
    /// <exception cref="LedgerBrokenException">One is.</exception>
    public static History Expect(History hazard)
    {
        for (var i = 0; i < hazard.Facts.Count; i++)
        {
            if (hazard.Facts[i].Version != i + 1)
            {
                throw new LedgerBrokenException($"The ledger breaks its promise: stream {hazard.Hazard} lacks version {i + 1}.");
            }
        }

        return hazard;
    }

    private static async Task<List<Guid>> IdsAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var ids = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            ids.Add(row.GetGuid(0));
        }

        return ids;
    }
}
