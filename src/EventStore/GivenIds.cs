using System.Collections.Concurrent;

namespace HazardLedger.EventStore;

/// <summary>Ids that the database gives to values. However many want a new one at a time, it is asked for once: of two that ask, one would get an id and
/// the other lose the one that it was about to get, and who reads names from the first that he lacks would begin at that hole for ever.</summary>
internal sealed class GivenIds<T>(Func<T, Task<int>> ask, IEqualityComparer<T>? comparer = null) where T : notnull
{
    private readonly ConcurrentDictionary<T, Lazy<Task<int>>> given = new(comparer ?? EqualityComparer<T>.Default);

    public ValueTask<int> OfAsync(T value, CancellationToken ct)
    {
        var one = given.GetOrAdd(value, static (key, from) => new(() => from(key)), ask);
        return one.Value.IsCompletedSuccessfully ? new(one.Value.Result) : new(WaitAsync(value, one, ct));
    }

    private async Task<int> WaitAsync(T value, Lazy<Task<int>> one, CancellationToken ct)
    {
        try
        {
            return await one.Value.WaitAsync(ct);
        }
        catch (Exception) when (one.Value.IsFaulted || one.Value.IsCanceled)
        {
            given.TryRemove(new(value, one)); // the next who wants it asks again
            throw;
        }
    }
}
