using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Whoever ordered the stop looks on site and lets the unit resume, or not (复产复工审查; WSL Art. 65).</summary>
public sealed record DecideResumption(Verdict Decision, IReadOnlyList<string> Reviewers, string Findings) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(DecideResumption command, Entry entry, Hazard hazard) => hazard.Resumption switch
    {
        { Status: RequestStatus.Approved } when command.Decision == Verdict.Approved => [],
        { Status: RequestStatus.Refused } when command.Decision == Verdict.Refused => [],
        { } asked when hazard.Controls.Any(control => asked.Controls.Contains(control.ControlId, StringComparer.Ordinal)
            && !entry.Actor.ActsFor(control.ImposedBy)) && !entry.IsHistorical => NotTheImposer,
        { } asked when !entry.Lacks("secondPerson")
            && (asked.AskedBy == entry.Actor.Person || command.Reviewers.Contains(asked.AskedBy, StringComparer.Ordinal)) => OwnRequest,
        _ when command.Reviewers.Count == 0 && !entry.Lacks("reviewers") => ReviewersRequired,
        _ when command.Decision == Verdict.Approved => [new ResumptionApproved(command.Reviewers, command.Findings)],
        _ => [new ResumptionRefused(command.Reviewers, command.Findings)],
    };
}
