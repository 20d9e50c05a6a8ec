namespace HazardLedger.Domain.Hazards;

/// <summary>An authority opens a penalty case (立案); the law gives it a time to decide (Administrative Penalty Law 2021, Art. 60).</summary>
public sealed record OpenPenaltyCase(string CaseNo, string Cause) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(OpenPenaltyCase command, Entry entry, Hazard hazard, Desk desk) =>
        hazard.PenaltyCases.Any(penalty => penalty.CaseNo == command.CaseNo) ? []
        : [new PenaltyCaseOpened(command.CaseNo, command.Cause, desk.Policy.PenaltyDecision.From(entry.OccurredOn, desk.Calendar), desk.Policy.PenaltyDecision.Id)];
}
