using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The ledger of one database: appends through one pump, reads through the pool.</summary>
/// <remarks>Compose it from a data source whose connection string says <c>Max Auto Prepare</c> and <c>No Reset On Close=true</c>:
/// the pool's default reset throws away the server's plans on every call. Dispose the ledger before its data source.</remarks>
public sealed partial class Ledger : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly AppendPump pump;
    private readonly OwnAppends own = new();
    private readonly SharedRead<LedgerHead> heads;
    private readonly GivenIds<Dims> dimsIds;
    private readonly GivenIds<string> partyIds;
    private readonly ConcurrentDictionary<string, NumberSeries> numbers = new(StringComparer.Ordinal);

    private Ledger(NpgsqlDataSource source, LedgerOptions options, LedgerHead head)
    {
        this.source = source;
        Synthetic = head.Synthetic;
        Generation = options.Generation;
        pump = new AppendPump(source, options, own);
        dimsIds = new(dims => AskDimsAsync(source, dims));
        partyIds = new(code => AskPartyAsync(source, code), StringComparer.Ordinal);
        heads = new SharedRead<LedgerHead>(() => ReadHeadAsync(source, CancellationToken.None));
    }

    /// <summary>A demonstration ledger, where groups may bring their own clock.</summary>
    public bool Synthetic { get; }

    /// <summary>Generation of the posting rules of this process: it posts and reads no other.</summary>
    public int Generation { get; }

    /// <summary>Opens the ledger of a database prepared by <see cref="LedgerSchema.EnsureAsync"/>.</summary>
    public static async Task<Ledger> OpenAsync(NpgsqlDataSource source, LedgerOptions? options = null, CancellationToken ct = default) =>
        new(source, options ?? new LedgerOptions(), await ReadHeadAsync(source, ct));

    /// <summary>Appends a group whole, or refuses it whole. Returns when it is committed.</summary>
    /// <exception cref="ArgumentException">The group contradicts itself, such as an index out of range.</exception>
    /// <exception cref="UnstorableEventException">JSON outside I-JSON, or something that jsonb cannot hold.</exception>
    /// <exception cref="LedgerBusyException">The queue is full.</exception>
    /// <exception cref="LedgerUnavailableException">The database is away; with a request key the same group may be sent again.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped waiting; the group may still be appended.</exception>
    public Task<AppendOutcome> AppendAsync(AppendGroup group, CancellationToken ct = default)
    {
        if (group.Clock is not null && !Synthetic)
        {
            throw new InvalidOperationException("Only a demonstration ledger takes the clock from its callers.");
        }

        return pump.AppendAsync(group, ct);
    }

    /// <summary>Takes the next number of a series, never given out before. A number that is then neither stored nor returned stays unused.</summary>
    public Task<long> NextNumberAsync(string series, CancellationToken ct = default) => SeriesOf(series).NextAsync(ct);

    /// <summary>Gives back a number whose group was refused, to be given out again. Never when the answer to the group is unknown.</summary>
    public void ReturnNumber(string series, long number) => SeriesOf(series).Return(number);

    /// <summary>The id of a row of dimensions, made on first use and kept in memory.</summary>
    public ValueTask<int> DimsIdAsync(Dims dims, CancellationToken ct = default) => dimsIds.OfAsync(dims, ct);

    /// <summary>The id of a party (an enterprise's credit code, or an internal code), made on first use and kept in memory.</summary>
    public ValueTask<int> PartyIdAsync(string code, CancellationToken ct = default) => partyIds.OfAsync(code, ct);

    /// <summary>Takes no more groups, finishes those in the queue, and lets go of the append connection.</summary>
    public ValueTask DisposeAsync() => pump.DisposeAsync();

    private NumberSeries SeriesOf(string series) => numbers.GetOrAdd(series, static (name, from) => new NumberSeries(from, name), source);

    private static async Task<int> AskDimsAsync(NpgsqlDataSource source, Dims dims)
    {
        await using var command = source.CreateCommand("SELECT hl.dims_id($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        foreach (var value in (string?[])[dims.Area, dims.AreaPath, dims.Sector, dims.Grade, dims.Source, dims.SourceGroup, dims.Regulator])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. dims.Campaigns] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = dims.FoundBy });
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<int> AskPartyAsync(NpgsqlDataSource source, string code)
    {
        await using var command = source.CreateCommand("SELECT hl.party_id($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
