using System.Collections.Concurrent;
using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
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

    /// <summary>The id of a row of dimensions, new or not.</summary>
    public async ValueTask<int> OfAsync(Dims row, CancellationToken ct) => dims.TryGetValue(row, out var id) ? id : await AskAsync(row, ct);

    /// <summary>The id of a party, new or not.</summary>
    public async ValueTask<int> OfAsync(string party, CancellationToken ct) => parties.TryGetValue(party, out var id) ? id : await AskAsync(party, ct);

    /// <summary>Every id stands in the database for what it was taken for.</summary>
    /// <exception cref="LedgerBrokenException">One does not.</exception>
    public async Task ExpectAsync(CancellationToken ct)
    {
        var known = await PostedNames.ReadAsync(connection, ct);
        if (dims.Any(name => known.Dims.GetValueOrDefault(name.Value) != name.Key) || parties.Any(name => known.Parties.GetValueOrDefault(name.Value) != name.Key))
        {
            throw new LedgerBrokenException("A name in the new postings stands in the ledger for something else; the old ones stay in force.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await OwnerSession.CloseAsync(connection);
        asking.Dispose();
    }

    private async Task<int> AskAsync(Dims legs, CancellationToken ct)
    {
        var row = StoredDims.Of(legs);
        return dims[legs] = await IdAsync(
            "SELECT hl.dims_id($1, $2, $3, $4, $5, $6, $7, $8, $9)", ct,
            row.Area, row.AreaPath, row.Sector, row.Grade, row.Source, row.SourceGroup, row.Regulator, row.Campaigns.ToArray(), row.FoundBy);
    }

    private async Task<int> AskAsync(string party, CancellationToken ct) => parties[party] = await IdAsync("SELECT hl.party_id($1)", ct, party);

    private async Task<int> IdAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await asking.WaitAsync(ct);
        try
        {
            return await IdOfAsync(sql, values, ct);
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<int> IdOfAsync(string sql, object?[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>The names that one worker came upon last: of a hazard's legs nearly all carry the same, and telling that two are the same is cheaper than
/// looking either up.</summary>
internal sealed class NamesAtHand(PostingNames names)
{
    private (Dims? Row, int Id) dims;
    private (string? Code, int Id) party;

    /// <summary>The ids of what a leg names.</summary>
    public async ValueTask<(int Dims, int Party)> OfAsync(Leg leg, CancellationToken ct)
    {
        if (dims.Row != leg.Dims)
        {
            dims = (leg.Dims, await names.OfAsync(leg.Dims, ct));
        }

        if (party.Code != leg.Party)
        {
            party = (leg.Party, await names.OfAsync(leg.Party, ct));
        }

        return (dims.Id, party.Id);
    }
}
