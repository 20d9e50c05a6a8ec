namespace HazardLedger.Domain.Hazards;

/// <summary>A step that somebody asked for and that another person decides on (提请与审批). Nothing of it counts before that.</summary>
/// <param name="N">Its number on the hazard: 1, 2, 3 …</param>
/// <param name="Command">What is to be done.</param>
/// <param name="Entry">When it was so, who asks, on what paper: the entry that the step will have.</param>
/// <param name="ProposedOn">Legal day on which it was asked.</param>
/// <param name="SettledBy">Who approved or refused it; null while it is pending.</param>
public sealed record Proposal(int N, HazardCommand Command, Entry Entry, DateOnly ProposedOn, ProposalState State = ProposalState.Pending, Actor? SettledBy = null)
{
    /// <summary>The entry of the step once a second person agrees: of the day for which it was proposed, naming both.</summary>
    public Entry ApprovedBy(Actor approver) => Entry with { ApprovedBy = approver, Proposal = N };

    /// <summary>All proposals among facts, in the order of recording. That some of their steps were cancelled later changes nothing here.</summary>
    internal static IReadOnlyList<Proposal> AllOf(IReadOnlyList<Fact> facts, bool gone)
    {
        var proposals = new List<Proposal>();
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case { Event: CommandProposed asked }:
                    proposals.Add(new(asked.N, asked.Body, fact.Entry, asked.ProposedOn));
                    break;
                case { Event: ProposalRefused refused }:
                    proposals[refused.N - 1] = proposals[refused.N - 1] with { State = ProposalState.Refused, SettledBy = fact.Entry.Actor };
                    break;
                case { Entry.Proposal: { } n }:
                    proposals[n - 1] = proposals[n - 1] with { State = ProposalState.Approved, SettledBy = fact.Entry.ApprovedBy };
                    break;
                default:
                    break;
            }
        }

        return gone ? [.. proposals.Select(proposal => proposal.State == ProposalState.Pending ? proposal with { State = ProposalState.Lapsed } : proposal)] : proposals;
    }
}
