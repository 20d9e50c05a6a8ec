using HazardLedger.Domain.Areas;

namespace HazardLedger.Projections;

/// <summary>What a caller may see, made from its key. Every query takes one; there is no overload without.
/// An empty list of areas means the whole ledger.</summary>
/// <param name="Areas">Areas whose hazards, and those of all areas below, may be seen.</param>
/// <param name="Sectors">Only these sectors; empty means all.</param>
/// <param name="Party">Only this enterprise's or site's hazards; null means all.</param>
public sealed record Scope(IReadOnlyList<string> Areas, IReadOnlyList<string> Sectors, string? Party)
{
    /// <summary>The whole ledger.</summary>
    public static readonly Scope Everything = new([], [], null);

    /// <summary>True when a hazard that stands there may be seen.</summary>
    public bool Covers(string area, string sector, string? party) =>
        (Areas.Count == 0 || Areas.Any(ancestor => AreaCode.IsWithin(area, ancestor)))
        && (Sectors.Count == 0 || Sectors.Contains(sector, StringComparer.Ordinal))
        && (Party is null || string.Equals(Party, party, StringComparison.Ordinal));
}
