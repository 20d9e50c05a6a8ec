// THE CONTRACT. These records are stored for ever, like those of hazards: only added to. A golden file in tests/Domain.Tests/Golden/Reports pins each one.
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Reports;

/// <summary>Something that happened to a report. Stands in a stream of its own, one a report or one an area and month, and posts nothing.</summary>
public abstract record ReportEvent;

/// <summary>What a report counts. Everything that is absent is not narrowed.</summary>
/// <param name="Area">This area with all below it.</param>
/// <param name="Sectors">Any of these sectors.</param>
/// <param name="Grade">Major, or general with ungraded among it.</param>
/// <param name="SourceGroup">Found by departments, enterprises or the public.</param>
/// <param name="Enterprise">Credit code, or code of a site.</param>
/// <param name="Campaign">Campaign tag that the hazard carries.</param>
public sealed record ReportScope(
    string? Area = null, IReadOnlyList<string>? Sectors = null, Grade? Grade = null, SourceGroup? SourceGroup = null, string? Enterprise = null, string? Campaign = null);

/// <summary>How one figure came from one day, or one state of knowledge, to another.</summary>
/// <param name="Figure">Name of the figure.</param>
/// <param name="Opening">What stood before.</param>
/// <param name="Movements">What each cause added; causes that added nothing are left out.</param>
/// <param name="Closing">What stands after.</param>
/// <param name="Difference">Opening and movements less closing: 0, or the ledger is wrong.</param>
public sealed record ReportFlow(string Figure, long Opening, IReadOnlyDictionary<string, long> Movements, long Closing, long Difference);

/// <summary>What one compiling of a report found: enough to compile it again and compare.</summary>
/// <param name="KnownAt">When the ledger learned the last event that it counts.</param>
/// <param name="Position">Place of that event in the ledger: only what stands up to it is counted.</param>
/// <param name="Generation">Generation of the posting rules that counted.</param>
/// <param name="Figures">By the path in the answer of `GET /v1/figures`, such as `major.found`; rates as numerator and denominator, money in yuan.</param>
/// <param name="Flow">Unfinished hazards from the day before the first day to asOf, by cause.</param>
public sealed record ReportEdition(
    DateTimeOffset KnownAt, long Position, int Generation, IReadOnlyDictionary<string, decimal> Figures, ReportFlow Flow);

/// <summary>A report was compiled: its figures are frozen here.</summary>
/// <param name="Number">The report's number, never given out again: R-2026-000001.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Scope">What it counts.</param>
/// <param name="From">First legal day of the cohort window.</param>
/// <param name="AsOf">Legal day at whose end things are so.</param>
/// <param name="Edition">What was counted.</param>
public sealed record ReportCompiled(string Number, string Title, ReportScope Scope, DateOnly From, DateOnly AsOf, ReportEdition Edition) : ReportEvent;

/// <summary>Somebody other than the compiler answers for the report's latest edition with a signature.</summary>
/// <param name="Edition">1 for the first compiling, one more for each restatement.</param>
/// <param name="Office">In which office the signer signs, such as "局长".</param>
public sealed record ReportSigned(int Edition, string? Office) : ReportEvent;

/// <summary>A signed edition went out.</summary>
/// <param name="Edition">Which one.</param>
/// <param name="Medium">Paper, site or office that carries it.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record ReportPublished(int Edition, string Medium, string? Url) : ReportEvent;

/// <summary>What was published is counted anew, as known later. The edition before stays as it was published.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Edition">What is counted now.</param>
/// <param name="Bridge">Figure by figure, by cause, from what was known then to what is known now; figures that did not move are left out.</param>
/// <param name="Changed">The figures that differ, with what they were before.</param>
public sealed record ReportRestated(
    string Reason, ReportEdition Edition, IReadOnlyList<ReportFlow> Bridge, IReadOnlyDictionary<string, decimal> Changed) : ReportEvent;

/// <summary>An area filed its count of a month, zero included, so that nothing found differs from nothing said. Filed again, it replaces the count before.</summary>
/// <param name="Area">Code of the area that files.</param>
/// <param name="Month">yyyy-mm.</param>
/// <param name="Count">Hazards found in the month, as the area says.</param>
/// <param name="LedgerCount">Hazards found in the month, as the ledger knew when it was filed.</param>
/// <param name="Position">The ledger's position at which that was counted.</param>
public sealed record PeriodReportFiled(string Area, string Month, long Count, long LedgerCount, long Position) : ReportEvent;
