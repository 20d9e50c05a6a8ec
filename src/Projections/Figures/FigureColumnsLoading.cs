using HazardLedger.EventStore;
using HazardLedger.Projections.Rebuild;
using Npgsql;

namespace HazardLedger.Projections.Figures;

/// <content>Loading: whatever the table holds beyond the columns.</content>
public sealed partial class FigureColumns
{
    /// <summary>Positions whose legs are taken in one piece.</summary>
    internal int PositionsAtOnce { get; init; } = 5000;

    private async Task CatchUpAsync(CancellationToken ct)
    {
        // The head is read first: postings committed after it may come along, events without postings before it are covered by it.
        var (head, _, generation, _, _) = await ledger!.HeadAsync(ct);
        if (head <= Position)
        {
            return;
        }

        if (generation != ledger.Generation)
        {
            throw new LedgerMismatchException($"The ledger's figures are posted by generation {generation} of the rules; this program knows {ledger.Generation}.");
        }

        var upTo = Math.Max(head, (await ReadPostingsAsync(source!, ledger.Generation, ct)).UpTo);
        await ReadNamesAsync(source!, ct);
        Publish(upTo);
    }

    /// <summary>Takes all postings of a generation that is not in force yet, for whoever proves them. Nobody sees them before <see cref="StandAtAsync"/>.</summary>
    /// <param name="from">Connections that may read.</param>
    /// <param name="generation">Of which posting rules.</param>
    /// <param name="ct">Stops it; the columns are then of no use.</param>
    /// <returns>The digest of the rows that were taken.</returns>
    internal async Task<RowDigest> TakeAllAsync(NpgsqlDataSource from, int generation, CancellationToken ct) => (await ReadPostingsAsync(from, generation, ct)).Digest;

    /// <summary>What was taken by <see cref="TakeAllAsync"/> is all that there is up to a position: from now on it can be asked for.</summary>
    internal async Task StandAtAsync(NpgsqlDataSource from, long upTo, CancellationToken ct)
    {
        await ReadNamesAsync(from, ct);
        Publish(upTo);
    }

    // The position of the last posting, 0 when there was none, and the digest of all that were read.
    private async Task<(long UpTo, RowDigest Digest)> ReadPostingsAsync(NpgsqlDataSource from, int generation, CancellationToken ct)
    {
        await using var connection = await from.OpenConnectionAsync(ct);
        await using var copy = await PostingTable.BeginAsync(connection, generation, $"position > {Position} ORDER BY position, n", ct);
        return await OwnThread.Run(() => Read(copy, ct), ct);
    }

    private (long UpTo, RowDigest Digest) Read(Stream copy, CancellationToken ct)
    {
        var (upTo, digest) = (0L, default(RowDigest));
        foreach (var piece in new CopyReader(copy).Pieces(PositionsAtOnce))
        {
            using (piece)
            {
                ct.ThrowIfCancellationRequested();
                upTo = Take(piece.Rows, ref digest);
            }
        }

        return (upTo, digest);
    }

    private long Take(ReadOnlySpan<byte> rows, ref RowDigest digest)
    {
        for (var row = new CopyCursor(rows); row.Next();)
        {
            var place = row.At;
            var posting = PostingTable.Next(ref row);
            digest += RowDigest.OfRow(rows[place..row.At]);

            // What a broken connection left half read is in the columns already, not yet published.
            if (posting.Position > last.Position || posting.Position == last.Position && posting.N > last.N)
            {
                Append(posting);
            }
        }

        return last.Position;
    }
}
