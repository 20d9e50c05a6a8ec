using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;
using Microsoft.Extensions.Caching.Memory;

namespace HazardLedger.Api.Recording;

/// <summary>Stories by stream, kept as long as there is room. A cached story may be behind the ledger: whoever refuses because of
/// one asks <see cref="IsCurrentAsync"/> first; whoever appends is told by the ledger.</summary>
public sealed class StoryCache(Ledger ledger) : IDisposable
{
    private readonly MemoryCache _stories = new(new MemoryCacheOptions { SizeLimit = 400_000 }); // counted in events, about 1 KiB each

    /// <summary>The story of a stream, brought up to date when <paramref name="fresh"/>; empty when there is no such stream.</summary>
    public async ValueTask<Story> LoadAsync(Guid stream, bool fresh, CancellationToken ct)
    {
        var known = _stories.TryGetValue(stream, out Story? story) ? story! : Story.Empty;
        if (known.Version > 0 && !fresh)
        {
            return known;
        }

        var tail = await ledger.ReadStepsAsync(stream, known.Version, ct);
        if (tail.Count > 0 && !EventJson.EventTypes.ContainsKey(tail[0].Type))
        {
            return Story.Empty; // a stream of another kind, such as the ledger's own
        }

        var told = tail.Count == 0 ? known : Story.Of([.. known.Facts, .. tail.Select(FactOf)]);
        Keep(stream, told);
        return told;
    }

    /// <summary>Remembers a story that has just been appended.</summary>
    public void Keep(Guid stream, Story story)
    {
        if (story.Version > 0)
        {
            _stories.Set(stream, story, new MemoryCacheEntryOptions { Size = story.Facts.Count });
        }
    }

    /// <summary>True when the ledger holds no later version.</summary>
    public async Task<bool> IsCurrentAsync(Guid stream, Story story, CancellationToken ct) =>
        await ledger.StreamVersionAsync(stream, ct) == story.Version;

    public void Dispose() => _stories.Dispose();

    private static Fact FactOf(StoredStep stored) =>
        new(stored.Version, EventJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span));
}
