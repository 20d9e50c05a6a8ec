using System.Collections.Concurrent;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>The register's order and filters in memory: loaded once, then fed by each append that commits here, and by what the ledger tells of
/// others. What a row says stays in <c>hl.register</c>; here is only where it stands and who finds it.</summary>
/// <remarks>One writer at a time, any number of readers, and none of them sees half a change. Order of composition: make it, open the ledger with
/// <c>Committed = memory.Offer</c>, then <see cref="StartAsync"/>; without that it is loaded by the first question. Limits: 2³² − 1 positions.</remarks>
public sealed partial class RegisterMemory(NpgsqlDataSource source) : IAsyncDisposable
{
    // From so many groups on, what was offered is taken beside the appends, and not by whoever asks next.
    private const int Many = 64;

    private readonly ConcurrentQueue<CommittedGroup> offered = new();
    private readonly Lock taking = new();
    private readonly ReaderWriterLockSlim gate = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private RegisterSlots slots = new();
    private Task beside = Task.CompletedTask;
    private long position = -1;
    private long told;
    private int busy;

    /// <summary>Everything up to here is known; −1 before it is loaded.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Number of hazards, gone ones included.</summary>
    public int Hazards => Read(static (known, _) => known.Count);

    /// <summary>Takes groups that were just committed; returns at once and never throws. For <see cref="LedgerOptions.Committed"/>.</summary>
    public void Offer(IReadOnlyList<CommittedGroup> groups)
    {
        foreach (var group in groups)
        {
            offered.Enqueue(group);
            Volatile.Write(ref told, Math.Max(told, group.Outcome.LastPosition));
        }

        if (offered.Count >= Many)
        {
            Beside(() => { Take(); return Task.CompletedTask; });
        }
    }

    /// <summary>The ledger stands at a position, whoever appended it: what is not known here is read. Returns at once and never throws. For <see cref="HeadWatch"/>.</summary>
    public void LookTo(long head)
    {
        if (head > Volatile.Read(ref told))
        {
            Volatile.Write(ref told, head);
            Beside(() => ReachAsync(head, Volatile.Read(ref edition), stopping.Token));
        }
    }

    /// <summary>Stops what goes on beside the appends.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await beside.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        reading.Dispose();
        gate.Dispose();
        stopping.Dispose();
    }

    /// <summary>Asks while nobody writes. What is asked for must be answered from memory alone.</summary>
    internal T Read<T>(Func<RegisterSlots, long, T> question)
    {
        gate.EnterReadLock();
        try
        {
            return question(slots, position);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    // One thing at a time; what comes meanwhile is found by whoever asks.
    private void Beside(Func<Task> work)
    {
        if (Interlocked.Exchange(ref busy, 1) == 0)
        {
            beside = Task.Run(
                async () =>
                {
                    try
                    {
                        await work();
                    }
                    catch (Exception away) when (away is NpgsqlException or OperationCanceledException or ObjectDisposedException or TimeoutException)
                    {
                        // The database is away. Position stays behind, so whoever asks next makes us read again.
                    }
                    finally
                    {
                        Volatile.Write(ref busy, 0);
                    }
                }, CancellationToken.None);
        }
    }

    // What follows on what is known is taken; after a gap, which others filled, and rows whose maker told nothing of them, the ledger is read.
    private void Take()
    {
        lock (taking)
        {
            if (Position < 0)
            {
                return;
            }

            while (offered.TryDequeue(out var group))
            {
                var (first, last) = (group.Outcome.FirstPosition, group.Outcome.LastPosition);
                if (first <= Position + 1 && last > Position && group.Group.Register.All(row => row.Known is RegisterFacets))
                {
                    Put([.. group.Group.Register.Select(row => Facets(group, row))], last);
                }
            }
        }
    }

    // A row's position is that of its stream's last event in the group.
    private static RegisterFacets Facets(CommittedGroup group, RegisterRow row)
    {
        var events = group.Group.Events;
        var last = events.Count - 1;
        while (events[last].Stream != row.Stream)
        {
            last--;
        }

        return ((RegisterFacets)row.Known!).At(group.Outcome.FirstPosition + last);
    }

    private void Put(List<RegisterFacets> rows, long upTo)
    {
        gate.EnterWriteLock();
        try
        {
            foreach (var row in rows)
            {
                slots.Put(row);
            }

            Volatile.Write(ref position, Math.Max(position, upTo));
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }
}
