using HazardLedger.Projections.Rebuild;
using Npgsql;

namespace HazardLedger.Projections.Figures;

/// <content>Loading: whatever the table holds beyond the columns.</content>
public sealed partial class FigureColumns
{
    private const int PositionsAtOnce = 5000;

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
    private Task<(long UpTo, RowDigest Digest)> ReadPostingsAsync(NpgsqlDataSource from, int generation, CancellationToken ct) => OwnThread.Run(
        () =>
        {
            using var connection = from.OpenConnection();
            using var copy = PostingTable.Begin(connection, generation, $"position > {Position} ORDER BY position, n");
            return Read(copy, ct);
        },
        ct);

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
