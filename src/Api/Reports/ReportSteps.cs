using HazardLedger.Api.Http;
using HazardLedger.Domain;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Reports;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>Decides on the steps of reports and of filed counts, for the API's routes and for the pages' forms alike.</summary>
public sealed class ReportSteps(ReportShelf shelf, ReportCounting counting, FigureReads figures, FigureColumns columns, Ledger ledger, TimeProvider clock)
{
    private const string StreamType = "report";
    private const string PeriodStreamType = "period_report";

    /// <summary>A new report, counted here.</summary>
    public async Task<ReportAttempt> CompileAsync(Scope scope, CompileReport command, CancellationToken ct)
    {
        if (!command.Scope.IsWithin(scope))
        {
            return ReportAttempt.No(ProblemKind.OutsideScope);
        }

        var from = command.From ?? new DateOnly(command.AsOf.Year, 1, 1);
        var edition = Count(command.Scope, from, command.AsOf, await KnownAsync(command.KnownAt, ct));
        var compiled = new ReportCompiled("", command.Title, command.Scope, from, command.AsOf, edition);
        var decision = ReportDecider.Compile(compiled, clock.Today());
        if (decision.Refusal is not null)
        {
            return new ReportStep(Guid.Empty, StreamType, 0, decision);
        }

        var year = command.AsOf.Year;
        var number = $"R-{year:0000}-{await ledger.NextNumberAsync($"report/{year:0000}", ct):000000}";
        return new ReportStep(Guid.CreateVersion7(), StreamType, 0, compiled with { Number = number }, new(ReportJson.KeyKind, number, 0));
    }

    /// <summary>A signature, a publication or a restatement.</summary>
    public async Task<ReportAttempt> StepAsync(Scope scope, Guid id, ReportCommand command, Entry entry, CancellationToken ct)
    {
        if (await shelf.FindAsync(scope, id, ct) is not { } report)
        {
            return ReportAttempt.No(ProblemKind.NotFound);
        }

        var decision = entry.OccurredOn < report.LastOn ? ReportDecider.StepBeforeLast : command switch
        {
            SignReport sign => ReportDecider.Sign(sign, report.State, entry),
            PublishReport publish => ReportDecider.Publish(publish, report.State),
            RestateReport restate => await RestateAsync(restate, report, ct),
            _ => throw new InvalidOperationException($"{command.GetType().Name} is no step of a report."),
        };
        return new ReportStep(id, StreamType, report.Version, decision);
    }

    /// <summary>A month's count of an area.</summary>
    public async Task<ReportAttempt> FileAsync(Scope scope, FilePeriodReport command, Entry entry, CancellationToken ct)
    {
        if (!new ReportScope { Area = command.Area }.IsWithin(scope))
        {
            return ReportAttempt.No(ProblemKind.OutsideScope);
        }

        var stream = FiledCounts.StreamOf(command.Month, command.Area);
        var before = await ledger.ReadStreamAsync(stream, 0, ct);
        var (month, position) = (PeriodReportRoutes.MonthOf(command.Month)!.Value, columns.Position);
        var counted = figures.Headline(new FigureQuestion(month, month.AddMonths(1).AddDays(-1), position, Scope.Everything) { Area = command.Area }).Found;
        var filed = new PeriodReportFiled(command.Area, command.Month, command.Count, counted, position);
        var last = before.Count == 0 ? null : (PeriodReportFiled)ReportJson.Read(before[^1].Type, before[^1].Data.Span);
        var decision = ReportDecider.File(filed, last, month.AddMonths(1), entry);
        return new ReportStep(stream, PeriodStreamType, before.Count, decision, new(ReportJson.PeriodKeyKind, $"{command.Month}/{command.Area}", 0));
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
}
