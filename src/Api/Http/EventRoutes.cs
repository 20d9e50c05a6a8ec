using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Domain;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>`GET /v1/events`: the whole ledger in its own order, as far as the caller may see it. A hazard's present area decides.</summary>
public sealed class EventRoutes(Ledger ledger, HazardRegister register, TimeProvider clock)
{
    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/events", (HttpContext http, EventRoutes routes) => routes.PageAsync(http))
        .RequireAuthorization(AccessPolicy.Read).WithName("ReadEvents").WithTags("events").AddEndpointFilter(MinPosition.FilterAsync);

    private async Task<IResult> PageAsync(HttpContext http)
    {
        var query = new Query(http);
        var (after, limit) = (query.Number("after", 0, long.MaxValue - 1000) ?? 0, (int)(query.Number("limit", 1, 500) ?? 100));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var page = await ledger.ReadAllAsync(after, limit, http.RequestAborted);
        var visible = await VisibleAsync(http, page);
        var last = page.Count == 0 ? after : page[^1].Position;
        Versions.Stamp(http, null, clock.Today(), head);
        return Results.Json(
            new ListAnswer(page.Where(stored => visible(stored.Stream)).Select(ViewOf), last < head ? last : null, head), EventJson.Options);
    }

    // The whole ledger's keys see the ledger's own events too; all others see only hazards of theirs.
    private async Task<Func<Guid, bool>> VisibleAsync(HttpContext http, IReadOnlyList<StoredEvent> page)
    {
        var scope = http.Caller().Scope;
        if (scope is { Areas.Count: 0, Sectors.Count: 0, Party: null })
        {
            return static _ => true;
        }

        var seen = (await register.ManyAsync(scope, [.. page.Select(stored => stored.Stream).Distinct()], clock.Today(), http.RequestAborted)).Select(row => row.Id).ToHashSet();
        return seen.Contains;
    }

    private static EventView ViewOf(StoredEvent stored) => EventJson.EventTypes.ContainsKey(stored.Type)
        ? EventView.Of(stored.Stream, HazardHistories.Told(stored))
        : RuleJson.EventTypes.ContainsKey(stored.Type) || ReportJson.EventTypes.ContainsKey(stored.Type) ? Policies.RuleView.Of(stored)
        : new EventView
        {
            Position = stored.Position,
            Hazard = stored.Stream,
            Version = stored.Version,
            Type = stored.Type,
            OccurredOn = Recording.LegalZone.DayOf(stored.RecordedAt),
            RecordedAt = stored.RecordedAt,
            Actor = new Actor("system", "HazardLedger", "system"),
            Data = JsonSerializer.Deserialize<JsonElement>(stored.Data.Span, EventJson.Options),
        };
}
