using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Register;

/// <summary>Slots that have something in common, each chained to the next: four bytes a slot and four a chain. A slot is in one chain.</summary>
internal sealed class SlotChains
{
    private readonly Column<int> next = new(); // slot + 1; 0 is the end
    private Column<int> heads = new();
    private int buckets = 64;

    /// <summary>The chain of a hash, where there are fewer chains than hashes.</summary>
    public int Bucket(int hash) => (int)(((ulong)(uint)hash * (ulong)buckets) >> 32);

    /// <summary>True when there are more slots than chains.</summary>
    public bool MustGrow(int slots) => slots >= buckets;

    /// <summary>Chains all slots anew, by their hashes, into half as many chains again.</summary>
    public void Rehash(int[] hashes, int slots)
    {
        buckets += buckets / 2;
        heads = new(buckets);
        for (var slot = 0; slot < slots; slot++)
        {
            Join(Bucket(hashes[slot]), slot);
        }
    }

    public void Join(int chain, int slot)
    {
        next.Put(slot, chain < heads.Count ? heads.Items[chain] : 0);
        heads.Put(chain, slot + 1);
    }

    public void Leave(int chain, int slot)
    {
        if (heads.Items[chain] == slot + 1)
        {
            heads.Items[chain] = next.Items[slot];
            return;
        }

        var before = heads.Items[chain] - 1;
        while (next.Items[before] != slot + 1)
        {
            before = next.Items[before] - 1;
        }

        next.Items[before] = next.Items[slot];
    }

    /// <summary>The slots of a chain.</summary>
    public List<int> Of(int chain)
    {
        var slots = new List<int>();
        for (var slot = chain < heads.Count ? heads.Items[chain] : 0; slot != 0; slot = next.Items[slot - 1])
        {
            slots.Add(slot - 1);
        }

        return slots;
    }
}
