using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A decided penalty is taken back (撤销处罚).</summary>
public sealed record RevokePenalty(string CaseNo, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RevokePenalty command, Hazard hazard) => CaseOf(hazard, command.CaseNo) switch
    {
        null => PenaltyCaseUnknown,
        { RevokedOn: not null } => [],
        { DecidedOn: null } => PenaltyNotDecided,
        _ => [new PenaltyRevoked(command.CaseNo, command.Reason)],
    };
}
