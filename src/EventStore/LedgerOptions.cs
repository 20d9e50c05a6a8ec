namespace HazardLedger.EventStore;

/// <summary>How this process stands towards the ledger.</summary>
public sealed record LedgerOptions
{
    /// <summary>Generation of the posting rules that this process carries; a ledger of another generation refuses its groups.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Called after each commit, before the callers are answered, in the order of positions. Must be quick and must not throw.
    /// Positions missing between two calls were written by another process and are to be read from the ledger.</summary>
    public Action<IReadOnlyList<CommittedGroup>>? Committed { get; init; }

    /// <summary>Groups that may wait; one more is refused with <see cref="LedgerBusyException"/>.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>How long a batch is sent again after a lost connection before its callers are told.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may work on one call before it breaks it off. A call of many groups is then sent again in halves; a group
    /// alone is tried a few times and then refused with <see cref="LedgerUnavailableException"/>.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(5);
}
