using System.Runtime.InteropServices;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>A row of dimensions as the columns keep it: each name by its number in the <see cref="NameTable"/>, so that a question decides
/// about a name once, however many rows carry it.</summary>
/// <param name="Regulator">−1 for none.</param>
/// <param name="Campaigns">Of all tags as one name.</param>
/// <param name="IsKnown">False for a place that holds no row (yet).</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DimsRow(int Area, int Sector, int Regulator, int FoundBy, int Campaigns, Grade Grade, DiscoverySource Source, bool IsKnown);

/// <summary>Every name once, numbered. The first, number 0, is the empty one.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Column<string> names = new();

    public NameTable() => NumberOf("");

    public int Count => names.Count;

    /// <summary>By number; to be taken after the count.</summary>
    public string[] Items => names.Items;

    /// <summary>Number of a name, new or not; only the writer asks.</summary>
    public int NumberOf(string name)
    {
        if (!numbers.TryGetValue(name, out var number))
        {
            numbers.Add(name, number = names.Add(name));
        }

        return number;
    }
}
