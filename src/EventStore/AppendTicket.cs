using System.Diagnostics;
using System.Text;
using HazardLedger.Proofs;

namespace HazardLedger.EventStore;

/// <summary>A group in the queue: checked, hashed on its caller's thread, and idempotent whatever the caller sent.</summary>
internal sealed class AppendTicket
{
    private const string OwnCaller = "~";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private AppendTicket(AppendGroup group, RequestKey request, CancellationToken ct)
    {
        Group = group;
        Request = request;
        Cancelled = ct;
        DataHashes = [.. group.Events.Select(e => Leaf.HashJson(e.Data.Span))];
        HeadersHashes = [.. group.Events.Select(e => Leaf.HashJson(e.Headers.Span))];
        Bytes = group.Events.Sum(e => e.Data.Length + e.Headers.Length + 128) + group.Register.Sum(r => r.Json.Length) + (group.Postings.Count * 64);
    }

    public AppendGroup Group { get; }

    public RequestKey Request { get; }

    public byte[][] DataHashes { get; }

    public byte[][] HeadersHashes { get; }

    /// <summary>About what the group weighs on the wire.</summary>
    public int Bytes { get; }

    /// <summary>The span in which the caller waits; default when nobody traces it.</summary>
    public ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

    public CancellationToken Cancelled { get; }

    public TaskCompletionSource<AppendOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Checks and hashes a group on its caller's thread.</summary>
    /// <exception cref="ArgumentException">The group contradicts itself.</exception>
    /// <exception cref="UnstorableEventException">An event's JSON has no canonical form.</exception>
    public static AppendTicket For(AppendGroup group, CancellationToken ct)
    {
        Check(group);
        Require(!string.Equals(group.Request?.Caller, OwnCaller, StringComparison.Ordinal), "The caller ~ is the pump's own.");
        try
        {
            CheckTexts(group);

            // Without a key of its own a group could not be sent again after a lost reply.
            return new AppendTicket(group, group.Request ?? new RequestKey(OwnCaller, Guid.CreateVersion7().ToString("N"), []), ct);
        }
        catch (Exception e) when (e is FormatException or EncoderFallbackException)
        {
            throw new UnstorableEventException(e.Message, e);
        }
    }

    private static void Check(AppendGroup group)
    {
        var (streams, events) = (group.Streams.Count, group.Events.Count);
        Require(streams > 0 && events > 0, "A group touches at least one stream with at least one event.");
        Require(group.Streams.Select(s => s.Id).Distinct().Count() == streams, "A stream stands twice in one group.");
        Require(group.Streams.All(s => s.ExpectedVersion >= 0), "An expected version is negative.");
        Require(group.Events.All(e => Within(e.Stream, streams)), "An event names no stream of its group.");
        Require(group.Events.All(e => e.Type.Length is > 0 and <= 500), "An event's type is empty or longer than 500 characters.");
        Require(group.Keys.All(k => Within(k.Stream, streams)), "A key claim names no stream of its group.");
        Require(group.Keys.Select(k => (k.Kind, k.Value)).Distinct().Count() == group.Keys.Count, "A key is claimed twice in one group.");
        Require(group.Postings.All(p => Within(p.Event, events)), "A posting names no event of its group.");
        Require(group.Register.Select(r => r.Stream).Distinct().Count() == group.Register.Count, "A stream has two register rows in one group.");
        Require(group.Register.All(r => group.Events.Any(e => e.Stream == r.Stream)), "A register row belongs to no event of its group.");
    }

    // A text that cannot be encoded would break off in the middle of a whole train: it is refused before it boards.
    private static void CheckTexts(AppendGroup group)
    {
        var texts = group.Streams.Select(s => s.Type)
            .Concat(group.Events.Select(e => e.Type))
            .Concat(group.Keys.SelectMany(k => (string[])[k.Kind, k.Value]))
            .Concat(group.Request is { } request ? [request.Caller, request.Key] : []);
        foreach (var text in texts)
        {
            _ = Strict.GetByteCount(text);
        }
    }

    private static bool Within(int index, int count) => index >= 0 && index < count;

    private static void Require(bool truth, string otherwise)
    {
        if (!truth)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
