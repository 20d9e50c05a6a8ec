using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>One hazard's whole journal with the positions of its entries.</summary>
internal sealed record RetoldHazard(Guid Id, IReadOnlyList<(long Position, DateTimeOffset RecordedAt, Fact Fact)> Journal)
{
    /// <summary>The story as known at a position.</summary>
    public Story At(long position) => Story.Of(Journal.Where(entry => entry.Position <= position).Select(entry => entry.Fact));

    /// <summary>What each event after a position posted, in order.</summary>
    public IEnumerable<(long Position, IReadOnlyList<Leg> Legs)> PostedAfter(long position)
    {
        var story = At(position);
        var stood = HazardPostings.Of(story);
        foreach (var (at, _, fact) in Journal.Where(entry => entry.Position > position))
        {
            story = story.With(fact.Event, fact.Entry);
            var stands = HazardPostings.Of(story);
            yield return (at, HazardPostings.Difference(stood, stands));
            stood = stands;
        }
    }
}

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

    /// <summary>Their journals up to a position; a hazard without an event up to there is left out.</summary>
    public static async Task<List<RetoldHazard>> ReadAsync(NpgsqlConnection connection, List<Guid> ids, long upto, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Columns + "WHERE e.stream_id = ANY($1) AND e.seq_id <= $2 ORDER BY e.stream_id, e.version", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upto });
        var (hazards, journal) = (new List<RetoldHazard>(), new List<(long, DateTimeOffset, Fact)>());
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var (id, position, version) = (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2));
            if (version == 1)
            {
                hazards.Add(new(id, journal = []));
            }

            if (hazards.Count == 0 || hazards[^1].Id != id || version != journal.Count + 1)
            {
                throw new LedgerBrokenException($"The ledger breaks its promise: stream {id} lacks a version before {version}.");
            }

            journal.Add((position, row.GetFieldValue<DateTimeOffset>(4), new(
                version, EventJson.Read(row.GetString(3), row.GetFieldValue<byte[]>(5)), EventJson.ReadEntry(row.GetFieldValue<byte[]>(6)))));
        }

        return hazards;
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
