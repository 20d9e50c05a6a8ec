using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

/// <summary>By what a leg can be filtered and grouped: compared by value.</summary>
/// <param name="Area">Leaf area.</param>
/// <param name="Grade">Ungraded counts as general in every figure; it is kept apart here for the memo.</param>
/// <param name="Regulator">The one regulating organisation; null when an enterprise found it and nobody took it up.</param>
/// <param name="Campaigns">Campaign tags in ordinal order, joined by commas: comparable by value.</param>
/// <param name="FoundBy">Organisation that found it, of several the earliest; it stays with the finder when the hazard is handed over.</param>
public sealed record Dims(string Area, string Sector, Grade Grade, DiscoverySource Source, string? Regulator, string Campaigns, string FoundBy);

/// <summary>From <paramref name="Day"/> on, <paramref name="Amount"/> more of this hazard stands under <paramref name="Code"/>.</summary>
/// <param name="Code">One of <see cref="Account"/>.</param>
/// <param name="Day">Business day from which it counts.</param>
/// <param name="Cohort">The day that a window's `from` is compared with: found; for decisions, the decision.</param>
/// <param name="Mark">The account's own day: due day, re-inspection limit, finished day.</param>
/// <param name="Party">Enterprise or site.</param>
/// <param name="Cause">The step of the story that moved it.</param>
/// <param name="Amount">Units, or yuan in money memos; negative when it leaves.</param>
public readonly record struct Leg(short Code, DateOnly Day, DateOnly Cohort, DateOnly? Mark, Dims Dims, string Party, Cause Cause, long Amount)
{
    /// <summary>Of the legs of one hazard these tell nearly all apart, without a look at every text.</summary>
    public override int GetHashCode() => HashCode.Combine(Code, Day, Cohort, Mark, Cause, Amount);
}
