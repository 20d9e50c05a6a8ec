namespace HazardLedger.Projections.Register;

/// <summary>Places chosen of a register at one moment.</summary>
/// <param name="Order">By what they are ordered.</param>
/// <param name="Places">The first of them, in order.</param>
/// <param name="Beyond">How many there are after the place that was asked for, at least as many as <paramref name="Places"/>.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Position">The ledger's position at that moment.</param>
internal sealed record RegisterChoice(RegisterOrder Order, List<Place> Places, long Beyond, long Total, long Position)
{
    /// <summary>Chooses.</summary>
    /// <param name="memory">What is chosen from.</param>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="filter">Which register, which rows, which order.</param>
    /// <param name="after">Only what comes after this; null for all.</param>
    /// <param name="most">How many places are wanted.</param>
    /// <param name="among">Only of these hazards; null for all.</param>
    public static RegisterChoice Of(RegisterMemory memory, Scope scope, RegisterFilter filter, RegisterCursor? after, int most, IReadOnlyList<Guid>? among = null)
    {
        var (order, nearest, total, position) = memory.Read((slots, position) =>
        {
            var (order, sieve) = (new RegisterOrder(slots, filter.Sort), new RegisterSieve(slots, scope, filter));
            var nearest = new NearestSlots(order, after is null ? null : order.PlaceOf(after), most);
            return (order, nearest, Sift(slots, sieve, order, nearest, after?.Position ?? position, SlotsOf(slots, scope, filter, among)), position);
        });
        return new(order, nearest.Sorted(), nearest.Beyond, total, after?.Position ?? position);
    }

    // Slots are roughly in the order of their coming. Who asks for the newest begins with them.
    private static long Sift(RegisterSlots slots, RegisterSieve sieve, RegisterOrder order, NearestSlots nearest, long upTo, List<int>? some)
    {
        var (all, total) = (slots.Slots.Items, 0L);
        var count = some?.Count ?? slots.Count;
        for (var i = 0; i < count; i++)
        {
            var at = some is not null ? some[i] : order.Descending ? count - 1 - i : i;
            ref readonly var slot = ref all[at];
            if (sieve.Takes(slot) && slot.Position <= upTo)
            {
                total++;
                nearest.Take(order.KeyOf(slot, at), at);
            }
        }

        return total;
    }

    private static List<int>? SlotsOf(RegisterSlots slots, Scope scope, RegisterFilter filter, IReadOnlyList<Guid>? among) =>
        among is not null ? [.. among.Select(slots.Find).Where(slot => slot >= 0)]
        : (filter.Enterprise ?? scope.Party) is { } party ? [.. slots.OfParty(party)] : null;
}
