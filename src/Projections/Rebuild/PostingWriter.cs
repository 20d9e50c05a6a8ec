using HazardLedger.Domain.Figures;
using HazardLedger.Projections.Figures;
using Npgsql;
using NpgsqlTypes;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Writes postings of a coming generation by COPY, inside the transaction of its connection, and adds up both digests.</summary>
internal sealed class PostingWriter(NpgsqlConnection connection, int generation)
{
    private readonly Dictionary<Dims, int> dims = [];
    private readonly Dictionary<string, int> parties = new(StringComparer.Ordinal) { [""] = 0 };
    private bool isNamed;

    /// <summary>Posts what the hazards' events after a position posted, and adds to the digest what their stories changed in the same stretch.</summary>
    public async Task WriteAsync(IReadOnlyList<RetoldHazard> hazards, long after, long upto, FigureDigest digest, CancellationToken ct)
    {
        var legs = new List<(Guid Hazard, long Position, short N, Leg Leg)>();
        foreach (var hazard in hazards)
        {
            foreach (var (position, posted) in hazard.PostedAfter(after))
            {
                legs.AddRange(posted.Select((leg, n) => (hazard.Id, position, (short)n, leg)));
            }

            foreach (var leg in HazardPostings.Of(hazard.At(upto)))
            {
                digest.Add(hazard.Id, leg);
            }

            foreach (var leg in HazardPostings.Of(hazard.At(after)))
            {
                digest.Add(hazard.Id, leg with { Amount = -leg.Amount });
            }
        }

        await NameAsync(legs.Select(leg => leg.Leg), ct);
        await using var import = await connection.BeginBinaryImportAsync(
            "COPY hl.posting (generation, position, n, hazard, cause, code, day, cohort, mark, dims, party, amount) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var (hazard, position, n, leg) in legs)
        {
            await import.StartRowAsync(ct);
            await WriteAsync(import, hazard, position, n, leg, ct);
        }

        await import.CompleteAsync(ct);
    }

    private async Task WriteAsync(NpgsqlBinaryImporter row, Guid hazard, long position, short n, Leg leg, CancellationToken ct)
    {
        await row.WriteAsync(generation, NpgsqlDbType.Integer, ct);
        await row.WriteAsync(position, NpgsqlDbType.Bigint, ct);
        await row.WriteAsync(n, NpgsqlDbType.Smallint, ct);
        await row.WriteAsync(hazard, NpgsqlDbType.Uuid, ct);
        await row.WriteAsync((short)leg.Cause, NpgsqlDbType.Smallint, ct);
        await row.WriteAsync(leg.Code, NpgsqlDbType.Smallint, ct);
        await row.WriteAsync(leg.Day, NpgsqlDbType.Date, ct);
        await row.WriteAsync(leg.Cohort, NpgsqlDbType.Date, ct);
        if (leg.Mark is { } mark)
        {
            await row.WriteAsync(mark, NpgsqlDbType.Date, ct);
        }
        else
        {
            await row.WriteNullAsync(ct);
        }

        await row.WriteAsync(dims[leg.Dims], NpgsqlDbType.Integer, ct);
        await row.WriteAsync(parties[leg.Party], NpgsqlDbType.Integer, ct);
        await row.WriteAsync(leg.Amount, NpgsqlDbType.Bigint, ct);
    }

    // While COPY runs, nothing else can be asked on its connection: all names are known before.
    private async Task NameAsync(IEnumerable<Leg> legs, CancellationToken ct)
    {
        await ReadNamesAsync(ct);
        foreach (var leg in legs)
        {
            if (!dims.ContainsKey(leg.Dims))
            {
                var row = StoredDims.Of(leg.Dims);
                dims[leg.Dims] = await IdAsync("SELECT hl.dims_id($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
                    row.Area, row.AreaPath, row.Sector, row.Grade, row.Source, row.SourceGroup, row.Regulator, row.Campaigns.ToArray(), row.FoundBy);
            }

            if (!parties.ContainsKey(leg.Party))
            {
                parties[leg.Party] = await IdAsync("SELECT hl.party_id($1)", ct, leg.Party);
            }
        }
    }

    // A ledger that is posted anew has named nearly everything before: one reading saves a question for each name.
    private async Task ReadNamesAsync(CancellationToken ct)
    {
        if (isNamed)
        {
            return;
        }

        var known = await PostedNames.ReadAsync(connection, ct);
        foreach (var (id, row) in known.Dims)
        {
            dims.TryAdd(row, id);
        }

        foreach (var (id, code) in known.Parties)
        {
            parties.TryAdd(code, id);
        }

        isNamed = true;
    }

    private async Task<int> IdAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
