using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The receiver of an assignment or transfer takes it or sends it back with a reason (接收 / 退回).</summary>
public sealed record AnswerAssignment(AssignmentAnswer Answer, string? Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(AnswerAssignment command, Entry entry, Hazard hazard) => (command.Answer, hazard.Handover) switch
    {
        (AssignmentAnswer.Accepted, { Status: RequestStatus.Approved }) or (AssignmentAnswer.Rejected, { Status: RequestStatus.Refused }) => [],
        (_, { } handover) when !entry.Actor.ActsFor(handover.To) && !entry.IsHistorical => NotTheReceiver,
        (AssignmentAnswer.Accepted, _) => [new AssignmentAccepted()],
        _ when string.IsNullOrWhiteSpace(command.Reason) && !entry.Lacks("reason") => RejectionReasonRequired,
        _ => [new AssignmentRejected(command.Reason ?? "")],
    };
}
