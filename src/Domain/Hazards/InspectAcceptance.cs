using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>At least two inspectors look whether it is put right (验收 / 复查); never the one who reported it done.</summary>
public sealed record InspectAcceptance(AcceptanceResult Result, IReadOnlyList<string> Inspectors, IReadOnlyList<string>? Reasons) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(InspectAcceptance command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        { Lifecycle: Lifecycle.Accepted, Acceptance.OnTheSpot: false } when command.Result == AcceptanceResult.Passed && hazard.Acceptance.On == entry.OccurredOn => [],
        _ when command.Inspectors.Distinct(StringComparer.Ordinal).Count() < desk.Policy.AcceptanceInspectors && !entry.Lacks("inspectors") => InspectorsRequired,
        _ when ReporterTakesPart(command.Inspectors, entry, hazard) => ReporterInspects,
        _ when command.Result == AcceptanceResult.Passed => [new AcceptancePassed(command.Inspectors)],
        _ when command.Reasons is not { Count: > 0 } && !entry.Lacks("reasons") => ReasonsRequired,
        _ => [new AcceptanceFailed(command.Inspectors, command.Reasons ?? [])],
    };

    // HazardOrder asks the same again when a report is entered late, before an acceptance that is recorded already.
    internal static bool ReporterTakesPart(IReadOnlyList<string> inspectors, Entry entry, Hazard hazard) =>
        hazard.CompletionReportedBy is { } reporter && !entry.Lacks("secondPerson")
        && (entry.IsBy(reporter) || inspectors.Contains(reporter, StringComparer.Ordinal));
}
