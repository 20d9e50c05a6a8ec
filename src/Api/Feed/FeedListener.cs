using System.Threading.Channels;
using HazardLedger.Projections;

namespace HazardLedger.Api.Feed;

/// <summary>Bytes for a client; a beat is also the moment to look whether its key still holds.</summary>
internal readonly record struct FeedChunk(ReadOnlyMemory<byte> Bytes, bool IsBeat);

/// <summary>One client of the feed: a bounded buffer between the feed and its socket. Who does not keep up is cut off and resumes by its mark.</summary>
internal sealed class FeedListener(Scope scope, long joinedAt, Action abort)
{
    /// <summary>Most bytes that wait for one client.</summary>
    public const int Limit = 4 << 20;

    private readonly Channel<FeedChunk> chunks = Channel.CreateUnbounded<FeedChunk>(new() { SingleReader = true });
    private long waiting;

    public Scope Scope => scope;

    /// <summary>Everything after this position comes through <see cref="Reader"/>.</summary>
    public long JoinedAt => joinedAt;

    public ChannelReader<FeedChunk> Reader => chunks.Reader;

    /// <summary>Hands bytes over; false when the client was too slow and is cut off.</summary>
    public bool Offer(FeedChunk chunk)
    {
        if (Interlocked.Add(ref waiting, chunk.Bytes.Length) <= Limit)
        {
            return chunks.Writer.TryWrite(chunk);
        }

        chunks.Writer.TryComplete();
        abort(); // it may hang in a write that nobody reads
        return false;
    }

    public void Took(FeedChunk chunk) => Interlocked.Add(ref waiting, -chunk.Bytes.Length);

    /// <summary>No more comes: the program stops.</summary>
    public void End() => chunks.Writer.TryComplete();
}
