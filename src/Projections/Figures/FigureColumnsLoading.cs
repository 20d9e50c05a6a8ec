using HazardLedger.EventStore;
using HazardLedger.Projections.Rebuild;

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

        var upTo = Math.Max(head, await ReadPostingsAsync(ledger.Generation, ct));
        await ReadNamesAsync(ct);
        Publish(upTo);
    }

    // Returns the position of the last posting, 0 when there was none.
    private async Task<long> ReadPostingsAsync(int generation, CancellationToken ct)
    {
        await using var connection = await source!.OpenConnectionAsync(ct);
        await using var copy = await PostingTable.BeginAsync(connection, generation, $"position > {Position} ORDER BY position, n", ct);
        return await OwnThread.Run(() => Read(copy, ct), ct);
    }

    private long Read(Stream copy, CancellationToken ct)
    {
        var upTo = 0L;
        foreach (var piece in new CopyReader(copy).Pieces(PositionsAtOnce))
        {
            using (piece)
            {
                ct.ThrowIfCancellationRequested();
                for (var row = new CopyCursor(piece.Rows); row.Next();)
                {
                    var posting = PostingTable.Next(ref row);
                    upTo = posting.Position;

                    // What a broken connection left half read is in the columns already, not yet published.
                    if (posting.Position > last.Position || posting.Position == last.Position && posting.N > last.N)
                    {
                        Append(posting);
                    }
                }
            }
        }

        return upTo;
    }
}
