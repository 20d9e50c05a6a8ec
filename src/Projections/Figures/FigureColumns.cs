using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Projections.Figures;

/// <summary>All legs as columns in memory, in ledger order: loaded once, then fed by each append that commits. One writer, any number of
/// readers without a lock.</summary>
/// <remarks>Order of composition: make the columns, open the ledger with <c>Committed = columns.Offer</c>, then <see cref="StartAsync"/>.
/// Dispose the ledger first.</remarks>
public sealed partial class FigureColumns : IAsyncDisposable
{
    /// <summary>Everything up to here is in the columns.</summary>
    public long Position { get; private set; }

    /// <summary>Loads the ledger's postings and begins to follow it. Returns when all that was committed at the call is in.</summary>
    public Task StartAsync(Ledger ledger, NpgsqlDataSource source, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Takes groups that were just committed; returns at once and never throws. For <see cref="LedgerOptions.Committed"/>.</summary>
    public void Offer(IReadOnlyList<CommittedGroup> groups) => throw new NotSupportedException();

    /// <summary>True as soon as everything up to a position is in; false when that took longer than the time-out.
    /// What another process appended is read from the ledger.</summary>
    public Task<bool> WaitForAsync(long position, TimeSpan timeout, CancellationToken ct = default) => throw new NotSupportedException();

    /// <summary>Stops following.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
