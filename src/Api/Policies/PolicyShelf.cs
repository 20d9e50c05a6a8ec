using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>The book of rules with the versions of the streams that it was read from.</summary>
public sealed record ShelvedBook(PolicyBook Book, IReadOnlyDictionary<Guid, long> Versions)
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly ShelvedBook Empty = new(PolicyBook.BuiltIn, new Dictionary<Guid, long>());

    /// <summary>Version of a stream of rules; 0 when it does not exist.</summary>
    public long VersionOf(Guid stream) => Versions.GetValueOrDefault(stream);
}

/// <summary>Keeps the book of policies and calendars. Whoever decides asks for the current one: the versions of its streams are read after the question
/// came, so that no rule that was acknowledged to anybody before, in whichever process, is missing from it.</summary>
public sealed class PolicyShelf(Ledger ledger)
{
    private readonly Lock _gate = new();
    private ShelvedBook _known = ShelvedBook.Empty;
    private Task<ShelvedBook> _reading = Task.FromResult(ShelvedBook.Empty);
    private Task<ShelvedBook>? _following;

    /// <summary>The book with everything that was committed when this was called. Questions that come while a reading is under way share the next one.</summary>
    public Task<ShelvedBook> CurrentAsync(CancellationToken ct)
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
        var changes = new List<RecordedRule>();
        var versions = new Dictionary<Guid, long>(known.Versions);
        foreach (var (stream, version) in await ledger.StreamsByKeyAsync(RuleJson.KeyKind))
        {
            var read = versions.GetValueOrDefault(stream);
            if (version <= read)
            {
                continue;
            }

            var tail = await ledger.ReadStreamAsync(stream, read);
            changes.AddRange(tail.Select(RuleJson.Told));
            versions[stream] = tail[^1].Version;
        }

        if (changes.Count == 0)
        {
            return known;
        }

        return _known = new(known.Book.With(changes), versions);
    }
}
