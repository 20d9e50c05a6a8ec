using System.Collections.Concurrent;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Problem = HazardLedger.Api.Http.Problem;

namespace HazardLedger.Api.Imports;

/// <summary>`POST /v1/imports`: NDJSON of any length, or a table with a map of its columns, recorded case by case, answered with a report when all is read. `GET /v1/imports` and
/// `GET /v1/imports/{id}`: how far they are or how they ended, and every refused line with its reason.</summary>
internal sealed class ImportRoutes(ImportDesk desk, ImportStore store, Ledger ledger, TimeProvider clock)
{
    private const int MostAtOnce = 4;
    private const int RefusalsShown = 100;
    private readonly ConcurrentDictionary<Guid, ImportRun> _running = new();

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/imports").RequireAuthorization(AccessPolicy.Import).WithTags("imports");
        group.MapPost("", (HttpContext http, ImportRoutes routes) => routes.ImportAsync(http)).WithName("Import")
            .WithSummary("NDJSON of any length, or a form with a map and a CSV or XLSX file: consecutive lines of one external case are recorded whole or refused whole");
        group.MapGet("", (HttpContext http, ImportRoutes routes) => routes.NewestAsync(http)).WithName("ReadImports").WithSummary("The newest imports");
        group.MapGet("/{id:guid}", (HttpContext http, Guid id, ImportRoutes routes) => routes.ReadAsync(http, id)).WithName("ReadImport")
            .WithSummary("Progress, and every refused line with its reason; application/x-ndjson streams all of them");
    }

    private async Task<IResult> ImportAsync(HttpContext http)
    {
        var query = new Query(http);
        var (profile, dryRun, named) = (query.OneOf("profile", "historical", "current") ?? "current", query.Flag("dryRun") ?? false, query.Text("id"));
        var id = Guid.CreateVersion7();
        if (named is not null && !Guid.TryParseExact(named, "D", out id))
        {
            query.Refuse(Fault.Form("id", "UUID"));
        }

        var (lines, problem) = query.Problem() is { } bad ? (null, bad) : await LinesAsync(http);
        if (lines is null)
        {
            return problem!;
        }

        using var run = new ImportRun(new(id, profile, dryRun, clock.GetUtcNow()), http.Caller(), desk, store);
        if (_running.Count >= MostAtOnce)
        {
            return Problem.Of(ProblemKind.TooMany);
        }

        if (!_running.TryAdd(id, run))
        {
            return Problem.Of(ProblemKind.KeyReused);
        }

        try
        {
            return await store.BeginAsync(run.Terms, run.Caller.Id, run.Caller.Person, http.RequestAborted) ? await RunAsync(http, run, lines) : Problem.Of(ProblemKind.KeyReused);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private static async Task<(IAsyncEnumerable<ImportLine>? Lines, IResult? Problem)> LinesAsync(HttpContext http)
    {
        // A stream may be longer than any limit, and slower: its sender waits for the ledger.
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;
        http.Features.Get<IHttpMinRequestBodyDataRateFeature>()?.MinDataRate = null;
        if (http.Request.ContentType?.Split(';')[0].Trim().Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true)
        {
            return (ImportLines.ReadAsync(http.Request.BodyReader, http.RequestAborted), null);
        }

        if (!ImportForm.Is(http.Request))
        {
            return (null, Problem.Of(ProblemKind.UnsupportedMediaType));
        }

        try
        {
            var (lines, fault) = await ImportForm.OpenAsync(http.Request, http.RequestAborted);
            return (lines, fault is null ? null : Problem.Faults([fault]));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return (null, Problem.Faults([Unreadable(e)]));
        }
    }

    private static Fault Unreadable(Exception e) => new("file", $"表格无法读取：{e.Message}", e.Message);

    private async Task<IResult> RunAsync(HttpContext http, ImportRun run, IAsyncEnumerable<ImportLine> lines)
    {
        var state = "stopped";
        try
        {
            await run.RunAsync(lines, (await ledger.HeadAsync(http.RequestAborted)).Position, http.RequestAborted);
            state = "done";
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest); // nobody is there to read it
        }
        catch (Exception e) when (e is InvalidDataException or IOException && ImportForm.Is(http.Request))
        {
            return Problem.Faults([Unreadable(e)]); // what was recorded before stays, and the report says how much
        }
        finally
        {
            await store.EndAsync(run.Terms.Id, clock.GetUtcNow(), state, run.Counts, CancellationToken.None);
        }

        http.Response.Headers.Location = $"/v1/imports/{run.Terms.Id}";
        return await AnswerAsync(http, (await store.FindAsync(run.Terms.Id, http.RequestAborted))!, 0, RefusalsShown);
    }

    private async Task<IResult> NewestAsync(HttpContext http)
    {
        var query = new Query(http);
        var limit = (int)(query.Number("limit", 1, 500) ?? 50);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var running = _running.ToDictionary();
        var imports = await store.NewestAsync(SeesAll(http.Caller()) ? null : http.Caller().Id, limit, http.RequestAborted);
        return Results.Json(new { items = imports.Select(one => View(Live(one, running), null)) }, EventJson.Options);
    }

    private async Task<IResult> ReadAsync(HttpContext http, Guid id)
    {
        var query = new Query(http);
        var (after, limit) = (query.Number("after", 0, long.MaxValue) ?? 0, (int)(query.Number("limit", 1, 500) ?? RefusalsShown));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        // Who runs is asked before what is stored: one that ends in between is then read with its end.
        var running = _running.ToDictionary();
        var caller = http.Caller();
        if (await store.FindAsync(id, http.RequestAborted) is not { } found || (found.Caller != caller.Id && !SeesAll(caller)))
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        var wantsLines = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase));
        return wantsLines ? Results.Stream(body => WriteLinesAsync(http, id, after, body), "application/x-ndjson") : await AnswerAsync(http, Live(found, running), after, limit);
    }

    private async Task<IResult> AnswerAsync(HttpContext http, StoredImport import, long after, int limit)
    {
        var page = await store.RefusalsAsync(import.Terms.Id, after, limit, http.RequestAborted);
        var english = Language.IsEnglish(http);
        Versions.Stamp(http, null, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
        return Results.Json(
            View(import, new { items = page.Select(line => View(line, english)), next = page.Count == limit ? page[^1].Line : (long?)null }), EventJson.Options);
    }

    private async Task WriteLinesAsync(HttpContext http, Guid id, long after, Stream body)
    {
        var english = Language.IsEnglish(http);
        for (var page = await store.RefusalsAsync(id, after, 500, http.RequestAborted); page.Count > 0; page = await store.RefusalsAsync(id, page[^1].Line, 500, http.RequestAborted))
        {
            foreach (var line in page)
            {
                await JsonSerializer.SerializeAsync(body, View(line, english), EventJson.Options, http.RequestAborted);
                await body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
            }
        }
    }

    // One that this process still reads has no end yet.
    private static StoredImport Live(StoredImport stored, Dictionary<Guid, ImportRun> running) =>
        stored.EndedAt is null && running.TryGetValue(stored.Terms.Id, out var run) ? stored with { State = "running", Counts = run.Counts } : stored;

    private static bool SeesAll(Caller caller) => caller.Has(Roles.Administrator) && caller.Scope is { Areas.Count: 0, Sectors.Count: 0, Party: null };

    private static object View(StoredImport import, object? refusals) => new
    {
        id = import.Terms.Id,
        state = import.State,
        profile = import.Terms.Profile,
        dryRun = import.Terms.DryRun,
        startedAt = LegalZone.Local(import.Terms.StartedAt),
        endedAt = import.EndedAt is { } end ? LegalZone.Local(end) : (DateTimeOffset?)null,
        lines = import.Counts?.Lines,
        cases = import.Counts?.Cases,
        recorded = import.Counts?.Recorded,
        already = import.Counts?.Already,
        refused = import.Counts?.Refused,
        refusedLines = import.Counts?.RefusedLines,
        events = import.Counts?.Events,
        refusals,
    };

    private static object View(RefusedLine line, bool english) => new
    {
        line = line.Line, firstLine = line.FirstLine, lastLine = line.LastLine, external = line.External, code = line.Code, reason = english ? line.English : line.Chinese,
    };
}
