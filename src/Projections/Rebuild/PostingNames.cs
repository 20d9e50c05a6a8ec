using System.Collections.Concurrent;
using HazardLedger.Domain.Figures;
using HazardLedger.Projections.Figures;
using Npgsql;
using NpgsqlTypes;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Rebuild;

/// <summary>The ids under which dimensions and parties stand in postings. A ledger that is posted anew has named nearly everything before; what is new gets
/// its id when it is first met, at once and for good.</summary>
internal sealed class PostingNames : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly ConcurrentDictionary<Dims, int> dims = new();
    private readonly ConcurrentDictionary<string, int> parties = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly SemaphoreSlim asking = new(1);

    private PostingNames(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Begins with all names that the ledger has.</summary>
    public static async Task<PostingNames> ReadAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        var names = new PostingNames(await OwnerSession.OpenAsync(owner, ct));
        var known = await PostedNames.ReadAsync(names.connection, ct);
        foreach (var (id, row) in known.Dims)
        {
            names.dims.TryAdd(row, id);
        }

        foreach (var (id, code) in known.Parties)
        {
            names.parties.TryAdd(code, id);
        }

        return names;
    }

    public int Of(Dims row) => dims[row];

    public int Of(string party) => parties[party];

    /// <summary>Sees to it that all names of some legs have ids.</summary>
    public async Task NameAsync(IEnumerable<Leg> legs, CancellationToken ct)
    {
        foreach (var leg in legs)
        {
            if (!dims.ContainsKey(leg.Dims) || !parties.ContainsKey(leg.Party))
            {
                await AskAsync(leg, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await OwnerSession.CloseAsync(connection);
        asking.Dispose();
    }

    private async Task AskAsync(Leg leg, CancellationToken ct)
    {
        await asking.WaitAsync(ct);
        try
        {
            var row = StoredDims.Of(leg.Dims);
            dims[leg.Dims] = await IdAsync(
                "SELECT hl.dims_id($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
                row.Area, row.AreaPath, row.Sector, row.Grade, row.Source, row.SourceGroup, row.Regulator, row.Campaigns.ToArray(), row.FoundBy);
            parties[leg.Party] = await IdAsync("SELECT hl.party_id($1)", ct, leg.Party);
        }
        finally
        {
            asking.Release();
        }
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
