namespace HazardLedger.Projections.Figures;

/// <summary>From a hazard to its newest face: open addressing over the columns themselves, so that no id is kept twice. Four bytes a
/// place, at most three quarters of them taken. One writer; readers without a lock.</summary>
/// <remarks>A reader may be given a face that is newer than what it reads: it knows by the number.</remarks>
internal sealed class FaceIndex(Column<Guid> hazards, Column<int> faceHazard)
{
    private int[] places = new int[64]; // face + 1; 0 is free
    private int taken;

    /// <summary>The newest face of a hazard, or −1.</summary>
    public int Newest(Guid hazard)
    {
        var all = Volatile.Read(ref places);
        return Volatile.Read(ref all[PlaceOf(all, hazard)]) - 1;
    }

    /// <summary>Takes a face that stands in the columns already.</summary>
    public void Put(Guid hazard, int face)
    {
        var place = PlaceOf(places, hazard);
        if (places[place] == 0)
        {
            taken++;
        }

        Volatile.Write(ref places[place], face + 1);
        if (taken > places.Length / 4 * 3)
        {
            Grow();
        }
    }

    // Where a hazard stands, or where it would.
    private int PlaceOf(int[] all, Guid hazard)
    {
        var place = (int)(((ulong)Mixed(hazard) * (ulong)all.Length) >> 32);
        while (Volatile.Read(ref all[place]) is var face and not 0 && hazards.Items[faceHazard.Items[face - 1]] != hazard)
        {
            place = place + 1 == all.Length ? 0 : place + 1;
        }

        return place;
    }

    private void Grow()
    {
        var larger = new int[places.Length + (places.Length / 2)];
        foreach (var face in places)
        {
            if (face != 0)
            {
                larger[PlaceOf(larger, hazards.Items[faceHazard.Items[face - 1]])] = face;
            }
        }

        Volatile.Write(ref places, larger);
    }

    // Ids come from clients: the seed of the process, which is in HashCode, keeps them from choosing places that collide.
    private static uint Mixed(Guid hazard)
    {
        Span<byte> bytes = stackalloc byte[16];
        hazard.TryWriteBytes(bytes);
        return (uint)HashCode.Combine(BitConverter.ToInt32(bytes), BitConverter.ToInt32(bytes[4..]), BitConverter.ToInt32(bytes[8..]), BitConverter.ToInt32(bytes[12..]));
    }
}
