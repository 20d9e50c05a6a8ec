using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The responsible unit reports that the work is done. Cost in whole yuan.</summary>
public sealed record ReportCompletion(DateOnly? CompletedOn, string Measures, long? Cost, string? Report) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ReportCompletion command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        { Lifecycle: Lifecycle.PendingAcceptance } when hazard.CompletedOn == (command.CompletedOn ?? entry.OccurredOn) => [],
        _ when command.CompletedOn > entry.OccurredOn => CompletedAfterReport,
        _ when hazard.Items.Any(item => item.CompletedOn is null) && !entry.Lacks("items") => ItemsOpen,
        _ when LacksEvidence(Policies.EvidenceDuty.Completion, entry, desk) => EvidenceRequired,
        { Grade: Grade.Major } when string.IsNullOrWhiteSpace(command.Report) && !entry.Lacks("report") => ReportRequired,
        _ => [Reported(command, entry, desk.Policy.ReinspectionFor(hazard.Sector), desk)],
    };

    private static RectificationCompletionReported Reported(ReportCompletion command, Entry entry, Policies.LimitRule rule, Desk desk) =>
        new(command.CompletedOn, command.Measures, command.Cost, command.Report, rule.From(entry.OccurredOn, desk.Calendar), rule.Id);
}
