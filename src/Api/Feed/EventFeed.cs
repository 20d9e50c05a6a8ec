using System.Buffers;
using System.Globalization;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;
using Npgsql;

namespace HazardLedger.Api.Feed;

/// <summary>Follows the ledger once for all clients of this process: each event is read once, written as JSON once, and handed to everybody who may see it.</summary>
public sealed class EventFeed(Ledger ledger, HeadWatch watch, EventSight sight, TimeProvider clock, IHostApplicationLifetime life, ILogger<EventFeed> log) : BackgroundService
{
    private const int PageSize = 500;
    private const int Crowd = 40; // so many clients are written to in less than a millisecond
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly Milestone reached = new();
    private List<FeedListener> listeners = [];
    private bool ended;

    /// <summary>How many clients listen.</summary>
    public int Listeners
    {
        get
        {
            lock (gate)
            {
                return listeners.Count;
            }
        }
    }

    /// <summary>Joins the feed right after the position it has reached, which is not before <paramref name="after"/>.</summary>
    internal async Task<FeedListener> JoinAsync(Scope scope, long after, Action abort, CancellationToken ct)
    {
        if (after > 0)
        {
            watch.Learn(after); // the caller read it in the ledger
            await reached.BeyondAsync(after - 1, ct);
        }

        lock (gate)
        {
            var listener = new FeedListener(scope, reached.Position, abort);
            if (ended)
            {
                listener.End();
            }
            else
            {
                listeners.Add(listener);
            }

            return listener;
        }
    }

    internal void Leave(FeedListener listener)
    {
        lock (gate)
        {
            listeners.Remove(listener);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var ending = life.ApplicationStopping.Register(End); // before the server waits for its open requests
        await Task.WhenAll(FollowAsync(stoppingToken), BeatAsync(stoppingToken));
    }

    private void End()
    {
        lock (gate)
        {
            ended = true;
            listeners.ForEach(listener => listener.End());
            listeners = [];
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!Skip(watch.Head.Position))
                {
                    await CarryAsync(ct);
                }

                await RestAsync(ct);
                await watch.Head.BeyondAsync(reached.Position, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                log.LogWarning(e, "The feed could not read the ledger; it tries again.");
                await Task.Delay(Again, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // One socket write costs some ten microseconds and there is one for each client and hand-over: with many clients, events that follow closely
    // travel together. The first one after a rest goes at once. On a busy machine the rest is as long as the clients took, so that commands have the other half.
    private async Task RestAsync(CancellationToken ct)
    {
        var clients = Listeners;
        if (clients < Crowd)
        {
            return;
        }

        // Whoever was woken stands before us in the pool's queue, once to write and once to send.
        var since = clock.GetTimestamp();
        await Task.Yield();
        await Task.Yield();
        var took = clock.GetElapsedTime(since);
        var rest = TimeSpan.FromMilliseconds(Math.Clamp(took.TotalMilliseconds, clients / Crowd, LongestRest.TotalMilliseconds));
        await Task.Delay(rest, ct);
    }

    // With nobody listening there is nothing to read: whoever joins later reads what was before by itself.
    private bool Skip(long head)
    {
        lock (gate)
        {
            if (listeners.Count > 0)
            {
                return false;
            }

            reached.Reach(head);
            return true;
        }
    }

    private async Task CarryAsync(CancellationToken ct)
    {
        var page = await ledger.ReadAllAsync(reached.Position, PageSize, ct);
        if (page.Count == 0)
        {
            return;
        }

        // Where the hazards stand is asked only when somebody may not see all of them.
        var frames = page.Select(stored => (stored.Stream, Frame: FrameOf(stored))).ToList();
        if (!HandOver(page[^1].Position, frames, places: null))
        {
            HandOver(page[^1].Position, frames, await sight.PlacesAsync(page, ct));
        }
    }

    private static byte[] FrameOf(StoredEvent stored)
    {
        var frame = new ArrayBufferWriter<byte>(1024);
        Sse.Write(frame, stored.Position.ToString(CultureInfo.InvariantCulture), EventSight.JsonOf(stored));
        return frame.WrittenSpan.ToArray();
    }

    // False: somebody has a limited scope, and where the hazards stand has not been asked yet.
    private bool HandOver(long last, List<(Guid Stream, byte[] Frame)> frames, Dictionary<Guid, RegisterItem>? places)
    {
        lock (gate)
        {
            if (places is null && !listeners.TrueForAll(listener => EventSight.IsWhole(listener.Scope)))
            {
                return false;
            }

            var byScope = new Dictionary<string, FeedChunk>(StringComparer.Ordinal);
            listeners.RemoveAll(listener =>
            {
                var key = KeyOf(listener.Scope);
                if (!byScope.TryGetValue(key, out var chunk))
                {
                    byScope[key] = chunk = new FeedChunk(Joined(frames.Where(frame => Sees(listener.Scope, frame.Stream, places)).Select(frame => frame.Frame)), false);
                }

                return chunk.Bytes.Length > 0 && !listener.Offer(chunk);
            });
            reached.Reach(last);
            return true;
        }
    }

    private static bool Sees(Scope scope, Guid stream, Dictionary<Guid, RegisterItem>? places) =>
        EventSight.IsWhole(scope) || (places!.TryGetValue(stream, out var at) && EventSight.Covers(scope, at));

    private static byte[] Joined(IEnumerable<byte[]> frames)
    {
        var all = new ArrayBufferWriter<byte>(4096);
        foreach (var frame in frames)
        {
            all.Write(frame);
        }

        return all.WrittenSpan.ToArray();
    }

    internal static string KeyOf(Scope scope) => $"{string.Join(',', scope.Areas)}|{string.Join(',', scope.Sectors)}|{scope.Party}";

    private async Task BeatAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(Sse.Beat, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (gate)
            {
                var beat = new FeedChunk(Sse.BeatOf(reached.Position.ToString(CultureInfo.InvariantCulture)), IsBeat: true);
                listeners.RemoveAll(listener => !listener.Offer(beat));
            }
        }
    }
}
