using System.Runtime.CompilerServices;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Evidence;
using HazardLedger.Api.Policies;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Reads of hazards: the register, one hazard's state, history, deadline, difference, and its place in the figures.</summary>
public sealed class HazardRoutes(
    HazardAddress addresses, HazardHistories histories, HazardRegister register, FigureReads figures, EvidenceFlags flags, Ledger ledger, PolicyShelf shelf, TimeProvider clock)
{
    private readonly ConditionalWeakTable<History, Written> written = [];
    private readonly ConditionalWeakTable<IReadOnlyList<NextCommand>, byte[]> writtenNext = [];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var hazards = app.MapGroup("/v1/hazards").RequireAuthorization(AccessPolicy.Read).WithTags("hazards").AddEndpointFilter(MinPosition.FilterAsync);
        hazards.MapGet("", (HttpContext http, HazardRoutes routes) => routes.PageAsync(http)).WithName("ReadRegister");
        hazards.MapGet("/{id}", (HttpContext http, string id, HazardRoutes routes) => routes.StateAsync(http, id)).WithName("ReadHazard");
        hazards.MapGet("/{id}/events", (HttpContext http, string id, HazardRoutes routes) => routes.EventsAsync(http, id)).WithName("ReadHistory");
        hazards.MapGet("/{id}/deadline", (HttpContext http, string id, HazardRoutes routes) => routes.DeadlineAsync(http, id)).WithName("ExplainDeadline");
        hazards.MapGet("/{id}/diff", (HttpContext http, string id, HazardRoutes routes) => routes.DiffAsync(http, id)).WithName("ReadDifference");
        hazards.MapGet("/{id}/figures", (HttpContext http, string id, HazardRoutes routes) => routes.FiguresAsync(http, id)).WithName("ExplainFigures");
    }

    private async Task<IResult> PageAsync(HttpContext http)
    {
        var query = new Query(http);
        var filter = FilterOf(query, clock.Today()) with { WithTotal = query.Flag("total") ?? false };
        var (cursor, limit) = (query.Text("cursor"), query.Number("limit", 1, HazardRegister.MaxLimit) ?? 50);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (IsForAuditors(http, filter))
        {
            return Problem.Of(ProblemKind.Forbidden);
        }

        switch (await register.PageAsync(http.Caller().Scope, filter, cursor, (int)limit, http.RequestAborted))
        {
            case RegisterPage page:
                Versions.Stamp(http, null, clock.Today(), page.Position);
                return Results.Json(page, EventJson.Options);
            default:
                return Problem.Of(ProblemKind.BadCursor);
        }
    }

    /// <summary>True when the register is shown to auditors only and the caller is none.</summary>
    internal static bool IsForAuditors(HttpContext http, RegisterFilter filter) =>
        filter.Register == RegisterName.Gone && !http.User.IsInRole(Roles.Auditor) && !http.User.IsInRole(Roles.Administrator);

    /// <summary>Which register, which rows, which order; faults are the query's.</summary>
    internal static RegisterFilter FilterOf(Query query, DateOnly today)
    {
        var sort = query.Text("sort") is { } text ? RegisterSort.Parse(text) : RegisterSort.Default;
        if (sort is null)
        {
            query.Refuse(Fault.Form("sort", string.Join(" | ", RegisterSort.Keys.Select(key => $"[-]{key}"))));
        }

        return new(query.Word<RegisterName>("register") ?? RegisterName.All, today)
        {
            Area = query.Text("area"),
            Sector = query.Text("sector"),
            Grade = query.Word<Domain.Hazards.Grade>("grade"),
            SourceGroup = query.Word<Domain.Hazards.SourceGroup>("sourceGroup"),
            Enterprise = query.Text("enterprise"),
            Words = query.Text("q"),
            External = ExternalOf(query),
            Sort = sort ?? RegisterSort.Default,
        };
    }

    private async Task<IResult> StateAsync(HttpContext http, string id)
    {
        var query = new Query(http);
        var known = AsKnown.From(query);
        var version = query.Number("version", 1, long.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var (found, head) = await HistoryAsync(http, id);
        if (found is not { } all)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        if (known.IsNow && version is null)
        {
            return await NowAsync(http, all, head.Position, (await shelf.AtAsync(head, http.RequestAborted)).Book.On(all.Story.Now.Area, clock.Today()));
        }

        var history = version is { } v ? known.Of(all).At(new HistoryPoint.AtVersion(v)) : known.Of(all);
        if (HazardView.Of(history, known.AsOf ?? clock.Today()) is not { } view)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        Versions.Stamp(http, history.Version, clock.Today(), head.Position);
        return Results.Json(view, EventJson.Options);
    }

    // What a history looks like on a day, under the rules of that day, is written once for all who ask for it; what its files have in common
    // with those of other hazards comes without an event of its own and is looked at each time.
    private async Task<IResult> NowAsync(HttpContext http, History history, long head, Policy policy)
    {
        var today = clock.Today();
        if (!written.TryGetValue(history, out var now) || now.Day != today || now.Policy != policy)
        {
            if (HazardView.Now(history, today, policy) is not { } view)
            {
                return Problem.Of(ProblemKind.NotFound);
            }

            now = new(today, view, JsonSerializer.SerializeToUtf8Bytes(view with { Next = null }, EventJson.Options), policy);
            written.AddOrUpdate(history, now);
        }

        var files = now.View.Evidence.Count == 0 ? now.View.Evidence : await flags.MarkAsync(history.Hazard, now.View.Evidence, http.RequestAborted);
        var etag = Versions.ETag(history.Version, today, files.Count(file => file.Flags.Contains(EvidenceFlag.SameFileElsewhere)));
        Versions.Stamp(http, history.Version, today, head);
        http.Response.Headers.ETag = etag;
        return Versions.IsUnchanged(http, etag) ? Results.StatusCode(304)
            : ReferenceEquals(files, now.View.Evidence) ? new JsonText(now.Json.AsMemory(..^1), writtenNext.GetValue(now.View.Next!, Ending)) : Results.Json(now.View with { Evidence = files }, EventJson.Options);
    }

    // What may follow is nine tenths of the answer and the same for very many hazards: it is written once for all of them, and ends the object.
    private static byte[] Ending(IReadOnlyList<NextCommand> next) =>
        [.. ",\"next\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(next, EventJson.Options), (byte)'}'];

    private async Task<IResult> EventsAsync(HttpContext http, string id)
    {
        var query = new Query(http);
        var known = AsKnown.From(query);
        var expand = query.OneOf("expand", "state");
        return query.Problem() ?? await OnHistoryAsync(http, id, history =>
        {
            var events = EventView.AllOf(known.Of(history), expand is null ? null : known.AsOf ?? clock.Today())
                .Where(one => known.AsOf is not { } day || one.OccurredOn <= day);
            return new ListAnswer(events, null, known.Of(history).Position);
        });
    }

    private async Task<IResult> DeadlineAsync(HttpContext http, string id)
    {
        var query = new Query(http);
        var known = AsKnown.From(query);
        var book = known.Of((await shelf.CurrentAsync(http.RequestAborted)).Book);
        return query.Problem() ?? await OnHistoryAsync(http, id, history => DeadlineExplanation.Of(known.Of(history), known.AsOf ?? clock.Today(), book));
    }

    private async Task<IResult> DiffAsync(HttpContext http, string id)
    {
        var query = new Query(http);
        var (from, to) = (PointOf(query, "from"), PointOf(query, "to"));
        var asOf = query.Day("asOf") ?? clock.Today();
        return query.Problem() ?? await OnHistoryAsync(http, id, history => HistoryDiff.Between(history, from!, to!, asOf));
    }

    private async Task<IResult> FiguresAsync(HttpContext http, string id)
    {
        var (query, known) = (new Query(http), figures.Position);
        var question = await FigureQuery.ReadAsync(query, http.Caller().Scope, ledger, clock.Today(), http.RequestAborted);
        return query.Problem() ?? await OnHistoryAsync(http, id, history => new
        {
            hazard = history.Hazard,
            from = question.From,
            asOf = question.AsOf,
            figures = figures.WhyIn(history.Hazard, question).Select(standing => FigureWords.Standing(standing, Language.IsEnglish(http))),
        }, known);
    }

    private async Task<IResult> OnHistoryAsync(HttpContext http, string id, Func<History, object?> answer, long known = long.MaxValue)
    {
        var (found, head) = await HistoryAsync(http, id);
        if (found is not { } history || answer(history) is not { } body)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        Versions.Stamp(http, history.Version, clock.Today(), Math.Min(head.Position, known));
        return Results.Json(body, EventJson.Options);
    }

    private async Task<(History? History, LedgerMark Head)> HistoryAsync(HttpContext http, string id) =>
        await addresses.FindAsync(id, http.RequestAborted) is { } hazard
            ? await histories.ReadAsync(http.Caller().Scope, hazard, http.RequestAborted) : (null, default);

    private static HistoryPoint? PointOf(Query query, string name)
    {
        var text = query.Text(name);
        var point = text is null ? null : HistoryPoint.Parse(text.Replace(' ', '+'));
        if (point is null)
        {
            query.Refuse(Fault.Form(name, "v3 | position | RFC 3339"));
        }

        return point;
    }

    private static Domain.Hazards.ExternalId? ExternalOf(Query query)
    {
        if (query.Text("external") is not { } text)
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            return new(text[..colon], text[(colon + 1)..]);
        }

        query.Refuse(Fault.Form("external", "system:id"));
        return null;
    }

    private sealed record Written(DateOnly Day, HazardView View, byte[] Json, Policy Policy);
}
