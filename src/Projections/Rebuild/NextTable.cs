using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>A table made again beside the one that stands: its rows go in by COPY as if they had always been there, are read back, and indexed at once.
/// Until <see cref="EndAsync"/> nobody else sees it; killed before, nothing of it is left.</summary>
internal sealed class NextTable : IAsyncDisposable
{
    private const int RowsAtOnce = 10_000;

    // Two tables are indexed beside each other while the postings are proved: on a small machine more workers only cost their beginning, for each index again.
    private static readonly int Beside = Math.Clamp((Environment.ProcessorCount - 2) / 2, 0, 2);
    private readonly NpgsqlTransaction transaction;
    private readonly NpgsqlRawCopyStream copy;
    private readonly string table;
    private readonly string columns;
    private RowDigest sent;
    private bool isOver;

    private NextTable(NpgsqlConnection connection, NpgsqlTransaction transaction, NpgsqlRawCopyStream copy, string table, string columns) =>
        (Connection, this.transaction, this.copy, this.table, this.columns) = (connection, transaction, copy, table, columns);

    /// <summary>The session that makes it; free for others after <see cref="EndAsync"/>.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Makes the empty table, in a transaction of a session of its own.</summary>
    /// <param name="owner">Connections of the database's owner.</param>
    /// <param name="table">Its name in the schema hl.</param>
    /// <param name="columns">Its columns in the order in which they will be sent.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<NextTable> BeginAsync(NpgsqlDataSource owner, string table, string columns, CancellationToken ct)
    {
        var session = await OwnerSession.OpenAsync(owner, ct);
        var begun = await session.BeginTransactionAsync(ct);
        await OwnerSession.RunAsync(session, $"SELECT hl.begin_next('hl.{table}')", ct);
        return new(session, begun, await CopyRows.BeginAsync(session, $"COPY hl.{table}_next ({columns}) FROM STDIN (FORMAT BINARY, FREEZE)", ct), table, columns);
    }

    /// <summary>Sends rows, whose digest was made where there was time.</summary>
    public async Task AddAsync(CopyRows rows, RowDigest digest, CancellationToken ct)
    {
        await copy.WriteAsync(rows.Bytes, ct);
        sent += digest;
    }

    /// <summary>All rows are sent: compares what lies in the table with what was sent, builds the indexes, commits.</summary>
    /// <exception cref="LedgerBrokenException">The table holds something else; nothing of it stays.</exception>
    public async Task EndAsync(CancellationToken ct)
    {
        isOver = true;
        await CopyRows.EndAsync(copy, ct);
        await OwnerSession.RunAsync(Connection, $"SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL max_parallel_maintenance_workers = {Beside}", ct);
        var kept = await ReadBackAsync(ct);
        if (kept != sent)
        {
            throw new LedgerBrokenException($"The rows of hl.{table} made again add up to {kept}, those that were sent to {sent}; the old ones stay.");
        }

        await OwnerSession.RunAsync(Connection, $"SELECT hl.index_next('hl.{table}')", ct);
        await transaction.CommitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isOver)
        {
            await copy.CancelAsync();
            await copy.DisposeAsync();
        }

        await transaction.DisposeAsync();
        await OwnerSession.CloseAsync(Connection);
    }

    private async Task<RowDigest> ReadBackAsync(CancellationToken ct)
    {
        await using var back = await Connection.BeginRawBinaryCopyAsync($"COPY (SELECT {columns} FROM hl.{table}_next) TO STDOUT (FORMAT BINARY)", ct);
        return await OwnThread.Run(() => DigestOf(back), ct);
    }

    private static RowDigest DigestOf(Stream back)
    {
        var sum = default(RowDigest);
        foreach (var piece in new CopyReader(back).Pieces(RowsAtOnce))
        {
            using (piece)
            {
                sum += RowDigest.Of(piece.Rows);
            }
        }

        return sum;
    }
}
