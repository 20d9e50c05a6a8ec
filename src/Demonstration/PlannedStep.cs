using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>One command of the demonstration: what is asked of the ledger, and when.</summary>
/// <param name="RecordedAt">The simulated instant of recording, at +08:00. The legal day of the decision is its date.</param>
/// <param name="Hazard">Stream of the hazard: a UUID of version 7 made from the first recording and a digest, not from chance.</param>
/// <param name="NumberSeed">On registrations, the series in which the ledger counts the hazard's number, such as "350304-2026"; else null.</param>
/// <param name="Command">The command. A <see cref="MergeHazard"/> is also to be recorded in its survivor.</param>
/// <param name="Entry">The envelope.</param>
/// <param name="IsProposed">True when it is only proposed; the step that approves it follows.</param>
public sealed record PlannedStep(DateTimeOffset RecordedAt, Guid Hazard, string? NumberSeed, HazardCommand Command, Entry Entry, bool IsProposed = false);

/// <summary>A fictional enterprise or site of the demonstration.</summary>
/// <param name="Id">Unified social credit code with valid check characters (GB 32100-2015), or "SITE-…" for one without a licence.</param>
/// <param name="Name">Its Chinese name: taken from imaginary places of literature and marked （演示）.</param>
/// <param name="Area">Leaf area, such as "350304103".</param>
/// <param name="Kind">What it is: factory, shop, restaurant, venue, school, builder, carrier, chemical, gasDealer, fireworks, estate.</param>
public sealed record DemonstrationParty(string Id, string Name, string Area, string Kind)
{
    /// <summary>True when it has a credit code, so that it may find and correct hazards itself.</summary>
    public bool IsLicensed => !Id.StartsWith("SITE-", StringComparison.Ordinal);

    internal string ShortName => Name.Replace("有限公司", "", StringComparison.Ordinal);
}
