using HazardLedger.Api.Http;
using HazardLedger.Domain;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;

namespace HazardLedger.Api.Reports;

/// <summary>One step of a report on its way to the ledger: decided, not yet appended.</summary>
/// <param name="Stream">The report's stream, or the filed count's.</param>
/// <param name="StreamType">Aggregate alias in mt_streams.</param>
/// <param name="Version">Version on which it was decided; 0 when the stream begins.</param>
/// <param name="Decision">What the rule said.</param>
/// <param name="Key">Natural key that the stream claims, where it begins.</param>
public sealed record ReportStep(Guid Stream, string StreamType, long Version, ReportDecision Decision, KeyClaim? Key = null);

/// <summary>A step, or the problem that answers instead: not found, outside of the scope.</summary>
public sealed record ReportAttempt(ReportStep? Step, ProblemKind? Problem)
{
    /// <summary>A decided step.</summary>
    public static implicit operator ReportAttempt(ReportStep step) => ToReportAttempt(step);

    /// <summary>A decided step.</summary>
    public static ReportAttempt ToReportAttempt(ReportStep step) => new(step, null);

    /// <summary>A problem.</summary>
    public static ReportAttempt No(ProblemKind problem) => new(null, problem);
}

/// <summary>What is said about a step beside its body.</summary>
/// <param name="IfMatch">Version on which the caller decided; null when he does not say.</param>
/// <param name="Key">What makes a second sending the same as the first; null when the caller sends none.</param>
/// <param name="ValidateOnly">Decide and record nothing.</param>
public sealed record ReportTerms(long? IfMatch, RequestKey? Key, bool ValidateOnly);

/// <summary>How a step left the desk.</summary>
public abstract record ReportOutcome
{
    private ReportOutcome()
    {
    }

    /// <summary>It stands in the ledger.</summary>
    public sealed record Stands(StoredEvent Recorded) : ReportOutcome;

    /// <summary>It was so already, or was only to be validated.</summary>
    public sealed record Nothing(ReportStep Step) : ReportOutcome;

    /// <summary>A rule says no.</summary>
    public sealed record Refused(Refusal Refusal, long Version) : ReportOutcome;

    /// <summary>The report has a newer version.</summary>
    public sealed record Stale(long Version) : ReportOutcome;

    /// <summary>It cannot be recorded.</summary>
    public sealed record No(ProblemKind Problem) : ReportOutcome;
}
