using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Exports;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Forms;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Forms;

/// <summary>`GET /v1/forms/monthly/{yyyy-mm}`: the national monthly form, as JSON, or with `.csv` or `.xlsx` behind the month as a file.</summary>
public sealed class FormRoutes(FigureReads figures, Ledger ledger, TimeProvider clock)
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/forms/monthly/{month}", (HttpContext http, string month, FormRoutes routes) => routes.AnswerAsync(http, month))
        .RequireAuthorization(AccessPolicy.Read).WithName("ReadMonthlyForm").WithTags("forms").AddEndpointFilter(MinPosition.FilterAsync)
        .WithSummary("The national monthly form: twelve columns, cumulative since January; 2026-05, 2026-05.csv or 2026-05.xlsx");

    private async Task<IResult> AnswerAsync(HttpContext http, string address)
    {
        var query = new Query(http);
        var (known, area, by) = (AsKnown.KnownFrom(query), query.Text("area"), query.Word<FormRows>("by") ?? FormRows.Sector);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var (text, kind) = Path.GetExtension(address) is { Length: > 0 } end ? (address[..^end.Length], end) : (address, ".json");
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) || month.Year is < 1949 or > 2199 || kind is not (".json" or ".csv" or ".xlsx"))
        {
            return Http.Problem.Of(ProblemKind.NotFound);
        }

        var scope = http.Caller().Scope;
        var form = MonthlyForm.Of(figures, month, await known.PositionAsync(ledger, http.RequestAborted), scope, area, by);
        var terms = new FormTerms(
            area, LegalZone.Local(known.KnownAt ?? clock.GetUtcNow()), clock.Today(), new ReportScope { Area = area }.IsWithin(scope), ledger.Synthetic, Language.IsEnglish(http));
        Versions.Stamp(http, null, clock.Today(), form.Position);
        var name = $"monthly-form-{area ?? "all"}-{FormView.Month(month)}{kind}";
        return kind switch
        {
            ".csv" => Results.Stream(body => WriteAsync(new CsvTable(body), form, terms, http.RequestAborted), "text/csv; charset=utf-8", name),
            ".xlsx" => Results.Stream(body => WriteWorkbookAsync(body, form, terms, http.RequestAborted), XlsxType, name),
            _ => Results.Json(FormView.Of(form, terms), EventJson.Options),
        };
    }

    private static async Task WriteWorkbookAsync(Stream body, MonthlyForm form, FormTerms terms, CancellationToken ct)
    {
        using var workbook = new XlsxTable(body, FormView.Month(form.Month));
        await WriteAsync(workbook, form, terms, ct);
    }

    private static async Task WriteAsync(ITable table, MonthlyForm form, FormTerms terms, CancellationToken ct)
    {
        var lines = FormTable.Lines(form, terms).ToList();
        await table.HeadAsync([.. lines[0].Cast<string>()], ct);
        foreach (var line in lines.Skip(1))
        {
            await table.RowAsync(line, ct);
        }

        await table.EndAsync(ct);
    }
}
