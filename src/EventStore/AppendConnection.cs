using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>The pump's own connection, with the append prepared once. Each call is one round trip and one transaction.</summary>
internal sealed class AppendConnection : IAsyncDisposable
{
    // Generic plans: custom ones would be made anew on every call. No joins but by index: the plan is made while tables are small and lives on.
    private const string Settings =
        "SET lock_timeout = '2s'; SET plan_cache_mode = force_generic_plan; SET jit = off; "
        + "SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_seqscan = off; SET enable_bitmapscan = off";

    private const string Undo =
        "RESET lock_timeout; RESET statement_timeout; RESET plan_cache_mode; RESET jit; "
        + "RESET enable_hashjoin; RESET enable_mergejoin; RESET enable_seqscan; RESET enable_bitmapscan";

    private const int Beyond = 3; // seconds beyond the server's own time-out: only a silent network gets there

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand append;
    private readonly NpgsqlCommand appendOne;
    private readonly AppendArrays arrays = new();
    private readonly LoneArguments lone = new();

    private AppendConnection(NpgsqlConnection connection, TimeSpan limit)
    {
        this.connection = connection;
        append = new NpgsqlCommand(arrays.Call, connection) { CommandTimeout = (int)Math.Ceiling(limit.TotalSeconds) + Beyond };
        arrays.AddTo(append.Parameters);
        appendOne = new NpgsqlCommand(lone.Call, connection) { CommandTimeout = append.CommandTimeout };
        lone.AddTo(appendOne.Parameters);
    }

    public static async Task<AppendConnection> OpenAsync(NpgsqlDataSource source, TimeSpan limit)
    {
        var fresh = await source.OpenConnectionAsync();
        try
        {
            await using (var set = new NpgsqlCommand($"{Settings}; SET statement_timeout = {(int)limit.TotalMilliseconds}", fresh))
            {
                await set.ExecuteNonQueryAsync();
            }

            var opened = new AppendConnection(fresh, limit);
            opened.arrays.Fill([], 0);
            await opened.append.PrepareAsync();
            await opened.appendOne.PrepareAsync();
            return opened;
        }
        catch
        {
            await fresh.DisposeAsync();
            throw;
        }
    }

    public async Task<AppendAnswer[]> SendAsync(IReadOnlyList<AppendTicket> tickets, int generation)
    {
        var isAlone = tickets.Count == 1 && LoneArguments.CanCarry(tickets[0]);
        if (isAlone)
        {
            lone.Fill(tickets[0], generation);
        }
        else
        {
            arrays.Fill(tickets, generation);
        }

        await using var reader = await (isAlone ? appendOne : append).ExecuteReaderAsync();
        await reader.ReadAsync();
        AppendAnswer[] answers = isAlone ? [AppendAnswer.ReadAlone(reader)] : AppendAnswer.Read(reader, tickets.Count);
        await reader.NextResultAsync(); // the answer comes before the commit: only the end of the results says that it stands
        return answers;
    }

    /// <summary>The id and instant of the event at a position, to see whether a group found there is our own.</summary>
    public async Task<(Guid Id, DateTimeOffset RecordedAt)> EventAtAsync(long position)
    {
        await using var command = new NpgsqlCommand("SELECT id, timestamp FROM es.mt_events WHERE seq_id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
    }

    /// <summary>Gives the connection back to the pool as it was; a broken one is thrown away by the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        await append.DisposeAsync();
        await appendOne.DisposeAsync();
        try
        {
            await using var undo = new NpgsqlCommand(Undo, connection);
            await undo.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // It is broken, so there is nothing to put back.
        }

        await connection.DisposeAsync();
    }
}
