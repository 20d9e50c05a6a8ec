using System.Buffers;
using System.Numerics;

namespace HazardLedger.Projections.Figures;

/// <summary>How many different parties each group has, and all groups together: a bit for each pair, or a set where that would be too many bits.</summary>
internal sealed class DistinctParties(int groups, int parties) : IDisposable
{
    private const long MostBits = 1L << 27;
    private readonly ulong[]? bits = (long)groups * Words(parties) * 64 <= MostBits ? Rent(groups * Words(parties)) : null;
    private readonly HashSet<(int Group, int Party)> pairs = [];
    private readonly ulong[] any = new ulong[Words(parties)];

    public void Add(int group, int party)
    {
        any[party >> 6] |= 1UL << (party & 63);
        if (bits is not null)
        {
            bits[(group * any.Length) + (party >> 6)] |= 1UL << (party & 63);
        }
        else
        {
            pairs.Add((group, party));
        }
    }

    /// <summary>Of one group, or of all for −1.</summary>
    public long Count(int group) => group < 0 ? Ones(any)
        : bits is null ? pairs.Count(pair => pair.Group == group)
        : Ones(bits.AsSpan(group * any.Length, any.Length));

    public void Dispose()
    {
        if (bits is not null)
        {
            ArrayPool<ulong>.Shared.Return(bits);
        }
    }

    private static ulong[] Rent(int length)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(length);
        Array.Clear(rented, 0, length);
        return rented;
    }

    private static long Ones(ReadOnlySpan<ulong> words)
    {
        long ones = 0;
        foreach (var word in words)
        {
            ones += BitOperations.PopCount(word);
        }

        return ones;
    }

    private static int Words(int parties) => (parties + 63) >> 6;
}
