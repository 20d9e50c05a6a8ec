using HazardLedger.Api.Access;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>`GET /v1/proposals`: what waits for a second person, within the caller's scope.</summary>
public sealed class ProposalRoutes(ProposalRegister proposals, Ledger ledger, TimeProvider clock)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/proposals", (HttpContext http, ProposalRoutes routes) => routes.PageAsync(http))
        .RequireAuthorization(AccessPolicy.Read).WithName("ReadProposals").WithTags("proposals").AddEndpointFilter(MinPosition.FilterAsync);

    private async Task<IResult> PageAsync(HttpContext http)
    {
        var query = new Query(http);
        var (state, area) = (query.Word<ProposalState>("state") ?? ProposalState.Pending, query.Text("area"));
        var (cursor, limit) = (query.Text("cursor"), (int)(query.Number("limit", 1, ProposalRegister.MaxLimit) ?? 50));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var after = Guid.Empty;
        if (cursor is not null && !Guid.TryParseExact(cursor, "N", out after))
        {
            return Problem.Of(ProblemKind.BadCursor);
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var page = await proposals.PageAsync(http.Caller().Scope, state, area, cursor is null ? null : after, limit, http.RequestAborted);
        Versions.Stamp(http, null, clock.Today(), head);
        return Results.Json(new ListAnswer(page.Items, page.Next?.ToString("N"), head), EventJson.Options);
    }
}
