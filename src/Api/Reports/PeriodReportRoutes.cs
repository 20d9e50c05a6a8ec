using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>`/v1/period-reports`: every area files its count of a month, zero included, so that nothing found differs from nothing said.</summary>
public sealed class PeriodReportRoutes(FiledCounts filed, Ledger ledger, TimeProvider clock)
{
    private static readonly (string, string)[] Answers =
    [
        ("201", "Recorded"), ("200", "So already, or validated: nothing recorded"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted, or outside of the key's areas"),
        ("409", "Refused by a rule"), ("412", "Stale version"), ("415", "Not JSON"), ("422", "Idempotency key reused"), ("503", "Cannot record now"),
    ];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var counts = app.MapGroup("/v1/period-reports").WithTags("reports").AddEndpointFilter(MinPosition.FilterAsync);
        counts.MapGet("", (HttpContext http, PeriodReportRoutes routes) => routes.ListAsync(http)).RequireAuthorization(AccessPolicy.Read)
            .WithName("ReadPeriodReports").WithSummary("Which areas directly below one filed a month, and which are missing");
        counts.MapPost("", (HttpContext http, ReportDesk desk, ReportSteps steps) =>
                desk.AnswerAsync<FilePeriodReport>(http, ReportForms.Check, (command, entry) => steps.FileAsync(http.Caller().Scope, command, entry, http.RequestAborted)))
            .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(FilePeriodReport), true, Answers)).WithName("FilePeriodReport").WithSummary("Records PeriodReportFiled");
    }

    /// <summary>The first day of a month as it is written; null when it is none.</summary>
    public static DateOnly? MonthOf(string month) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1949 and < 2200 ? first : null;

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var query = new Query(http);
        var (text, area, known) = (query.Text("month"), query.Text("area"), AsKnown.KnownFrom(query));
        if (text is null || MonthOf(text) is null)
        {
            query.Refuse(Fault.Form("month", "yyyy-mm"));
        }

        var scope = http.Caller().Scope;
        area ??= scope.Areas is [var own] ? own : null;
        if (area is null || !AreaCode.IsWellFormed(area))
        {
            query.Refuse(Fault.Form("area", "GB/T 2260"));
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!new ReportScope { Area = area }.IsWithin(scope))
        {
            return Http.Problem.Of(ProblemKind.OutsideScope);
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var rows = await filed.RowsAsync(scope, text!, area!, await known.PositionAsync(ledger, http.RequestAborted) ?? long.MaxValue, http.RequestAborted);
        Versions.Stamp(http, null, clock.Today(), head);
        return Results.Json(new { month = text, area, expected = rows.Count, filed = rows.Count(row => row.Filed), missing = rows.Count(row => !row.Filed), items = rows, position = head }, EventJson.Options);
    }
}
