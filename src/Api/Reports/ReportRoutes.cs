using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>`/v1/reports`: figures that are frozen, signed, published, and restated with the bridge between.</summary>
public sealed class ReportRoutes(ReportShelf shelf, ReportCounting counting, FigureColumns columns, Ledger ledger, TimeProvider clock)
{
    private const string StreamType = "report";

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
        reports.MapPost("", (HttpContext http, ReportDesk desk, ReportRoutes routes) => desk.AnswerAsync<CompileReport>(http, ReportForms.Check, (command, _) => routes.CompileAsync(http, command)))
            .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(CompileReport), true, Answers)).WithName("CompileReport").WithSummary("Records ReportCompiled");
        Step<SignReport>(reports, "signatures", ReportForms.Check, (_, command, report, entry, _) => Task.FromResult(ReportDecider.Sign(command, report.State, entry)));
        Step<PublishReport>(reports, "publications", ReportForms.Check, (_, command, report, _, _) => Task.FromResult(ReportDecider.Publish(command, report.State)));
        Step<RestateReport>(reports, "restatements", ReportForms.Check, (routes, command, report, _, ct) => routes.RestateAsync(command, report, ct));
    }

    private static void Step<T>(
        RouteGroupBuilder reports, string route, Action<T, List<Fault>> check, Func<ReportRoutes, T, ShelvedReport, Entry, CancellationToken, Task<ReportDecision>> decide)
        where T : ReportCommand => reports
        .MapPost("/{id:guid}/" + route, (HttpContext http, Guid id, ReportDesk desk, ReportRoutes routes) => desk.AnswerAsync(http, check, async (T command, Entry entry) =>
        {
            if (await routes.SeenAsync(http, id) is not { } report)
            {
                return ReportAttempt.No(Http.Problem.Of(ProblemKind.NotFound));
            }

            var decision = entry.OccurredOn < report.LastOn ? ReportDecider.StepBeforeLast : await decide(routes, command, report, entry, http.RequestAborted);
            return new ReportStep(id, StreamType, report.Version, decision);
        }))
        .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(T), true, Answers)).WithName(typeof(T).Name);

    // What a key does not cover as a whole is not there for it.
    private async Task<ShelvedReport?> SeenAsync(HttpContext http, Guid id) =>
        await shelf.FindAsync(id, http.RequestAborted) is { State.Compiled: { } compiled } report && compiled.Scope.IsWithin(http.Caller().Scope) ? report : null;

    private async Task<ReportAttempt> CompileAsync(HttpContext http, CompileReport command)
    {
        if (!command.Scope.IsWithin(http.Caller().Scope))
        {
            return ReportAttempt.No(Http.Problem.Of(ProblemKind.OutsideScope));
        }

        var from = command.From ?? new DateOnly(command.AsOf.Year, 1, 1);
        var edition = Count(command.Scope, from, command.AsOf, await KnownAsync(command.KnownAt, http.RequestAborted));
        var compiled = new ReportCompiled("", command.Title, command.Scope, from, command.AsOf, edition);
        var decision = ReportDecider.Compile(compiled, clock.Today());
        if (decision.Refusal is not null)
        {
            return new ReportStep(Guid.Empty, StreamType, 0, decision);
        }

        var year = command.AsOf.Year;
        var number = $"R-{year:0000}-{await ledger.NextNumberAsync($"report/{year:0000}", http.RequestAborted):000000}";
        return new ReportStep(Guid.CreateVersion7(), StreamType, 0, compiled with { Number = number }, new(ReportJson.KeyKind, number, 0));
    }

    private async Task<ReportDecision> RestateAsync(RestateReport command, ShelvedReport report, CancellationToken ct)
    {
        var (compiled, before) = (report.State.Compiled!, report.State.Editions[^1]);
        var known = await KnownAsync(command.KnownAt, ct);
        if (known.Position < before.Position)
        {
            return ReportDecider.RestatedBeforeKnown;
        }

        var edition = Count(compiled.Scope, compiled.From, compiled.AsOf, known);
        return ReportDecider.Restate(command, report.State, edition, counting.Bridge(compiled.Scope, compiled.From, compiled.AsOf, before.Position, edition.Position));
    }

    private ReportEdition Count(ReportScope scope, DateOnly from, DateOnly asOf, (long Position, DateTimeOffset At) known) => new(
        known.At, known.Position, HazardPostings.Generation, counting.Figures(scope, from, asOf, known.Position), counting.Flow(scope, from, asOf, known.Position));

    // The position is what counts; the instant that goes with it is that of its event, so that knownAt asks for the same.
    private async Task<(long Position, DateTimeOffset At)> KnownAsync(DateTimeOffset? knownAt, CancellationToken ct)
    {
        var position = knownAt is { } at ? Math.Min(await ledger.PositionAtAsync(at, ct), columns.Position) : columns.Position;
        return position == 0 ? (0, knownAt ?? clock.GetUtcNow()) : (position, (await ledger.ReadRangeAsync(position, 1, ct))[0].RecordedAt);
    }

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var query = new Query(http);
        var (area, before, limit) = (query.Text("area"), query.Number("before", 1, long.MaxValue) ?? long.MaxValue, (int)(query.Number("limit", 1, 500) ?? 100));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var scope = http.Caller().Scope;
        var rows = (await shelf.AllAsync(http.RequestAborted))
            .Where(report => report.State.Compiled!.Scope.IsWithin(scope) && (area is null || report.State.Compiled.Scope.Area == area) && report.Events[0].Position < before)
            .OrderByDescending(report => report.Events[0].Position).Take(limit + 1).ToList();
        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
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

        if (await SeenAsync(http, id) is not { } report)
        {
            return Http.Problem.Of(ProblemKind.NotFound);
        }

        Versions.Stamp(http, report.Version, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
        return Results.Json(ReportView.Of(report, edition => counting.Matches(report.State.Compiled!, edition)), EventJson.Options);
    }
}
