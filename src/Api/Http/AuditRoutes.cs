using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Audits;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>`GET /v1/audits/invariants`: every law of the ledger re-checked over all its history. One audit at a time: the next waits for it.</summary>
public sealed class AuditRoutes(AuditRuns runs, Ledger ledger, TimeProvider clock)
{
    private static readonly Policy Policy = new();

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/audits/invariants", (HttpContext http, AuditRoutes routes) => routes.AnswerAsync(http))
        .RequireAuthorization(AccessPolicy.Audit).WithName("AuditInvariants").WithTags("audits").AddEndpointFilter(MinPosition.FilterAsync);

    /// <summary>By what an audit of today judges.</summary>
    public static AuditTerms Terms(TimeProvider clock) => new(Policy, clock.Today(), LegalZone.DayOf);

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        var query = new Query(http);
        var position = query.Number("position", 0, long.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // Over a million hazards it takes minutes: who asks for lines is told how far it is, the last line is the report.
        if (http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase)))
        {
            return Results.Stream(body => WriteLinesAsync(http, position, body), "application/x-ndjson");
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var report = await RunAsync(http, position, progress: null);
        Versions.Stamp(http, null, clock.Today(), head);
        return Results.Json(report, EventJson.Options);
    }

    private async Task WriteLinesAsync(HttpContext http, long? position, Stream body)
    {
        async Task WriteAsync(object line)
        {
            await JsonSerializer.SerializeAsync(body, line, EventJson.Options, http.RequestAborted);
            await body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
            await body.FlushAsync(http.RequestAborted);
        }

        var report = await RunAsync(http, position, walked => WriteAsync(new { @checked = walked }));
        await WriteAsync(report);
    }

    private async Task<AuditReport> RunAsync(HttpContext http, long? position, Func<AuditProgress, Task>? progress) =>
        (await runs.RunAsync(http.Caller().Scope, Terms(clock), position, progress, http.RequestAborted)).Report;
}
