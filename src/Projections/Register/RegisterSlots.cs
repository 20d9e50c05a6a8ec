using System.Runtime.InteropServices;
using HazardLedger.Domain.Areas;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Register;

/// <summary>What filters and orders ask of a hazard, in 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Slot
{
    /// <summary>No deadline, which comes after all of them.</summary>
    public const int None = int.MaxValue;

    /// <summary>The bit of a standing listing.</summary>
    public const byte Listed = 0x80;

    public int DiscoveredOn { get; init; }
    public int Deadline { get; init; }
    public int Area { get; init; }
    public int Sector { get; init; }
    public int Party { get; init; }
    public int Regulator { get; init; }
    public uint Position { get; init; }

    /// <summary>The unit account; 0 of what is gone.</summary>
    public byte Unit { get; init; }
    public byte Lifecycle { get; init; }

    /// <summary>The grade; from bit 4 on the group of its source.</summary>
    public byte Grade { get; init; }

    /// <summary>The category; bit 7 is set while a listing stands.</summary>
    public byte Category { get; init; }
}

/// <summary>One slot a hazard: what decides where it stands in the register and who finds it there. One writer; readers only while it rests.</summary>
internal sealed class RegisterSlots
{
    private readonly SlotIndex index;
    private readonly Column<ulong> numbers = new();
    private readonly SlotChains parties = new();
    private readonly SlotChains places = new();
    private readonly Column<int> placeHash = new();

    public RegisterSlots() => index = new(Ids);

    public int Count => Ids.Count;

    public Column<Guid> Ids { get; } = new();

    public Column<Slot> Slots { get; } = new();

    /// <summary>By slot, as <see cref="Codes"/> reads them.</summary>
    public ulong[] Numbers => numbers.Items;

    public NumberCodes Codes { get; } = new();

    /// <summary>Areas by their paths from the top: what lies below one begins with its path.</summary>
    public KnownNames Paths { get; } = new();

    /// <summary>Sectors, parties and organisations.</summary>
    public KnownNames Names { get; } = new();

    /// <summary>Takes a row, unless one is there already that is newer.</summary>
    public void Put(RegisterFacets row)
    {
        var at = index.Find(row.Hazard);
        if (at < 0)
        {
            Add(row);
        }
        else if (Slots.Items[at].Position <= row.Position)
        {
            var (now, hash) = (Made(row), HashOf(row));
            if (now.Party != Slots.Items[at].Party)
            {
                Leave(Slots.Items[at].Party, at);
                Join(now.Party, at);
            }

            if (hash != placeHash.Items[at])
            {
                places.Leave(places.Bucket(placeHash.Items[at]), at);
                placeHash.Items[at] = hash;
                places.Join(places.Bucket(hash), at);
            }

            numbers.Items[at] = Codes.Of(row.Number ?? "", numbers.Items[at]);
            Slots.Items[at] = now;
        }
    }

    /// <summary>The slot of a hazard, or −1.</summary>
    public int Find(Guid hazard) => index.Find(hazard);

    /// <summary>All slots of an enterprise or a site.</summary>
    public SlotChain OfParty(string party) => Names.Find(party) is var number and >= 0 ? parties.Of(number) : default;

    /// <summary>All slots at a place of the area of that path. Places are told apart by a hash of 32 bits, so that of four thousand million others one may stand among them.</summary>
    public SlotChain AtPlace(string path, string place)
    {
        var hash = HashOf(path, place);
        return places.Of(places.Bucket(hash), placeHash.Items, hash);
    }

    private void Add(RegisterFacets row)
    {
        var at = Ids.Add(row.Hazard);
        Slots.Add(Made(row));
        numbers.Add(Codes.Of(row.Number ?? ""));
        placeHash.Add(HashOf(row));
        index.Add(at);
        Join(Slots.Items[at].Party, at);
        if (places.MustGrow(at))
        {
            places.Rehash(placeHash.Items, at);
        }

        places.Join(places.Bucket(placeHash.Items[at]), at);
    }

    // What has no party is in no chain.
    private void Join(int party, int at)
    {
        if (party != 0)
        {
            parties.Join(party, at);
        }
    }

    private void Leave(int party, int at)
    {
        if (party != 0)
        {
            parties.Leave(party, at);
        }
    }

    private Slot Made(RegisterFacets row) => new()
    {
        DiscoveredOn = row.DiscoveredOn?.DayNumber ?? Slot.None, Deadline = row.Deadline?.DayNumber ?? Slot.None,
        Area = Paths.NumberOf(row.Area is null ? "" : AreaCode.PathOf(row.Area)), Sector = Names.NumberOf(row.Sector ?? ""), Party = Names.NumberOf(row.Party ?? ""),
        Regulator = Names.NumberOf(row.Regulator ?? ""), Position = checked((uint)row.Position), Unit = (byte)(row.Unit ?? 0), Lifecycle = row.Lifecycle,
        Grade = (byte)((row.Grade & 0x0F) | (row.SourceGroup << 4)), Category = (byte)((row.Category & 0x7F) | (row.IsListed ? Slot.Listed : 0)),
    };

    private static int HashOf(RegisterFacets row) => HashOf(row.Area is null ? "" : AreaCode.PathOf(row.Area), row.Place ?? "");

    private static int HashOf(string path, string place) => HashCode.Combine(path.GetHashCode(StringComparison.Ordinal), place.GetHashCode(StringComparison.Ordinal));
}

/// <summary>Names as numbers, in the order in which they came; 0 is no name.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> names = [""];

    /// <summary>By number.</summary>
    public IReadOnlyList<string> All => names;

    public int NumberOf(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
        {
            numbers.Add(name, number = names.Count);
            names.Add(name);
        }

        return number;
    }

    /// <summary>The number of a name, or −1 when none has it; the empty one names nothing.</summary>
    public int Find(string name) => name.Length > 0 && numbers.TryGetValue(name, out var number) ? number : -1;
}
