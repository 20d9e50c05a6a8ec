using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>The book of rules with the versions of the streams that it was read from.</summary>
/// <param name="ReadAt">Every rule up to this position of the ledger is in it; −1 before the first reading.</param>
public sealed record ShelvedBook(PolicyBook Book, IReadOnlyDictionary<Guid, long> Versions, long ReadAt)
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly ShelvedBook Empty = new(PolicyBook.BuiltIn, new Dictionary<Guid, long>(), -1);

    /// <summary>Version of a stream of rules; 0 when it does not exist.</summary>
    public long VersionOf(Guid stream) => Versions.GetValueOrDefault(stream);
}

/// <summary>Keeps the book of policies and calendars. Whoever asks for the current one gets no older one than when he asked: no rule that was acknowledged to
/// anybody before, in whichever process, is missing from it. Who appends may take the kept one, and lets the append say that it is still right.</summary>
public sealed class PolicyShelf(Ledger ledger)
{
    private readonly Lock _gate = new();
    private ShelvedBook _known = ShelvedBook.Empty;
    private Task<ShelvedBook> _reading = Task.FromResult(ShelvedBook.Empty);
    private Task<ShelvedBook>? _following;

    /// <summary>The book as it was last read.</summary>
    public ShelvedBook Kept => Volatile.Read(ref _known);

    /// <summary>The book with everything that was committed when this was called. Questions that come while a reading is under way share the next one.</summary>
    public async Task<ShelvedBook> CurrentAsync(CancellationToken ct) => await AtAsync((await ledger.HeadAsync(ct)).Mark, ct);

    /// <summary>The book with everything up to a mark that the ledger has reached.</summary>
    public ValueTask<ShelvedBook> AtAsync(LedgerMark mark, CancellationToken ct) =>
        Kept is var kept && kept.ReadAt >= 0 && mark.OthersAt <= kept.ReadAt ? new(kept) : new(ReadAgainAsync(ct));

    private Task<ShelvedBook> ReadAgainAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_reading.IsCompleted)
            {
                return (_reading = ReadAsync()).WaitAsync(ct);
            }

            return (_following ??= AfterAsync(_reading)).WaitAsync(ct);
        }
    }

    private async Task<ShelvedBook> AfterAsync(Task<ShelvedBook> before)
    {
        await before.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Task<ShelvedBook> reading;
        lock (_gate)
        {
            (_following, _reading) = (null, ReadAsync());
            reading = _reading;
        }

        return await reading;
    }

    private async Task<ShelvedBook> ReadAsync()
    {
        var known = _known;
        var head = (await ledger.HeadAsync()).Position; // read first: all that is found later may come along
        var changes = new List<RecordedRule>();
        var versions = new Dictionary<Guid, long>(known.Versions);
        foreach (var (stream, version) in await ledger.StreamsByKeyAsync(RuleJson.KeyKind))
        {
            var before = versions.GetValueOrDefault(stream);
            if (version <= before)
            {
                continue;
            }

            var tail = await ledger.ReadStreamAsync(stream, before);
            changes.AddRange(tail.Select(RuleJson.Told));
            versions[stream] = tail[^1].Version;
        }

        var read = new ShelvedBook(changes.Count == 0 ? known.Book : known.Book.With(changes), versions, head);
        Volatile.Write(ref _known, read);
        return read;
    }
}
