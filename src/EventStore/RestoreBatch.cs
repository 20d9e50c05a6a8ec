using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>An event on its way back.</summary>
internal sealed record RestoredEvent(
    long Position, Guid Stream, string? StreamType, long Version, Guid Id, string Type, DateTimeOffset At, string Data, string Headers);

/// <summary>Some commits with their events, put back by one call.</summary>
internal sealed class RestoreBatch
{
    private readonly List<RestoredEvent> events = [];
    private readonly List<(long First, long Last, DateTimeOffset At)> blocks = [];
    private readonly List<byte[]> leaves = [];

    /// <summary>Events gathered.</summary>
    public int Count => events.Count;

    /// <summary>True when the last commit has all of its events.</summary>
    public bool IsWhole => blocks.Count > 0 && events.Count > 0 && events[^1].Position == blocks[^1].Last;

    public void Begin(long first, long last, DateTimeOffset at)
    {
        if (last < first || (events.Count > 0 && (!IsWhole || first != events[^1].Position + 1)))
        {
            throw new FormatException("A commit begins before the one before it is whole.");
        }

        blocks.Add((first, last, at));
    }

    public void Add(RestoredEvent row, byte[] leaf)
    {
        if (blocks.Count == 0 || row.Position < blocks[^1].First || row.Position > blocks[^1].Last)
        {
            throw new FormatException("An event stands outside of its commit.");
        }

        events.Add(row);
        leaves.Add(leaf);
    }

    /// <summary>Puts them back and begins anew. Returns the new head.</summary>
    public async Task<long> PutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (!IsWhole)
        {
            throw new LedgerCopyException("The file was cut off within a commit.");
        }

        await using var command = new NpgsqlCommand("SELECT hl.restore($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", connection) { CommandTimeout = 0 };
        Add(command, NpgsqlDbType.Bigint, events.ConvertAll(row => row.Position).ToArray());
        Add(command, NpgsqlDbType.Uuid, events.ConvertAll(row => row.Stream).ToArray());
        Add(command, NpgsqlDbType.Text, events.ConvertAll(row => row.StreamType).ToArray());
        Add(command, NpgsqlDbType.Bigint, events.ConvertAll(row => row.Version).ToArray());
        Add(command, NpgsqlDbType.Uuid, events.ConvertAll(row => row.Id).ToArray());
        Add(command, NpgsqlDbType.Text, events.ConvertAll(row => row.Type).ToArray());
        Add(command, NpgsqlDbType.TimestampTz, events.ConvertAll(row => row.At).ToArray());
        Add(command, NpgsqlDbType.Jsonb, events.ConvertAll(row => row.Data).ToArray());
        Add(command, NpgsqlDbType.Jsonb, events.ConvertAll(row => row.Headers).ToArray());
        Add(command, NpgsqlDbType.Bigint, blocks.ConvertAll(block => block.First).ToArray());
        Add(command, NpgsqlDbType.Bigint, blocks.ConvertAll(block => block.Last).ToArray());
        Add(command, NpgsqlDbType.TimestampTz, blocks.ConvertAll(block => block.At).ToArray());
        Add(command, NpgsqlDbType.Bytea, Leaves());
        var head = (long)(await command.ExecuteScalarAsync(ct))!;
        events.Clear();
        blocks.Clear();
        leaves.Clear();
        return head;
    }

    private byte[][] Leaves()
    {
        var first = blocks[0].First;
        return [.. blocks.Select(block => leaves.GetRange((int)(block.First - first), (int)(block.Last - block.First + 1)).SelectMany(leaf => leaf).ToArray())];
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, Array values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
}
