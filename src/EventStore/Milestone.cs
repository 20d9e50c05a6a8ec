namespace HazardLedger.EventStore;

/// <summary>A position that only moves forward, and that any number of readers may wait for.</summary>
public sealed class Milestone
{
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position;

    /// <summary>How far it has come.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Moves it forward and wakes whoever waits; false when it was there already.</summary>
    public bool Reach(long to)
    {
        var seen = Volatile.Read(ref position);
        while (to > seen)
        {
            var before = Interlocked.CompareExchange(ref position, to, seen);
            if (before == seen)
            {
                Interlocked.Exchange(ref moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Waits until it lies beyond a position and says how far it has come.</summary>
    public async Task<long> BeyondAsync(long of, CancellationToken ct = default)
    {
        while (true)
        {
            var next = Volatile.Read(ref moved).Task; // taken before the look, so that no move falls in between
            if (Position > of)
            {
                return Position;
            }

            await next.WaitAsync(ct);
        }
    }
}
