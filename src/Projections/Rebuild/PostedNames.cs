using HazardLedger.Projections.Figures;
using Npgsql;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Rebuild;

/// <summary>What the ids in postings stand for.</summary>
internal sealed record PostedNames(IReadOnlyDictionary<int, Dims> Dims, IReadOnlyDictionary<int, string> Parties)
{
    public static async Task<PostedNames> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (dims, parties) = (new Dictionary<int, Dims>(), new Dictionary<int, string> { [0] = "" });
        await using (var command = new NpgsqlCommand(StoredDims.Query, connection))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                dims.Add(row.GetInt32(0), await StoredDims.ReadAsync(row, ct));
            }
        }

        await using (var command = new NpgsqlCommand("SELECT id, code FROM hl.party", connection))
        await using (var row = await command.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                parties.Add(row.GetInt32(0), row.GetString(1));
            }
        }

        return new(dims, parties);
    }
}
