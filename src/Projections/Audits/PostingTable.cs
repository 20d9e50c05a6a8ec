using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Rebuild;
using Npgsql;

namespace HazardLedger.Projections.Audits;

/// <summary>The digest of the postings as they stand in the table, read beside the columns in memory and not through them.</summary>
internal static class PostingTable
{
    public static async Task<string> DigestAsync(Ledger ledger, NpgsqlDataSource source, long upTo, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var names = await PostedNames.ReadAsync(connection, ct);
        var digest = new FigureDigest();
        await foreach (var posting in ledger.ReadPostingsAsync(0, ct))
        {
            if (posting.Position > upTo)
            {
                break;
            }

            // A posting newer than the names is of an append that went on meanwhile, and lies after the position.
            digest.Add(posting, names.Dims[posting.Dims], names.Parties[posting.Party]);
        }

        return digest.ToString();
    }
}
