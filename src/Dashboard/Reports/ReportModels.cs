using HazardLedger.Dashboard.Recording;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Reports;

namespace HazardLedger.Dashboard.Reports;

/// <summary>What the list of reports shows.</summary>
/// <param name="Reports">Within the visitor's scope, the one compiled last first.</param>
/// <param name="Month">First day of the month whose filed counts are shown.</param>
/// <param name="Filed">What areas filed for it; null when the page is about no one area.</param>
/// <param name="MayWrite">The visitor may compile and file.</param>
public sealed record ReportsModel(IReadOnlyList<ShelvedReport> Reports, DateOnly Month, IReadOnlyList<PeriodReportRow>? Filed, bool MayWrite);

/// <summary>What a report's page shows.</summary>
/// <param name="Report">The report.</param>
/// <param name="Number">Which edition is looked at, from 1.</param>
/// <param name="Matches">Its figures, counted again from the same question, are the same.</param>
/// <param name="Restated">The restatement that made the edition; null for the first.</param>
/// <param name="Steps">What may be done next, when the visitor may do it.</param>
/// <param name="IsNew">A form has just recorded a step.</param>
public sealed record ReportModel(ShelvedReport Report, int Number, bool Matches, ReportRestated? Restated, IReadOnlyList<string> Steps, bool IsNew)
{
    /// <summary>The edition that is looked at.</summary>
    public ReportEdition Edition => Report.State.Editions[Number - 1];

    /// <summary>What it counts.</summary>
    public ReportCompiled Compiled => Report.State.Compiled!;
}

/// <summary>What a form about reports shows.</summary>
public sealed record ReportFormModel : SentForm
{
    /// <summary>One of <see cref="ReportRoute"/>.</summary>
    public required string Route { get; init; }

    /// <summary>The report; null where one begins.</summary>
    public ShelvedReport? Report { get; init; }

    /// <summary>The step's members, then the entry's.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>What is wrong with something that the form has no field for.</summary>
    public IEnumerable<FormFault> Others => Ruling is Ruling.Faulty faulty ? faulty.Faults.Where(fault => Fields.All(one => one.Path != fault.Field)) : [];
}
