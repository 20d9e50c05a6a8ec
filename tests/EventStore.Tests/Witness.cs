using System.Collections.Concurrent;

namespace HazardLedger.EventStore.Tests;

/// <summary>What the clients of a ledger were told, and what its followers saw: the other half of the oracle.</summary>
internal sealed class Witness
{
    private readonly ConcurrentQueue<(AppendGroup Group, AppendOutcome? Outcome)> told = new();
    private readonly ConcurrentQueue<List<long>> followers = new();
    private int acknowledged;

    /// <summary>Each group that was ever sent with all answers it got; null is an answer that never came.</summary>
    public ILookup<AppendGroup, AppendOutcome?> Told => told.ToLookup(t => t.Group, t => t.Outcome, (IEqualityComparer<AppendGroup>)ReferenceEqualityComparer.Instance);

    /// <summary>The positions that each follower saw, in the order in which it saw them.</summary>
    public IReadOnlyCollection<List<long>> Followers => followers;

    /// <summary>How many groups were answered with "appended".</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>A new follower, to be given positions.</summary>
    public List<long> Follow()
    {
        var seen = new List<long>();
        followers.Enqueue(seen);
        return seen;
    }

    /// <summary>Sends a group and keeps what came of it. Null: the answer never came, and the group may stand or not.</summary>
    public async Task<AppendOutcome?> SendAsync(Ledger ledger, AppendGroup group, CancellationToken impatience = default)
    {
        AppendOutcome? outcome = null;
        try
        {
            outcome = await ledger.AppendAsync(group, impatience);
            if (outcome is Appended)
            {
                Interlocked.Increment(ref acknowledged);
            }
        }
        catch (Exception e) when (e is LedgerUnavailableException or LedgerBusyException or OperationCanceledException)
        {
            // Nobody knows; the oracle takes it whole or not at all.
        }

        told.Enqueue((group, outcome));
        return outcome;
    }

    /// <summary>Waits until so many more groups were acknowledged: faults are put where work is done.</summary>
    public void AwaitAcknowledged(int more, TimeSpan atMost)
    {
        var goal = Acknowledged + more;
        SpinWait.SpinUntil(() => Acknowledged >= goal, atMost);
    }
}
