using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Register;

/// <summary>From a hazard to its place in the columns: open addressing over the column of ids itself, so that none is kept twice. Four bytes
/// a place, at most three quarters of them taken.</summary>
internal sealed class SlotIndex(Column<Guid> ids)
{
    private int[] places = new int[64]; // slot + 1; 0 is free

    /// <summary>The slot of a hazard, or −1.</summary>
    public int Find(Guid hazard) => places[PlaceOf(places, hazard)] - 1;

    /// <summary>Takes the slot that was added to the column last.</summary>
    public void Add(int slot)
    {
        if (slot >= places.Length / 4 * 3)
        {
            var larger = new int[places.Length + (places.Length / 2)];
            for (var at = 0; at < slot; at++)
            {
                larger[PlaceOf(larger, ids.Items[at])] = at + 1;
            }

            places = larger;
        }

        places[PlaceOf(places, ids.Items[slot])] = slot + 1;
    }

    // Where a hazard stands, or where it would.
    private int PlaceOf(int[] all, Guid hazard)
    {
        var place = (int)(((ulong)Mixed(hazard) * (ulong)all.Length) >> 32);
        while (all[place] is var slot and not 0 && ids.Items[slot - 1] != hazard)
        {
            place = place + 1 == all.Length ? 0 : place + 1;
        }

        return place;
    }

    // Ids come from clients: the seed of the process, which is in HashCode, keeps them from choosing places that collide.
    private static uint Mixed(Guid hazard)
    {
        Span<byte> bytes = stackalloc byte[16];
        hazard.TryWriteBytes(bytes);
        return (uint)HashCode.Combine(BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes[8..]));
    }
}
