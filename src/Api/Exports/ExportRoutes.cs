using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;
using Microsoft.Net.Http.Headers;
using Problem = HazardLedger.Api.Http.Problem;

namespace HazardLedger.Api.Exports;

/// <summary><c>GET /v1/hazards</c>, <c>/v1/events</c> and <c>/v1/figures</c> with <c>.csv</c>, <c>.xlsx</c> and <c>.ndjson</c>: the filters of the JSON routes, all rows
/// of one walk, streamed. <c>HEAD</c> says what would come. A demonstration ledger says so in the file's name, its title and every row.</summary>
internal sealed class ExportRoutes(HazardRegister register, FigureRoutes figures, EventWalk events, Ledger ledger, TimeProvider clock)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["csv"] = "text/csv; charset=utf-8", ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["ndjson"] = "application/x-ndjson",
    };

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var form in Types.Keys)
        {
            Map(app, $"/v1/hazards.{form}", $"ExportRegister{form.ToUpperInvariant()}", (http, routes) => routes.HazardsAsync(http, form));
            Map(app, $"/v1/events.{form}", $"ExportEvents{form.ToUpperInvariant()}", (http, routes) => routes.EventsAsync(http, form));
            Map(app, $"/v1/figures.{form}", $"ExportFigures{form.ToUpperInvariant()}", (http, routes) => routes.FiguresAsync(http, form));
        }
    }

    private static void Map(IEndpointRouteBuilder app, string path, string name, Func<HttpContext, ExportRoutes, Task<IResult>> answer)
    {
        app.MapGet(path, (HttpContext http, ExportRoutes routes) => answer(http, routes))
            .RequireAuthorization(AccessPolicy.Read).WithTags("exports").AddEndpointFilter(MinPosition.FilterAsync).WithName(name);
        app.MapMethods(path, [HttpMethods.Head], (HttpContext http, ExportRoutes routes) => answer(http, routes))
            .RequireAuthorization(AccessPolicy.Read).AddEndpointFilter(MinPosition.FilterAsync).ExcludeFromDescription();
    }

    private async Task<IResult> HazardsAsync(HttpContext http, string form)
    {
        var query = new Query(http);
        var filter = HazardRoutes.FilterOf(query, clock.Today());
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (HazardRoutes.IsForAuditors(http, filter))
        {
            return Problem.Of(ProblemKind.Forbidden);
        }

        var language = Language.IsEnglish(http) ? "en" : "zh";
        Versions.Stamp(http, null, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
        var rows = register.AllAsync(http.Caller().Scope, filter, http.RequestAborted);
        return Answer(http, form, $"hazards-{EventJson.Word(filter.Register)}", language == "en" ? "Hazards" : "隐患台账", form == "ndjson"
            ? body => LinesAsync(body, rows, http.RequestAborted)
            : body => TableAsync(body, form, TitleOf("Hazards", "隐患台账", language), [.. RegisterColumns.Names(language)], CellsAsync(rows, language), language, http.RequestAborted));
    }

    private async Task<IResult> FiguresAsync(HttpContext http, string form)
    {
        var (answer, problem) = await figures.HeadlineShapeAsync(http);
        if (answer is null)
        {
            return problem!;
        }

        var language = Language.IsEnglish(http) ? "en" : "zh";
        var (names, rows) = FigureColumnNames.Of(answer, language == "en");
        return Answer(http, form, $"figures-{(string)answer["from"]!}-{(string)answer["asOf"]!}", language == "en" ? "Figures" : "统计数字",
            body => form == "ndjson" ? LinesAsync(body, Flattened(answer).ToAsyncEnumerable(), http.RequestAborted)
                : TableAsync(body, form, TitleOf("Figures", "统计数字", language), names, rows.ToAsyncEnumerable(), language, http.RequestAborted));
    }

    private async Task<IResult> EventsAsync(HttpContext http, string form)
    {
        var query = new Query(http);
        var after = query.Number("after", 0, long.MaxValue - 1000) ?? 0;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var language = Language.IsEnglish(http) ? "en" : "zh";
        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        Versions.Stamp(http, null, clock.Today(), head);
        var walk = events.Between(http.Caller().Scope, after, head, http.RequestAborted);
        return Answer(http, form, $"events-{after + 1}-{head}", language == "en" ? "Events" : "事件", form == "ndjson"
            ? body => LinesAsync(body, walk.Select(one => Feed.EventSight.ViewOf(one.Stored)), http.RequestAborted)
            : body => TableAsync(
                body, form, TitleOf("Events", "事件", language), [.. EventColumns.Names(language)], walk.Select(one => EventColumns.Cells(one.Stored, one.At, language)), language, http.RequestAborted));
    }

    // The total first, without its groups; then each group, with what all have in common.
    private static IEnumerable<JsonObject> Flattened(JsonObject answer)
    {
        var groups = answer["groups"] as JsonArray ?? [];
        var total = answer.DeepClone().AsObject();
        total.Remove("groups");
        return groups.Select(group =>
        {
            var own = group!.DeepClone().AsObject();
            own["knownAt"] = total["knownAt"]?.DeepClone();
            return own;
        }).Prepend(total);
    }

    private IResult Answer(HttpContext http, string form, string name, string title, Func<Stream, Task> write)
    {
        var day = clock.Today().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var headers = http.Response.Headers;
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"{(ledger.Synthetic ? "demo-" : "")}{name}-{day}.{form}",
            FileNameStar = $"{(ledger.Synthetic ? Made(title.All(char.IsAscii) ? "en" : "zh") + "-" : "")}{title}-{day}.{form}",
        }.ToString();
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept-Language";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            return Results.Stream(write, Types[form]);
        }

        http.Response.ContentType = Types[form];
        return Results.Empty;
    }

    private string TitleOf(string english, string chinese, string language) =>
        $"{(ledger.Synthetic ? Made(language) + " " : "")}{(language == "en" ? english : chinese)}";

    private static string Made(string language) => language == "en" ? "Made-up demonstration" : "演示数据（虚构）";

    private async Task TableAsync(
        Stream body, string form, string title, IReadOnlyList<string> names, IAsyncEnumerable<IReadOnlyList<object?>> rows, string language, CancellationToken ct)
    {
        using var workbook = form == "xlsx" ? new XlsxTable(body, title) : null;
        ITable table = workbook is null ? new CsvTable(body) : workbook;
        var made = ledger.Synthetic ? (string[])[Made(language)] : [];
        await table.HeadAsync([.. names, .. made], ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await table.RowAsync(made.Length == 0 ? row : [.. row, true], ct);
        }

        await table.EndAsync(ct);
    }

    private static async IAsyncEnumerable<IReadOnlyList<object?>> CellsAsync(IAsyncEnumerable<RegisterItem> rows, string language)
    {
        await foreach (var row in rows)
        {
            yield return [.. RegisterColumns.Cells(row, language)];
        }
    }

    private async Task LinesAsync<T>(Stream body, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        await foreach (var row in rows.WithCancellation(ct))
        {
            var line = ledger.Synthetic ? Marked(row) : JsonSerializer.SerializeToUtf8Bytes(row, EventJson.Options);
            await body.WriteAsync((byte[])[.. line, (byte)'\n'], ct);
        }
    }

    private static byte[] Marked<T>(T row)
    {
        var line = JsonSerializer.SerializeToNode(row, EventJson.Options)!.AsObject();
        line["synthetic"] = JsonValue.Create(true);
        return JsonSerializer.SerializeToUtf8Bytes(line, EventJson.Options);
    }
}
