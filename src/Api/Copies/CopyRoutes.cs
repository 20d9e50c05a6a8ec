using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Copies;

/// <summary>`GET /v1/ledger/export`: the whole ledger as lines, for whoever may see all of it.</summary>
public sealed class CopyRoutes(NpgsqlDataSource source)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/ledger/export", (HttpContext http, CopyRoutes routes) => routes.Answer(http))
        .RequireAuthorization(AccessPolicy.Audit).WithName("ExportLedger").WithTags("ledger").AddEndpointFilter(MinPosition.FilterAsync)
        .WithSummary("The whole ledger as NDJSON: events as stored with their leaves, keys, number series; evidence files are listed, not included");

    private IResult Answer(HttpContext http)
    {
        if (new Query(http).Problem() is { } problem)
        {
            return problem;
        }

        var scope = http.Caller().Scope;
        return scope is { Areas.Count: 0, Sectors.Count: 0, Party: null }
            ? Results.Stream(body => LedgerCopy.WriteAsync(source, body, ct: http.RequestAborted), "application/x-ndjson", "hazardledger.ndjson")
            : Http.Problem.Of(ProblemKind.OutsideScope);
    }
}
