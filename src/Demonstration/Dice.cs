using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Demonstration;

/// <summary>Repeatable choices: a SplitMix64 sequence seeded by the digest of a key, so that each hazard has its own
/// sequence and a change to one leaves the others as they were.</summary>
internal sealed class Dice(string key)
{
    private ulong _state = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("licheng-demonstration-2026/" + key)));

    public int Below(int count) => (int)(Next() % (ulong)count);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public T Weighted<T>(IReadOnlyList<(T Item, int Weight)> items)
    {
        var left = Below(items.Sum(item => item.Weight));
        foreach (var (item, weight) in items)
        {
            left -= weight;
            if (left < 0)
            {
                return item;
            }
        }

        throw new InvalidOperationException("The weights do not cover the draw.");
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
