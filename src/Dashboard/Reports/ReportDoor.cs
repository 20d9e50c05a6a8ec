using System.Text.Json.Nodes;
using HazardLedger.Dashboard.Recording;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Reports;

/// <summary>What may be done with reports on a page, by the last words of the page's path.</summary>
public static class ReportRoute
{
    /// <summary>A report is compiled.</summary>
    public const string Compile = "compilations";

    /// <summary>An area files its count of a month.</summary>
    public const string File = "filings";

    /// <summary>The latest edition is signed.</summary>
    public const string Sign = "signatures";

    /// <summary>The signed edition went out.</summary>
    public const string Publish = "publications";

    /// <summary>What was published is counted anew.</summary>
    public const string Restate = "restatements";

    /// <summary>Those that stand on no report.</summary>
    public static IReadOnlyList<string> Beginnings { get; } = [Compile, File];

    /// <summary>The steps of a report, in their order.</summary>
    public static IReadOnlyList<string> Steps { get; } = [Sign, Publish, Restate];
}

/// <summary>The door through which pages hand a step of a report to whoever records. The composition root opens it.</summary>
public sealed record ReportDoor
{
    /// <summary>The members of a route's body in order, as the contract reads them.</summary>
    public required Func<string, IReadOnlyList<FormMember>> MembersOf { get; init; }

    /// <summary>Takes a step to the same desk as the API's.</summary>
    public required Func<HttpContext, ReportSubmission, Task<Ruling>> SubmitAsync { get; init; }
}

/// <summary>A filled-in form about reports.</summary>
/// <param name="Route">One of <see cref="ReportRoute"/>.</param>
/// <param name="Report">The report's id; null where one begins.</param>
/// <param name="Body">The step's and the entry's members by their names on the wire.</param>
/// <param name="Version">The version that the form was opened on.</param>
/// <param name="Key">Idempotency key of the form.</param>
public sealed record ReportSubmission(string Route, Guid? Report, JsonObject Body, long? Version, string Key);
