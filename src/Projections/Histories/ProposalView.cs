using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Histories;

/// <summary>A proposal on the wire: what is to be done, on what paper, who asks, and what became of it.</summary>
/// <param name="N">Its number on the hazard.</param>
/// <param name="Command">The command's route, its last words.</param>
/// <param name="Body">The command's own members.</param>
/// <param name="OccurredOn">The legal day that the step will have.</param>
/// <param name="SettledBy">Who approved or refused it; absent while it is pending.</param>
public sealed record ProposalView(
    int N, string Command, JsonElement Body, DateOnly OccurredOn, Actor ProposedBy, DateOnly ProposedOn, ProposalState State,
    Actor? SettledBy, string? DocumentNo, string? Note, IReadOnlyList<EvidenceCitation>? Evidence)
{
    /// <summary>A proposal as it is sent.</summary>
    public static ProposalView Of(Proposal proposal) => new(
        proposal.N, HazardCommands.Of(proposal.Command).Route, JsonSerializer.SerializeToElement(proposal.Command, proposal.Command.GetType(), EventJson.Options),
        proposal.Entry.OccurredOn, proposal.Entry.Actor, proposal.ProposedOn, proposal.State, proposal.SettledBy,
        proposal.Entry.DocumentNo, proposal.Entry.Note, proposal.Entry.Evidence.Count == 0 ? null : proposal.Entry.Evidence);
}
