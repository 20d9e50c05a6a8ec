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
public sealed record ReportAttempt(ReportStep? Step, IResult? Problem)
{
    /// <summary>A decided step.</summary>
    public static implicit operator ReportAttempt(ReportStep step) => ToReportAttempt(step);

    /// <summary>A decided step.</summary>
    public static ReportAttempt ToReportAttempt(ReportStep step) => new(step, null);

    /// <summary>A problem.</summary>
    public static ReportAttempt No(IResult problem) => new(null, problem);
}

/// <summary>A report with its events.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="State">What the events left.</param>
/// <param name="Events">As stored, in order.</param>
public sealed record ShelvedReport(Guid Id, Report State, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Version of the stream.</summary>
    public long Version => Events.Count;

    /// <summary>The legal day of the latest step: later steps do not lie before it.</summary>
    public required DateOnly LastOn { get; init; }
}
