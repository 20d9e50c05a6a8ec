using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Access;
using HazardLedger.Api.Feed;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Reads of figures: headline, series, bridge, definitions, and the drill from a figure to hazards and postings.</summary>
public sealed class FigureRoutes(FigureReads figures, FigureColumns columns, HazardRegister register, Ledger ledger, TimeProvider clock)
{
    private readonly FigureMemo memo = new();

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/figures").RequireAuthorization(AccessPolicy.Read).WithTags("figures").AddEndpointFilter(MinPosition.FilterAsync);
        group.MapGet("", (HttpContext http, FigureRoutes routes) => routes.HeadlineAsync(http)).WithName("ReadFigures");
        group.MapGet("/stream", (HttpContext http, FigureStream stream) => stream.AnswerAsync(http, http.Caller().Scope)).WithName("FollowFigures").WithMetadata(new DescribedForms(Sse.MediaType));
        group.MapGet("/series", (HttpContext http, FigureRoutes routes) => routes.SeriesAsync(http)).WithName("ReadSeries");
        group.MapGet("/bridge", (HttpContext http, FigureRoutes routes) => routes.BridgeAsync(http)).WithName("ReadBridge");
        group.MapGet("/definitions", (HttpContext http) => new Query(http).Problem() ?? Results.Json(FigureDefinitions.All.Select(FigureWords.Definition), EventJson.Options))
            .WithName("ReadDefinitions");
        group.MapGet("/{figure}/hazards", (HttpContext http, string figure, FigureRoutes routes) => routes.HazardsAsync(http, figure)).WithName("DrillToHazards");
        group.MapGet("/{figure}/postings", (HttpContext http, string figure, FigureRoutes routes) => routes.PostingsAsync(http, figure)).WithName("DrillToPostings");
    }

    private async Task<IResult> HeadlineAsync(HttpContext http)
    {
        var (asked, scope, english, today, known) = (http.Request.QueryString.Value ?? "", http.Caller().Scope, Language.IsEnglish(http), clock.Today(), columns.Position);
        if (memo.Find(asked, scope, english, known, today) is { } again)
        {
            return Answer(http, again, clock.GetUtcNow(), known);
        }

        var (question, knownAt, problem) = await HeadlineQuestionAsync(http);
        if (question is null)
        {
            return problem!;
        }

        var answer = figures.Headline(question);
        var written = FigureMemo.Write(FigureWords.Named(answer, question, clock.Today(), english), today);
        if (question.Position is null)
        {
            memo.Keep(asked, scope, english, written);
        }

        return Answer(http, written, knownAt ?? clock.GetUtcNow(), known);
    }

    /// <summary>The headline as it is sent, or the problem that is answered instead of it.</summary>
    internal async Task<(JsonObject? Body, IResult? Problem)> HeadlineShapeAsync(HttpContext http)
    {
        var known = columns.Position;
        var (question, knownAt, problem) = await HeadlineQuestionAsync(http);
        if (question is null)
        {
            return (null, problem);
        }

        var body = FigureWords.Headline(figures.Headline(question), question, clock.Today(), Language.IsEnglish(http));
        body.Insert(2, "knownAt", JsonSerializer.SerializeToNode(LegalZone.Local(knownAt ?? clock.GetUtcNow()), EventJson.Options));
        Versions.Stamp(http, null, clock.Today(), known);
        return (body, null);
    }

    private async Task<(FigureQuestion? Question, DateTimeOffset? KnownAt, IResult? Problem)> HeadlineQuestionAsync(HttpContext http)
    {
        var query = new Query(http);
        var knownAt = query.Instant("knownAt");
        var question = await QuestionAsync(http, query, grouped: true);
        if (!figures.CanGroup(question))
        {
            query.Refuse(new("groupBy", $"单位超过 {TooManyGroupsException.MaxGroups} 家，请缩小范围。", $"More than {TooManyGroupsException.MaxGroups} enterprises: narrow the question."));
        }

        return query.Problem() is { } problem ? (null, null, problem) : (question, knownAt, null);
    }

    // The position that the columns had before the question: what comes between the answer and its headers is not in it.
    private static IResult Answer(HttpContext http, FigureMemo.Written written, DateTimeOffset knownAt, long known)
    {
        var etag = $"\"f{written.Position}.{written.Today:yyyyMMdd}\"";
        http.Response.Headers.ETag = etag;
        Versions.Stamp(http, null, written.Today, known);
        return Versions.IsUnchanged(http, etag) ? Results.StatusCode(304) : written.At(knownAt);
    }

    private async Task<IResult> SeriesAsync(HttpContext http)
    {
        var (query, known) = (new Query(http), columns.Position);
        var interval = query.Word<FigureInterval>("interval") ?? FigureInterval.Month;
        var names = query.List("figures");
        names = names.Count == 0 ? ["found", "rectified", "open"] : names;
        foreach (var name in names.Where(name => FigureWords.Find(name) is not { IsBalance: true }))
        {
            query.Refuse(new("figures", $"没有可作序列的数字 {name}。", $"No figure {name} that can be a series."));
        }

        var question = await QuestionAsync(http, query);
        return query.Problem() ?? Answer(http, known, new
        {
            from = question.From,
            asOf = question.AsOf,
            interval,
            points = figures.Series(interval, names, question),
        });
    }

    private async Task<IResult> BridgeAsync(HttpContext http)
    {
        var (query, known) = (new Query(http), columns.Position);
        var names = query.List("figures");
        names = names.Count == 0 ? ["stock.open"] : names;
        foreach (var name in names.Where(name => FigureWords.Find(name) is not { IsBalance: true }))
        {
            query.Refuse(new("figures", $"没有可作平衡表的数字 {name}。", $"No figure {name} that a bridge can show."));
        }

        var question = await FigureQuery.ReadAsync(query, http.Caller().Scope, ledger, clock.Today(), http.RequestAborted, bridged: true);
        var (knownFrom, knownTo) = (query.Instant("knownFrom"), query.Instant("knownTo"));
        var (opening, closing) = await KnownBetweenAsync(query, knownFrom, knownTo, question, http.RequestAborted);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return opening is { } position
            ? Answer(http, known, new { knownFrom, knownTo, asOf = closing.AsOf, bridges = names.Select(name => figures.BridgePositions(name, position, closing)) })
            : Answer(http, known, new { from = question.From, to = closing.AsOf, bridges = names.Select(name => figures.BridgeDays(name, question.From, closing)) });
    }

    // A bridge over what was known opens at a position that does not lie after the one it closes at.
    private async Task<(long? Opening, FigureQuestion Closing)> KnownBetweenAsync(
        Query query, DateTimeOffset? knownFrom, DateTimeOffset? knownTo, FigureQuestion question, CancellationToken ct)
    {
        if (knownTo is not null && (knownFrom is null || question.Position is not null))
        {
            query.Refuse(new("knownTo", "knownTo 须与 knownFrom 一起填，不得与 knownAt 或 position 并用。", "knownTo goes with knownFrom, and with neither knownAt nor position."));
        }

        if (knownFrom is not { } before)
        {
            return (null, question);
        }

        // What another process appended a moment ago may not be in the figures yet: both ends stay within what they have.
        var opening = Math.Min(await ledger.PositionAtAsync(before, ct), columns.Position);
        var closing = knownTo is { } after ? question with { Position = await ledger.PositionAtAsync(after, ct) } : question;
        if (opening > closing.Position || knownFrom > knownTo)
        {
            query.Refuse(new("knownFrom", "knownFrom 不得晚于所比较的时点。", "knownFrom must not lie after what it is compared with."));
        }

        return (opening, closing);
    }

    private async Task<IResult> HazardsAsync(HttpContext http, string figure)
    {
        var (query, known) = (new Query(http), columns.Position);
        var (cursor, limit) = (query.Number("cursor", 0, int.MaxValue), query.Number("limit", 1, HazardRegister.MaxLimit) ?? 50);
        var question = await QuestionAsync(http, query);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (FigureWords.Find(figure) is null)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        var page = figures.HazardsBehind(figure, question, (int?)cursor, (int)limit);
        var rows = await register.ManyAsync(http.Caller().Scope, page.Hazards, clock.Today(), http.RequestAborted);
        return Answer(http, known, new ListAnswer(rows, page.Next?.ToString(), question.Position ?? known) { Figure = figure, Count = page.Count });
    }

    private async Task<IResult> PostingsAsync(HttpContext http, string figure)
    {
        var (query, known) = (new Query(http), columns.Position);
        var (hazard, limit) = (query.Text("hazard"), query.Number("limit", 1, HazardRegister.MaxLimit) ?? 500);
        var question = await QuestionAsync(http, query);
        var id = default(Guid);
        if (hazard is not null && !Guid.TryParse(hazard, out id))
        {
            query.Refuse(Fault.Form("hazard", "UUID"));
        }

        return query.Problem() ?? (FigureWords.Find(figure) is null
            ? Problem.Of(ProblemKind.NotFound)
            : Answer(http, known, new
            {
                figure,
                items = figures.PostingsBehind(figure, question, hazard is null ? null : id, (int)limit).Select(FigureWords.Posting),
                position = question.Position ?? known,
            }));
    }

    private IResult Answer(HttpContext http, long known, object body)
    {
        Versions.Stamp(http, null, clock.Today(), known);
        return Results.Json(body, EventJson.Options);
    }

    private Task<FigureQuestion> QuestionAsync(HttpContext http, Query query, bool grouped = false) =>
        FigureQuery.ReadAsync(query, http.Caller().Scope, ledger, clock.Today(), http.RequestAborted, grouped);
}
