using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A second person agrees to what was proposed (审批同意). It is decided anew, on what is so by now.</summary>
/// <param name="N">Number of the proposal on this hazard.</param>
public sealed record ApproveProposal(int N) : HazardCommand;

/// <summary>A second person does not agree, or whoever proposed it takes it back (审批不同意 / 撤回).</summary>
/// <param name="N">Number of the proposal on this hazard.</param>
/// <param name="Reason">Why.</param>
public sealed record RefuseProposal(int N, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    /// <summary>What is decided and recorded in the end: an approval stands for the step that was proposed, with both people in its entry.</summary>
    public static (HazardCommand Command, Entry Entry) Meant(HazardCommand command, Entry entry, Story story) =>
        command is ApproveProposal approve && ProposalOf(approve.N, story) is { } proposal
            ? (proposal.Command, proposal.ApprovedBy(entry.Actor)) : (command, entry);

    /// <summary>Whether a step may be proposed: what would be refused now cannot be, and what is so already need not be.</summary>
    /// <exception cref="ArgumentException">The command has no hazard yet, or is itself the answer to a proposal.</exception>
    public static Decision DecideProposal(HazardCommand command, Entry entry, Story story, Desk desk)
    {
        var row = HazardCommands.Of(command);
        if (!row.CanBeProposed)
        {
            throw new ArgumentException($"{row.Route} cannot be proposed.", nameof(command));
        }

        var decision = DecideStep(command, entry, story, desk with { IsProposing = true });
        return decision switch
        {
            { Refusal: { } refusal } => refusal,
            { IsAlreadySo: true } => [],
            _ when story.Now.Proposals.Any(proposal => IsPending(proposal, command, entry)) => [],
            _ => [new CommandProposed(story.Now.Proposals.Count + 1, row.Route, command, desk.Today)],
        };
    }

    private static Decision Decide(ApproveProposal command, Entry entry, Story story, Desk desk) => ProposalOf(command.N, story) switch
    {
        null => HazardOrder.Refuses(typeof(ProposalRefused), story.Now) ?? ProposalUnknown,
        { State: ProposalState.Approved } => [],
        { State: ProposalState.Refused } => ProposalSettled,
        { } proposal when proposal.Entry.Actor.Person == entry.Actor.Person => OwnRequest,
        { } proposal => DecideStep(proposal.Command, proposal.ApprovedBy(entry.Actor), story, desk),
    };

    private static Decision Decide(RefuseProposal command, Story story) => ProposalOf(command.N, story) switch
    {
        null => ProposalUnknown,
        { State: ProposalState.Refused } => [],
        { State: ProposalState.Approved } => ProposalSettled,
        _ => [new ProposalRefused(command.N, command.Reason)],
    };

    private static Proposal? ProposalOf(int n, Story story) => story.Now.Proposals.FirstOrDefault(proposal => proposal.N == n);

    // Asked twice, it waits once. Commands are compared by what they say, because records compare their lists by reference.
    private static bool IsPending(Proposal proposal, HazardCommand command, Entry entry) =>
        proposal.State == ProposalState.Pending && proposal.Entry.OccurredOn == entry.OccurredOn && proposal.Command.GetType() == command.GetType()
        && System.Text.Json.JsonSerializer.Serialize<object>(proposal.Command) == System.Text.Json.JsonSerializer.Serialize<object>(command);
}
