using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The right event was recorded on the wrong hazard: it is cancelled, and what remains must still be a legal story (红字冲销).</summary>
/// <param name="Position">Place of the entry in the ledger.</param>
/// <param name="Version">Its version in this stream.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelEntry(long Position, long Version, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CancelEntry command, Story story)
    {
        var cancelled = story.Facts.Any(fact => fact.Event is EntryCancelled before && before.Version == command.Version);
        return story.Facts.FirstOrDefault(fact => fact.Version == command.Version)?.Event switch
        {
            _ when cancelled => [],
            null or HazardRegistered or HazardMerged or DuplicateAbsorbed or HazardVoided or EntryCancelled or CommandProposed or ProposalRefused => NotCancellable,
            _ => [new EntryCancelled(command.Position, command.Version, command.Reason)],
        };
    }
}
