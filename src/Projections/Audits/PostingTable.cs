using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Projections.Audits;

/// <summary>The digest of the postings as they stand in the table, read beside the columns in memory and not through them.</summary>
internal static class PostingTable
{
    public static async Task<string> DigestAsync(Ledger ledger, NpgsqlDataSource source, long upTo, CancellationToken ct)
    {
        var (dims, parties) = await NamesAsync(source, ct);
        var digest = new FigureDigest();
        await foreach (var posting in ledger.ReadPostingsAsync(0, ct))
        {
            if (posting.Position > upTo)
            {
                break;
            }

            // A posting newer than the names is of an append that went on meanwhile, and lies after the position.
            digest.Add(posting, dims[posting.Dims], posting.Party == 0 ? "" : parties[posting.Party]);
        }

        return digest.ToString();
    }

    private static async Task<(Dictionary<int, Domain.Figures.Dims> Dims, Dictionary<int, string> Parties)> NamesAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        var (dims, parties) = (new Dictionary<int, Domain.Figures.Dims>(), new Dictionary<int, string>());
        await using var asked = source.CreateCommand("SELECT id, area, area_path, sector, grade, source, source_group, regulator, campaigns FROM hl.dims");
        await using (var row = await asked.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                var regulator = await row.IsDBNullAsync(7, ct) ? null : row.GetString(7);
                dims.Add(row.GetInt32(0), StoredDims.Read(new(
                    row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), regulator, row.GetFieldValue<string[]>(8))));
            }
        }

        await using var named = source.CreateCommand("SELECT id, code FROM hl.party");
        await using var names = await named.ExecuteReaderAsync(ct);
        while (await names.ReadAsync(ct))
        {
            parties.Add(names.GetInt32(0), names.GetString(1));
        }

        return (dims, parties);
    }
}
