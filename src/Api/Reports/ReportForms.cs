using HazardLedger.Api.Http;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Validation;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Reports;

namespace HazardLedger.Api.Reports;

/// <summary>A report is wanted. Its members are the body of `POST /v1/reports`.</summary>
/// <param name="AsOf">Legal day at whose end things are so.</param>
/// <param name="From">First legal day; 1 January of asOf's year when absent.</param>
/// <param name="KnownAt">As known at this instant; now when absent.</param>
/// <param name="Title">What people call it.</param>
public sealed record CompileReport(
    string Title, DateOnly AsOf, DateOnly? From, DateTimeOffset? KnownAt, string? Area, IReadOnlyList<string>? Sectors, Grade? Grade, SourceGroup? SourceGroup,
    string? Enterprise, string? Campaign)
{
    /// <summary>What it counts.</summary>
    internal ReportScope Scope => new(Area, Sectors is { Count: > 0 } ? Sectors : null, Grade, SourceGroup, Enterprise, Campaign);
}

/// <summary>An area says how many hazards were found in a month. Its members are the body of `POST /v1/period-reports`.</summary>
/// <param name="Area">Code of the area that files.</param>
/// <param name="Month">yyyy-mm.</param>
/// <param name="Count">Hazards found in the month; 0 for a zero report.</param>
public sealed record FilePeriodReport(string Area, string Month, long Count);

/// <summary>The form of what reports are told. What the rules say is the domain's.</summary>
internal static class ReportForms
{
    public static void Check(CompileReport report, List<Fault> faults)
    {
        RuleForms.Line("title", report.Title, 200, faults);
        if (report.AsOf < Words.Earliest || report.AsOf > Words.Latest)
        {
            faults.Add(Fault.Form("asOf", "1949-10-01…2199-12-31"));
        }

        if (report.From is { } from && (from < Words.Earliest || from > report.AsOf))
        {
            faults.Add(new("from", "from 不得晚于 asOf。", "from must not be after asOf."));
        }

        Area("area", report.Area, faults);
        foreach (var (field, text) in new[] { ("enterprise", report.Enterprise), ("campaign", report.Campaign) })
        {
            if (text is not null)
            {
                RuleForms.Line(field, text, 64, faults);
            }
        }

        if (report.Sectors is { } sectors && (sectors.Count > 40 || sectors.Any(sector => string.IsNullOrWhiteSpace(sector) || sector.Length > 64)))
        {
            faults.Add(Fault.Form("sectors", "≤ 40 × 1–64"));
        }
    }

    public static void Check(SignReport signature, List<Fault> faults) => Optional("office", signature.Office, 100, faults);

    public static void Check(PublishReport publication, List<Fault> faults)
    {
        RuleForms.Line("medium", publication.Medium, 200, faults);
        Optional("url", publication.Url, 1000, faults);
    }

    public static void Check(RestateReport restatement, List<Fault> faults) => RuleForms.Line("reason", restatement.Reason, 1000, faults);

    public static void Check(FilePeriodReport filed, List<Fault> faults)
    {
        Area("area", filed.Area, faults);
        if (PeriodReportRoutes.MonthOf(filed.Month) is null)
        {
            faults.Add(Fault.Form("month", "yyyy-mm"));
        }

        if (filed.Count is < 0 or > 1_000_000_000)
        {
            faults.Add(Fault.Form("count", "0–1000000000"));
        }
    }

    private static void Optional(string field, string? text, int most, List<Fault> faults)
    {
        if (text is not null)
        {
            RuleForms.Line(field, text, most, faults);
        }
    }

    private static void Area(string field, string? area, List<Fault> faults)
    {
        if (area is not null && !AreaCode.IsWellFormed(area))
        {
            faults.Add(Fault.Form(field, "GB/T 2260"));
        }
    }
}
