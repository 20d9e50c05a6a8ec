using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>At least two inspectors look whether it is put right (验收 / 复查); never the one who reported it done.</summary>
public sealed record InspectAcceptance(AcceptanceResult Result, IReadOnlyList<string> Inspectors, IReadOnlyList<string>? Reasons) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(InspectAcceptance command, Entry entry, Hazard hazard, Story story, Desk desk) => hazard switch
    {
        { Acceptance: { OnTheSpot: false } acceptance } when command.Result == AcceptanceResult.Passed && acceptance.On == entry.OccurredOn && IsSettled(hazard, desk) => [],
        _ when command.Inspectors.Distinct(StringComparer.Ordinal).Count() < desk.Policy.AcceptanceInspectors && !entry.Lacks("inspectors") => InspectorsRequired,
        _ when ReporterTakesPart(command.Inspectors, entry, hazard) => ReporterInspects,
        _ when LacksEvidence(Policies.EvidenceDuty.Acceptance, entry, desk) => EvidenceRequired,
        _ when command.Result == AcceptanceResult.Passed => Settled(new AcceptancePassed(command.Inspectors), entry, hazard, story, desk),
        _ when command.Reasons is not { Count: > 0 } && !entry.Lacks("reasons") => ReasonsRequired,
        _ => [new AcceptanceFailed(command.Inspectors, command.Reasons ?? [])],
    };

    // HazardOrder asks the same again when a report is entered late, before an acceptance that is recorded already.
    internal static bool ReporterTakesPart(IReadOnlyList<string> inspectors, Entry entry, Hazard hazard) =>
        hazard.CompletionReportedBy is { } reporter && !entry.Lacks("secondPerson")
        && (entry.IsBy(reporter) || inspectors.Contains(reporter, StringComparer.Ordinal));
}
