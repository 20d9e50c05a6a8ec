using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>`/v1/reports`: figures that are frozen, signed, published, and restated with the bridge between.</summary>
public sealed class ReportRoutes(ReportShelf shelf, ReportCounting counting, Ledger ledger, TimeProvider clock)
{
    private static readonly (string, string)[] Answers =
    [
        ("201", "Recorded"), ("200", "So already, or validated: nothing recorded"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted, or outside of the key's scope"),
        ("404", "No such report in scope"), ("409", "Refused by a rule"), ("412", "Stale version"), ("413", "Too large"), ("415", "Not JSON"), ("422", "Idempotency key reused"), ("503", "Cannot record now"),
    ];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/v1/reports").WithTags("reports").AddEndpointFilter(MinPosition.FilterAsync);
        reports.MapGet("", (HttpContext http, ReportRoutes routes) => routes.ListAsync(http)).RequireAuthorization(AccessPolicy.Read).WithName("ReadReports");
        reports.MapGet("/{id:guid}", (HttpContext http, Guid id, ReportRoutes routes) => routes.OneAsync(http, id)).RequireAuthorization(AccessPolicy.Read)
            .WithName("ReadReport").WithSummary("A report with its editions, and whether counting it again gives the same numbers");
        reports.MapPost("", (HttpContext http, ReportDesk desk, ReportSteps steps) =>
                desk.AnswerAsync<CompileReport>(http, ReportForms.Check, (command, _) => steps.CompileAsync(http.Caller().Scope, command, http.RequestAborted)))
            .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(CompileReport), true, Answers)).WithName("CompileReport").WithSummary("Records ReportCompiled");
        Step<SignReport>(reports, "signatures", ReportForms.Check);
        Step<PublishReport>(reports, "publications", ReportForms.Check);
        Step<RestateReport>(reports, "restatements", ReportForms.Check);
    }

    private static void Step<T>(RouteGroupBuilder reports, string route, Action<T, List<Fault>> check) where T : ReportCommand => reports
        .MapPost("/{id:guid}/" + route, (HttpContext http, Guid id, ReportDesk desk, ReportSteps steps) =>
            desk.AnswerAsync(http, check, (T command, Entry entry) => steps.StepAsync(http.Caller().Scope, id, command, entry, http.RequestAborted)))
        .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(T), true, Answers)).WithName(typeof(T).Name);

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var query = new Query(http);
        var (area, before, limit) = (query.Text("area"), query.Number("before", 1, long.MaxValue) ?? long.MaxValue, (int)(query.Number("limit", 1, 500) ?? 100));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var rows = (await shelf.AllAsync(http.Caller().Scope, http.RequestAborted))
            .Where(report => (area is null || report.State.Compiled!.Scope.Area == area) && report.Events[0].Position < before).Take(limit + 1).ToList();
        Versions.Stamp(http, null, clock.Today(), head);
        var page = rows.Take(limit).ToList();
        return Results.Json(new ListAnswer(page.Select(ReportView.Row), rows.Count > limit ? page[^1].Events[0].Position : null, head), EventJson.Options);
    }

    private async Task<IResult> OneAsync(HttpContext http, Guid id)
    {
        if (new Query(http).Problem() is { } problem)
        {
            return problem;
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        if (await shelf.FindAsync(http.Caller().Scope, id, http.RequestAborted) is not { } report)
        {
            return Http.Problem.Of(ProblemKind.NotFound);
        }

        Versions.Stamp(http, report.Version, clock.Today(), head);
        return Results.Json(ReportView.Of(report, edition => counting.Matches(report.State.Compiled!, edition)), EventJson.Options);
    }
}
