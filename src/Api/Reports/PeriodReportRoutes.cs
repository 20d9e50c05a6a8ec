using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Policies;
using HazardLedger.Domain;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>`/v1/period-reports`: every area files its count of a month, zero included, so that nothing found differs from nothing said.</summary>
public sealed class PeriodReportRoutes(FigureReads figures, FigureColumns columns, Ledger ledger, TimeProvider clock)
{
    private const string StreamType = "period_report";

    private static readonly (string, string)[] Answers =
    [
        ("201", "Recorded"), ("200", "So already, or validated: nothing recorded"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted, or outside of the key's areas"),
        ("409", "Refused by a rule"), ("412", "Stale version"), ("415", "Not JSON"), ("422", "Idempotency key reused"), ("503", "Cannot record now"),
    ];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var filed = app.MapGroup("/v1/period-reports").WithTags("reports").AddEndpointFilter(MinPosition.FilterAsync);
        filed.MapGet("", (HttpContext http, PeriodReportRoutes routes) => routes.ListAsync(http)).RequireAuthorization(AccessPolicy.Read)
            .WithName("ReadPeriodReports").WithSummary("Which areas directly below one filed a month, and which are missing");
        filed.MapPost("", (HttpContext http, ReportDesk desk, PeriodReportRoutes routes) => desk.AnswerAsync<FilePeriodReport>(http, ReportForms.Check, (command, entry) => routes.FileAsync(http, command, entry)))
            .RequireAuthorization(AccessPolicy.Write).WithMetadata(new DescribedBody(typeof(FilePeriodReport), true, Answers)).WithName("FilePeriodReport").WithSummary("Records PeriodReportFiled");
    }

    /// <summary>The first day of a month as it is written; null when it is none.</summary>
    public static DateOnly? MonthOf(string month) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 1949 and < 2200 ? first : null;

    private async Task<ReportAttempt> FileAsync(HttpContext http, FilePeriodReport command, Entry entry)
    {
        if (!new ReportScope { Area = command.Area }.IsWithin(http.Caller().Scope))
        {
            return ReportAttempt.No(Http.Problem.Of(ProblemKind.OutsideScope));
        }

        var stream = StreamOf(command.Month, command.Area);
        var before = await ledger.ReadStreamAsync(stream, 0, http.RequestAborted);
        var (month, position) = (MonthOf(command.Month)!.Value, columns.Position);
        var counted = figures.Headline(new FigureQuestion(month, month.AddMonths(1).AddDays(-1), position, Scope.Everything) { Area = command.Area }).Found;
        var filed = new PeriodReportFiled(command.Area, command.Month, command.Count, counted, position);
        var last = before.Count == 0 ? null : (PeriodReportFiled)ReportJson.Read(before[^1].Type, before[^1].Data.Span);
        var decision = ReportDecider.File(filed, last, month.AddMonths(1), entry);
        return new ReportStep(stream, StreamType, before.Count, decision, new(ReportJson.PeriodKeyKind, $"{command.Month}/{command.Area}", 0));
    }

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var query = new Query(http);
        var (text, area, known) = (query.Text("month"), query.Text("area"), AsKnown.KnownFrom(query));
        if (text is null || MonthOf(text) is null)
        {
            query.Refuse(Fault.Form("month", "yyyy-mm"));
        }

        var scope = http.Caller().Scope;
        area ??= scope.Areas is [var own] ? own : null;
        if (area is null || !AreaCode.IsWellFormed(area))
        {
            query.Refuse(Fault.Form("area", "GB/T 2260"));
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!new ReportScope { Area = area }.IsWithin(scope))
        {
            return Http.Problem.Of(ProblemKind.OutsideScope);
        }

        var rows = await RowsAsync(text!, area!, await known.PositionAsync(ledger, http.RequestAborted) ?? long.MaxValue, http.RequestAborted);
        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        Versions.Stamp(http, null, clock.Today(), head);
        return Results.Json(new { month = text, area, expected = rows.Count, filed = rows.Count(row => row.Filed), missing = rows.Count(row => !row.Filed), items = rows, position = head }, EventJson.Options);
    }

    // Expected are the areas directly below that the book of names knows; an area without any files for itself. Whoever else filed is shown too.
    private async Task<List<PeriodReportRow>> RowsAsync(string month, string area, long upTo, CancellationToken ct)
    {
        var rows = new List<PeriodReportRow>();
        var below = NameBook.AreasBelow(area).Select(child => child.Code).ToList();
        foreach (var code in below.Count == 0 ? [area] : below)
        {
            var filed = (await ledger.ReadStreamAsync(StreamOf(month, code), 0, ct)).LastOrDefault(stored => stored.Position <= upTo);
            rows.Add(filed is null ? new(code, NameBook.Area(code), false) : Row(code, filed));
        }

        return rows;
    }

    private static PeriodReportRow Row(string code, StoredEvent stored)
    {
        var (filed, entry) = ((PeriodReportFiled)ReportJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span));
        return new(code, NameBook.Area(code), true)
        {
            Count = filed.Count, LedgerCount = filed.LedgerCount, Differs = filed.Count != filed.LedgerCount, FiledOn = entry.OccurredOn, By = entry.Actor.Person,
            Version = stored.Version, Position = stored.Position,
        };
    }

    private static Guid StreamOf(string month, string area) => RuleStream.IdOf($"period-report/{month}/{area}");
}

/// <summary>An area and its count of a month.</summary>
/// <param name="Area">Code of the area.</param>
/// <param name="Filed">False: nothing was said, which is not zero.</param>
public sealed record PeriodReportRow(string Area, Name Name, bool Filed)
{
    /// <summary>Hazards found, as the area says.</summary>
    public long? Count { get; init; }

    /// <summary>Hazards found, as the ledger knew when it was filed.</summary>
    public long? LedgerCount { get; init; }

    /// <summary>True when the two differ.</summary>
    public bool? Differs { get; init; }

    /// <summary>The legal day on which it was filed last.</summary>
    public DateOnly? FiledOn { get; init; }

    /// <summary>Who filed it.</summary>
    public string? By { get; init; }

    /// <summary>How many times it was filed.</summary>
    public long? Version { get; init; }

    /// <summary>Place of the event in the ledger.</summary>
    public long? Position { get; init; }
}
