using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A penalty case is decided (处罚决定). The fine is in whole yuan. It does not rectify anything.</summary>
public sealed record DecidePenalty(string CaseNo, long? Fine, string? Confiscation, string? Suspension) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DecidePenalty command, Entry entry, Hazard hazard, Desk desk) => CaseOf(hazard, command.CaseNo) switch
    {
        null => PenaltyCaseUnknown,
        { RevokedOn: not null } => PenaltyIsRevoked,
        { DecidedOn: not null } penalty when penalty.Fine == (command.Fine ?? 0) => [],
        { DecidedOn: not null } => PenaltyIsDecided,
        _ => [Decided(command, entry, desk.Policy.PenaltyPublication, desk)],
    };

    private static PenaltyDecided Decided(DecidePenalty command, Entry entry, Policies.LimitRule rule, Desk desk) =>
        new(command.CaseNo, command.Fine, command.Confiscation, command.Suspension, rule.From(entry.OccurredOn, desk.Calendar), rule.Id);

    private static PenaltyCase? CaseOf(Hazard hazard, string caseNo) => hazard.PenaltyCases.FirstOrDefault(penalty => penalty.CaseNo == caseNo);
}
