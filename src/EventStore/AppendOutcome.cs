namespace HazardLedger.EventStore;

/// <summary>Every answer that <c>hl.append</c> gives to a group. Refusals are values: nothing of a refused group was stored.</summary>
public abstract record AppendOutcome
{
    private protected AppendOutcome()
    {
    }
}

/// <summary>The group stands in the ledger and survives a crash.</summary>
/// <param name="FirstPosition">Position of its first event; the others follow without a gap.</param>
/// <param name="Count">Number of events.</param>
/// <param name="RecordedAt">One instant for the whole group, never before that of an earlier position, in microseconds.</param>
/// <param name="Versions">The new version of each stream, in the order of <see cref="AppendGroup.Streams"/>.</param>
public sealed record Appended(long FirstPosition, int Count, DateTimeOffset RecordedAt, IReadOnlyList<long> Versions) : AppendOutcome
{
    /// <summary>Position of the group's last event.</summary>
    public long LastPosition => FirstPosition + Count - 1;
}

/// <summary>A stream has moved: load it again and decide again.</summary>
public sealed record WrongVersion(Guid Stream, long ActualVersion) : AppendOutcome;

/// <summary>The same request was appended before; this is what it got then.</summary>
public sealed record Replayed(long FirstPosition, int Count) : AppendOutcome;

/// <summary>The request key was used before with another body.</summary>
public sealed record RequestKeyReused : AppendOutcome;

/// <summary>Another stream holds the natural key.</summary>
public sealed record KeyTaken(string Kind, string Value, Guid By) : AppendOutcome;

/// <summary>The postings of this process are made by rules of another generation than the ledger's.</summary>
public sealed record StaleGeneration(int Actual) : AppendOutcome;

/// <summary>Something outside the streams of hazards was recorded after <see cref="AppendGroup.OthersReadAt"/>: read it and decide again.</summary>
public sealed record OthersMoved(long At) : AppendOutcome;

/// <summary>The stream is archived and takes no more events.</summary>
public sealed record Archived(Guid Stream) : AppendOutcome;
