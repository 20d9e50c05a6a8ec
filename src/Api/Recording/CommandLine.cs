using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;

namespace HazardLedger.Api.Recording;

/// <summary>One command with its entry, addressed to a hazard. A registration brings the id it is to have.</summary>
public sealed record CommandLine(Guid Hazard, HazardCommand Command, Entry Entry)
{
    /// <summary>True when it is only proposed, for another person to decide on.</summary>
    public bool IsProposed { get; init; }
}

/// <summary>What is to be recorded whole or not at all.</summary>
/// <param name="Lines">Commands in order; each is decided on what the ones before it would make true.</param>
/// <param name="Scope">What the caller may see and record.</param>
public sealed record RecordRequest(IReadOnlyList<CommandLine> Lines, Scope Scope)
{
    /// <summary>Makes it idempotent for ever.</summary>
    public RequestKey? Key { get; init; }

    /// <summary>Version that the (single) hazard must have.</summary>
    public long? IfMatch { get; init; }

    /// <summary>Decide and record nothing.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>The caller is an administrator: what takes two people he may do alone, where the policy lets him.</summary>
    public bool ActsAlone { get; init; }

    /// <summary>The instant to record, in a demonstration ledger only.</summary>
    public DateTimeOffset? Clock { get; init; }
}
