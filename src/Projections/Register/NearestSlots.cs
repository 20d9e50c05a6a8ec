namespace HazardLedger.Projections.Register;

/// <summary>The first so many slots of an order, from slots that come in any. Keeps at most twice as many and sorts now and then, so that of a
/// million hazards only those are compared twice that might be among the first.</summary>
/// <param name="order">The order.</param>
/// <param name="after">Only what comes after this place; null for all.</param>
/// <param name="most">How many; <see cref="int.MaxValue"/> for all.</param>
internal sealed class NearestSlots(RegisterOrder order, Place? after, int most)
{
    private const int Least = 64;
    private readonly List<Place> found = [];
    private Place? last;

    /// <summary>How many of them come after the place, whether kept or not.</summary>
    public long Beyond { get; private set; }

    public void Take(ulong key, int slot)
    {
        if (after is { } place && !Comes(place, key, slot))
        {
            return;
        }

        Beyond++;
        if (last is { } worst && Comes(worst, key, slot))
        {
            return;
        }

        found.Add(order.PlaceOf(key, slot));
        if (found.Count >= Math.Max(Least, 2L * most))
        {
            Sort();
            last = found[^1];
        }
    }

    /// <summary>The places in order. May be asked for when the slots are written again.</summary>
    public List<Place> Sorted()
    {
        Sort();
        return found;
    }

    private void Sort()
    {
        found.Sort(order.Compare);
        if (found.Count > most)
        {
            found.RemoveRange(most, found.Count - most);
        }
    }

    // Ids are read only where keys are the same.
    private bool Comes(Place place, ulong key, int slot)
    {
        var compared = order.CompareKeys(place.Key, key);
        return compared < 0 || (compared == 0 && order.Compare(place, order.PlaceOf(key, slot)) < 0);
    }
}
