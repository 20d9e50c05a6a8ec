using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Rows of some hazards, ready to be sent.</summary>
internal sealed class MadeRows : IDisposable
{
    public CopyRows Rows { get; } = new(CopyRows.OfPiece);

    public RowDigest RowsDigest { get; private set; }

    public CopyRows Lines { get; } = new(CopyRows.OfPiece);

    public RowDigest LinesDigest { get; private set; }

    /// <summary>Hazards whose rows they are.</summary>
    public int Count { get; set; }

    /// <summary>All are made.</summary>
    public void End() => (RowsDigest, LinesDigest) = (RowDigest.Of(Rows.Bytes.Span), RowDigest.Of(Lines.Bytes.Span));

    public void Dispose()
    {
        Rows.Dispose();
        Lines.Dispose();
    }
}

/// <summary>The whole register and its searched lines, made again beside those that stand and then put in their place. Readers read the old ones and
/// appends write them until then; the change itself is a matter of names, under the head's lock.</summary>
internal sealed class RegisterCopy : IAsyncDisposable
{
    private const int PositionsAtOnce = 5000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly NextTable rows;
    private readonly NextTable lines;
    private readonly RegisterColumns columns;
    private readonly CancellationTokenSource stopping = new();
    private Task ending = Task.CompletedTask;
    private long upto;

    private RegisterCopy(NextTable rows, NextTable lines, RegisterColumns columns, long upto) => (this.rows, this.lines, this.columns, this.upto) = (rows, lines, columns, upto);

    /// <summary>Rows sent so far.</summary>
    public long Count { get; private set; }

    /// <summary>Makes both tables, empty.</summary>
    /// <param name="owner">Connections of the database's owner.</param>
    /// <param name="upto">Position up to which whoever sends has read the hazards.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<RegisterCopy> BeginAsync(NpgsqlDataSource owner, long upto, CancellationToken ct)
    {
        RegisterColumns known;
        await using (var connection = await owner.OpenConnectionAsync(ct))
        {
            known = await RegisterColumns.ReadAsync(connection, ct);
        }

        var register = await NextTable.BeginAsync(owner, "register", known.Names, ct);
        try
        {
            return new(register, await NextTable.BeginAsync(owner, "register_search", known.LineNames, ct), known, upto);
        }
        catch
        {
            await register.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of some hazards; on any thread.</summary>
    public MadeRows Make(IEnumerable<History> hazards)
    {
        var made = new MadeRows();
        foreach (var hazard in hazards)
        {
            Add(made, hazard);
        }

        made.End();
        return made;
    }

    /// <summary>Adds the rows of a hazard; on any thread.</summary>
    public void Add(MadeRows made, History hazard)
    {
        columns.Add(hazard, made.Rows, made.Lines);
        made.Count++;
    }

    /// <summary>Sends rows that are all made.</summary>
    public async Task SendAsync(MadeRows made, CancellationToken ct)
    {
        await Task.WhenAll(rows.AddAsync(made.Rows, made.RowsDigest, ct), lines.AddAsync(made.Lines, made.LinesDigest, ct));
        Count += made.Count;
    }

    /// <summary>All are sent: proves them and builds the indexes of both.</summary>
    /// <exception cref="LedgerBrokenException">A table does not hold what was sent.</exception>
    public async Task EndAsync(CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping.Token);
        ending = Task.WhenAll(rows.EndAsync(either.Token), lines.EndAsync(either.Token));
        await ending;
    }

    /// <summary>Takes in what was recorded meanwhile and puts both tables in their places. Waits for readers a second at a time, and lets appends and other
    /// readers pass in between.</summary>
    public async Task SwapAsync(int generation, CancellationToken ct)
    {
        var connection = rows.Connection;
        for (var head = await HeadAsync(connection, "", ct); head - upto > PositionsAtOnce; head = await HeadAsync(connection, "", ct))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await FollowAsync(connection, upto + PositionsAtOnce, ct);
            await transaction.CommitAsync(ct);
            upto += PositionsAtOnce;
        }

        while (!await TryToSwapAsync(connection, generation, ct))
        {
            await Task.Delay(Rest, ct);
        }
    }

    /// <summary>Lets go of both, whether or not they are whole: what still goes on with them is stopped first.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await ending.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
        await rows.DisposeAsync();
        await lines.DisposeAsync();
    }

    // Appends take the head first and the register then, and so does this.
    private async Task<bool> TryToSwapAsync(NpgsqlConnection connection, int generation, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await OwnerSession.RunAsync(connection, "SET LOCAL lock_timeout = '1s'", ct);
            var head = await HeadAsync(connection, " FOR NO KEY UPDATE", ct);
            await FollowAsync(connection, head, ct);
            await OwnerSession.RunAsync(
                connection,
                "LOCK TABLE hl.register, hl.register_search IN ACCESS EXCLUSIVE MODE; SELECT hl.swap_next('hl.register'); SELECT hl.swap_next('hl.register_search'); "
                + $"INSERT INTO hl.reposting (generation, upto, whole, switched_at, registered_at) VALUES ({generation}, {head}, true, clock_timestamp(), clock_timestamp()) "
                + "ON CONFLICT (generation) DO UPDATE SET registered_at = excluded.registered_at", ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    private async Task FollowAsync(NpgsqlConnection connection, long to, CancellationToken ct)
    {
        var ids = await RetoldHazards.IdsBetweenAsync(connection, upto, to, ct);
        if (ids.Count == 0)
        {
            return;
        }

        using var made = Make(await RetoldHazards.ReadAsync(connection, ids, to, ct));
        foreach (var (table, names, sent) in new[] { ("register", columns.Names, made.Rows), ("register_search", columns.LineNames, made.Lines) })
        {
            await using (var old = new NpgsqlCommand($"DELETE FROM hl.{table}_next WHERE hazard = ANY($1)", connection))
            {
                old.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
                await old.ExecuteNonQueryAsync(ct);
            }

            var copy = await CopyRows.BeginAsync(connection, $"COPY hl.{table}_next ({names}) FROM STDIN (FORMAT BINARY)", ct);
            await copy.WriteAsync(sent.Bytes, ct);
            await CopyRows.EndAsync(copy, ct);
        }
    }

    private static async Task<long> HeadAsync(NpgsqlConnection connection, string locked, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT head FROM hl.ledger" + locked, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
