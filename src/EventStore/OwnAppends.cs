namespace HazardLedger.EventStore;

/// <summary>Which streams this process has appended to, as far back as no other process came between. So what was read of a stream can be known
/// to be the newest without reading it again.</summary>
internal sealed class OwnAppends
{
    private const int MostStreams = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, long> last = [];
    private long from; // every event after this position …
    private long upTo; // … up to this one is ours

    /// <summary>Takes a committed group; groups come in the order of their positions.</summary>
    public void Take(AppendGroup group, Appended outcome)
    {
        lock (gate)
        {
            if (outcome.FirstPosition != upTo + 1 || last.Count > MostStreams)
            {
                last.Clear();
                from = outcome.FirstPosition - 1;
            }

            foreach (var stream in group.Streams)
            {
                last[stream.Id] = outcome.LastPosition;
            }

            upTo = outcome.LastPosition;
        }
    }

    /// <summary>True when this process appended to the stream after a position.</summary>
    public bool Moved(Guid stream, long since)
    {
        lock (gate)
        {
            return last.TryGetValue(stream, out var position) && position > since;
        }
    }

    /// <summary>True when nobody appended to the stream after <paramref name="since"/> and up to <paramref name="head"/>; false when that is not known.</summary>
    public bool IsUnmoved(Guid stream, long since, long head)
    {
        lock (gate)
        {
            return since == head || (since >= from && head <= upTo && !(last.TryGetValue(stream, out var position) && position > since));
        }
    }
}
