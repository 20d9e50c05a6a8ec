using System.Runtime.InteropServices;

namespace HazardLedger.Projections.Figures;

/// <summary>Legs of one kind and one cohort year in ledger order. A lane of unfinished legs also keeps its balance from time to time:
/// nearly all of its legs cancel each other in the end, and old years then cost only what is still open.</summary>
/// <param name="legsBetweenBalances">The fewest; a lane that holds much at a time keeps them more rarely. 0 keeps none.</param>
/// <param name="wide">Amounts may be money; no balance is kept of such a lane.</param>
internal sealed partial class Lane(int legsBetweenBalances, bool wide = false)
{
    private const int LargestChunk = 1 << 15;
    private const int FirstChunk = 1 << 10;
    private const int LegsForOneStanding = 8;
    private readonly Column<LegChunk> chunks = new(16);
    private readonly Dictionary<ulong, int> balance = [];
    private LegChunk? tail;
    private LegKinds tailKinds = new();
    private int sinceKept; // legs between the last balance that stays and the tail
    private ushort lastDay;
    private uint lastPosition;

    public void Add(in ColumnLeg leg)
    {
        if (tail is null || !tail.TryAdd(leg))
        {
            Extend().TryAdd(leg);
        }

        lastDay = Math.Max(lastDay, leg.Day);
        lastPosition = leg.Position;
        if (legsBetweenBalances > 0)
        {
            var key = StandingLegs.Key(leg.Face, leg.Code, leg.Mark);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(balance, key, out _);
            sum += (int)leg.Amount;
            if (sum == 0)
            {
                balance.Remove(key);
            }
        }
    }

    // Small at first, for years with few legs; never so large that a balance would have to wait for the piece to fill.
    private LegChunk Extend()
    {
        var largest = legsBetweenBalances > 0 ? legsBetweenBalances : LargestChunk;
        tailKinds = tailKinds.IsFull ? new() : tailKinds;
        var next = new LegChunk(Math.Min(largest, tail is null ? FirstChunk : tail.Count * 4), Balance(), tailKinds, wide);
        chunks.Add(next);
        Thin();
        return tail = next;
    }

    private StandingLegs? Balance()
    {
        if (legsBetweenBalances == 0 || tail is null)
        {
            return null;
        }

        if (balance.Capacity > 4 * balance.Count)
        {
            balance.TrimExcess(2 * balance.Count); // a year that is over holds little, and keeps the room of its best days no longer
        }

        return new(lastDay, lastPosition, [.. balance.Select(standing => StandingLegs.Entry(standing.Key, standing.Value))]);
    }

    // The newest balance is always there; of those before it only as many stay as are a small part of the memory.
    private void Thin()
    {
        if (tail?.Before is { } before)
        {
            if (sinceKept < LegsForOneStanding * before.Entries.Length)
            {
                tail.Forget();
            }
            else
            {
                sinceKept = 0;
            }
        }

        sinceKept += tail?.Count ?? 0;
    }
}
