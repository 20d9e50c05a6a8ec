using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Register;

/// <summary>What looks like a registration among the slots: chains of its place and of its party are followed, nothing else is looked at and no row
/// is read. Made for one reading.</summary>
/// <param name="slots">What is looked through.</param>
/// <param name="scope">What the caller may see.</param>
/// <param name="found">The registration.</param>
/// <param name="except">The hazard that it made.</param>
/// <param name="today">The present legal day.</param>
internal sealed class SimilarSlots(RegisterSlots slots, Scope scope, RegisterHazard found, Guid except, DateOnly today)
{
    private readonly Slot[] all = slots.Slots.Items;
    private readonly Guid[] ids = slots.Ids.Items;

    /// <summary>Those at the same place first, then those of the same party, each newest discovery first.</summary>
    public List<SimilarHazard> ToList()
    {
        var party = found.Enterprise ?? found.Site;
        var path = AreaCode.PathOf(found.Area);
        var (there, theirs) = (Newest(slots.AtPlace(path, found.Place), slots.Paths.Find(path)), party is null ? [] : Newest(slots.OfParty(party), null));
        var (known, similar) = (party is null ? 0 : slots.Names.Find(party), new List<SimilarHazard>(HazardRegister.MaxSimilar));
        foreach (var slot in there)
        {
            similar.Add(Said(slot, isThere: true, all[slot].Party == known));
        }

        foreach (var slot in theirs)
        {
            if (similar.Count < HazardRegister.MaxSimilar && !there.Contains(slot))
            {
                similar.Add(Said(slot, isThere: false, isTheirs: true));
            }
        }

        return similar;
    }

    private List<int> Newest(SlotChain chain, int? area)
    {
        var newest = new List<int>(HazardRegister.MaxSimilar);
        foreach (var at in chain)
        {
            if (IsAlike(all[at]) && (area is null || all[at].Area == area) && (newest.Count < HazardRegister.MaxSimilar || Comes(at, newest[^1])) && ids[at] != except && IsSeen(all[at]))
            {
                if (newest.Count == HazardRegister.MaxSimilar)
                {
                    newest.RemoveAt(newest.Count - 1);
                }

                var before = newest.FindIndex(one => Comes(at, one));
                newest.Insert(before < 0 ? newest.Count : before, at);
            }
        }

        return newest;
    }

    private bool IsAlike(in Slot slot) => (short)slot.Unit is >= Account.NoDeadline and <= Account.AcceptedNotClosed && (slot.Category & ~Slot.Listed) == (int)found.Category;

    private bool IsSeen(in Slot slot) => scope is { Areas.Count: 0, Sectors.Count: 0, Party: null } || scope.Covers(AreaOf(slot), slots.Names.All[slot.Sector], slots.Names.All[slot.Party]);

    // Of one day, what came last into memory. Chains are walked in that order, so that most of a long one is passed over by a look at its day.
    private bool Comes(int one, int other) => all[one].DiscoveredOn != all[other].DiscoveredOn ? all[one].DiscoveredOn > all[other].DiscoveredOn : one > other;

    private string AreaOf(in Slot slot)
    {
        var path = slots.Paths.All[slot.Area];
        return path[(path.LastIndexOf('/') + 1)..];
    }

    private SimilarHazard Said(int at, bool isThere, bool isTheirs)
    {
        ref readonly var slot = ref all[at];
        DateOnly? deadline = slot.Deadline == Slot.None ? null : DateOnly.FromDayNumber(slot.Deadline);
        return new()
        {
            Id = ids[at], Number = slots.Codes.TextOf(slots.Numbers[at]), Lifecycle = (Lifecycle)slot.Lifecycle, Standing = Standings.Of(slot.Unit, deadline, today),
            Grade = (Grade)(slot.Grade & 0x0F), Area = AreaOf(slot), Sector = slots.Names.All[slot.Sector], Category = found.Category,
            DiscoveredOn = DateOnly.FromDayNumber(slot.DiscoveredOn),
            Place = isThere ? found.Place : null, Enterprise = isTheirs ? found.Enterprise : null, Site = isTheirs ? found.Site : null,
        };
    }
}
