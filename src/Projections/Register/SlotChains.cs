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
    public SlotChain Of(int chain) => new(next.Items, HeadOf(chain));

    /// <summary>The slots of a chain that have a hash, where there are fewer chains than hashes.</summary>
    public SlotChain Of(int chain, int[] hashes, int hash) => new(next.Items, HeadOf(chain), hashes, hash);

    private int HeadOf(int chain) => chain < heads.Count ? heads.Items[chain] : 0;
}

/// <summary>The slots of one chain, the one that joined last first; the default has none. To be followed while the slots rest.</summary>
/// <param name="next">By slot, the following one and 1.</param>
/// <param name="first">The first and 1; 0 when there is none.</param>
/// <param name="hashes">By slot; null when all are taken.</param>
/// <param name="hash">Only slots of this hash are taken.</param>
internal struct SlotChain(int[] next, int first, int[]? hashes = null, int hash = 0)
{
    private int following = first;

    public int Current { get; private set; }

    public readonly SlotChain GetEnumerator() => this;

    public bool MoveNext()
    {
        while (following != 0)
        {
            Current = following - 1;
            following = next[Current];
            if (hashes is null || hashes[Current] == hash)
            {
                return true;
            }
        }

        return false;
    }
}
