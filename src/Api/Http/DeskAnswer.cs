using System.Text.Json;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Http;

/// <summary>What is said about a command beside its body.</summary>
/// <param name="IfMatch">Version on which the caller decided; null when he does not say.</param>
/// <param name="Key">Idempotency key; null when he sends none.</param>
/// <param name="ValidateOnly">Decide and record nothing.</param>
/// <param name="Propose">Record the proposal alone; another person decides on it.</param>
public readonly record struct DeskTerms(long? IfMatch, string? Key, bool ValidateOnly, bool Propose);

/// <summary>One command as it reaches the desk.</summary>
/// <param name="Row">Which command.</param>
/// <param name="Address">The hazard and whatever else the command's path says, by the names in the path.</param>
/// <param name="Body">A JSON object.</param>
/// <param name="Hash">Of all that makes two requests the same: for the idempotency key.</param>
/// <param name="Terms">What is said beside the body.</param>
public sealed record DeskRequest(CommandRow Row, RouteValueDictionary Address, JsonElement Body, byte[] Hash, DeskTerms Terms);

/// <summary>How a command left the desk.</summary>
public abstract record DeskAnswer
{
    private DeskAnswer()
    {
    }

    /// <summary>It was read; the ledger has spoken.</summary>
    public sealed record Decided(HazardCommand Command, RecordOutcome Outcome) : DeskAnswer;

    /// <summary>Its body has faults, all of them here.</summary>
    public sealed record Faulty(IReadOnlyList<Fault> Faults) : DeskAnswer;

    /// <summary>No such hazard, entry, item or control, or not within what the caller may see.</summary>
    public sealed record NotFound : DeskAnswer;

    /// <summary>A key that must name somebody else as actor cannot do this.</summary>
    public sealed record Forbidden : DeskAnswer;
}
