namespace HazardLedger.EventStore.Tests;

/// <summary>The append in a dozen lines of memory: the slow, obvious twin.</summary>
internal sealed class LedgerModel
{
    private readonly Dictionary<string, (byte Body, long First, int Count)> requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, long> versions = [];

    public List<(Guid Stream, long Version, Guid Id)> Events { get; } = [];

    public long Version(Guid stream) => versions.GetValueOrDefault(stream);

    public AppendOutcome Append(AppendGroup group)
    {
        if (group.Request is { } asked && requests.TryGetValue(asked.Key, out var first))
        {
            return first.Body == asked.BodyHash[0] ? new Replayed(first.First, first.Count) : new RequestKeyReused();
        }

        if (group.Streams.FirstOrDefault(s => s.ExpectedVersion != Version(s.Id)) is { } moved)
        {
            return new WrongVersion(moved.Id, Version(moved.Id));
        }

        if (group.Keys.FirstOrDefault(k => keys.TryGetValue(k.Value, out var holder) && holder != group.Streams[k.Stream].Id) is { } taken)
        {
            return new KeyTaken(taken.Kind, taken.Value, keys[taken.Value]);
        }

        var position = Events.Count + 1;
        foreach (var key in group.Keys)
        {
            keys[key.Value] = group.Streams[key.Stream].Id;
        }

        foreach (var e in group.Events)
        {
            var stream = group.Streams[e.Stream].Id;
            Events.Add((stream, versions[stream] = Version(stream) + 1, e.Id));
        }

        if (group.Request is { } request)
        {
            requests[request.Key] = (request.BodyHash[0], position, group.Events.Count);
        }

        return new Appended(position, group.Events.Count, default, [.. group.Streams.Select(s => Version(s.Id))]);
    }
}
