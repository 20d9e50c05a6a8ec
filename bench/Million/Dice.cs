namespace HazardLedger.Bench;

/// <summary>Draws that depend on one number and on nothing else (SplitMix64; Steele, Lea, Flood 2014): the same hazard is made on every machine.</summary>
internal sealed class Dice(long seed)
{
    private ulong state = (ulong)seed * 0x9E3779B97F4A7C15;

    /// <summary>From 0 up to, not including, a limit.</summary>
    public int Below(int limit)
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool Chance(int inThousand) => Below(1000) < inThousand;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
