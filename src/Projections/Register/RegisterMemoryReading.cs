using System.Data;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <content>What is read from the ledger: everything at the start, then what others append, and everything again when the register was made anew.</content>
public sealed partial class RegisterMemory
{
    // From so many hazards on, nobody waits until a register that was made anew is read: rows are filtered by what they say whatever memory says.
    private const int Large = 100_000;

    private const string Head = "SELECT l.head, e.edition FROM hl.ledger l CROSS JOIN hl.register_edition e";

    // Head and rows of one snapshot: everything up to that head is in them.
    private const string Later =
        $"SELECT l.head, r.hazard IS NOT NULL, {RegisterFacets.Columns} FROM hl.ledger l LEFT JOIN hl.register r "
        + "ON r.hazard = ANY(ARRAY(SELECT DISTINCT stream_id FROM es.mt_events WHERE seq_id > $1))";

    private long edition = -1;

    /// <summary>Loads the register. Returns when all that was committed at the call is known.</summary>
    public Task StartAsync(CancellationToken ct = default) => KnowAllAsync(ct);

    /// <summary>Returns when all that was committed at the call is known, whoever committed it.</summary>
    /// <exception cref="NpgsqlException">The ledger cannot be read.</exception>
    internal async Task KnowAllAsync(CancellationToken ct)
    {
        var (head, made) = await HeadAsync(source.CreateCommand(Head), ct);
        await ReachAsync(head, made, ct);
    }

    /// <summary>Returns when all is known that this process appended or was told of.</summary>
    internal ValueTask KnowToldAsync(CancellationToken ct)
    {
        Take();
        return Position >= Volatile.Read(ref told) ? default : new(ReachAsync(Volatile.Read(ref told), Volatile.Read(ref edition), ct));
    }

    private async Task ReachAsync(long head, long made, CancellationToken ct)
    {
        Take();
        if (Position >= head && made <= Volatile.Read(ref edition))
        {
            return;
        }

        if (Position >= head && Hazards >= Large)
        {
            Beside(() => ReachAsync(long.MaxValue, made, stopping.Token));
            return;
        }

        await reading.WaitAsync(ct);
        try
        {
            Take();
            if (Position < 0 || made > edition)
            {
                await LoadAsync(ct);
            }
            else if (Position < head)
            {
                await ReadLaterAsync(ct);
            }
        }
        finally
        {
            reading.Release();
        }
    }

    private static async Task<(long Head, long Edition)> HeadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
        {
            await using var row = await command.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            return (row.GetInt64(0), row.GetInt64(1));
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (head, made) = await HeadAsync(new NpgsqlCommand(Head, connection, snapshot), ct);
        var fresh = new RegisterSlots();
        await using (var all = new NpgsqlCommand($"SELECT {RegisterFacets.Columns} FROM hl.register r", connection, snapshot) { CommandTimeout = 0 })
        await using (var row = await all.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                fresh.Put(RegisterFacets.Read(row));
            }
        }

        Become(fresh, head, made);
    }

    // What was taken into the old slots meanwhile stands after the head of the new ones, and is read by whoever asks for it.
    private void Become(RegisterSlots fresh, long head, long made)
    {
        lock (taking)
        {
            gate.EnterWriteLock();
            try
            {
                slots = fresh;
                Volatile.Write(ref position, head);
                Volatile.Write(ref edition, made);
            }
            finally
            {
                gate.ExitWriteLock();
            }
        }
    }

    private async Task ReadLaterAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(Later);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Position });
        await using var row = await command.ExecuteReaderAsync(ct);
        var (rows, head) = (new List<RegisterFacets>(), Position);
        while (await row.ReadAsync(ct))
        {
            head = row.GetInt64(0);
            if (row.GetBoolean(1))
            {
                rows.Add(RegisterFacets.Read(row, 2));
            }
        }

        Put(rows, head);
    }
}
