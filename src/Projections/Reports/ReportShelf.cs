using System.Collections.Concurrent;
using HazardLedger.Domain;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Reports;

/// <summary>One step of a report as it stands in the ledger.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Entry">When, by whom, on what paper.</param>
/// <param name="Version">Place in the report's stream.</param>
/// <param name="Position">Place in the ledger.</param>
/// <param name="RecordedAt">When the ledger learned it.</param>
public sealed record ReportStage(ReportEvent Event, Entry Entry, long Version, long Position, DateTimeOffset RecordedAt)
{
    /// <summary>Stored alias of the event: <c>report_signed</c>.</summary>
    public string Type => EventJson.TypeName(Event.GetType());
}

/// <summary>A report with its events.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="State">What the events left.</param>
/// <param name="Events">As stored, in order.</param>
public sealed record ShelvedReport(Guid Id, Report State, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>The same, read.</summary>
    public required IReadOnlyList<ReportStage> Stages { get; init; }

    /// <summary>Version of the stream.</summary>
    public long Version => Events.Count;

    /// <summary>The legal day of the latest step: later steps do not lie before it.</summary>
    public DateOnly LastOn => Stages[^1].Entry.OccurredOn;

    /// <summary>Word for where it stands: compiled, signed, published or restated.</summary>
    public string Status => State switch
    {
        { Publications.Count: > 0 } => "published",
        { SignedBy: not null } => "signed",
        { Edition: > 1 } => "restated",
        _ => "compiled",
    };
}

/// <summary>Keeps reports by stream and version: a report never changes, it only gets longer. What a scope does not cover as a whole is not there for it.</summary>
public sealed class ReportShelf(Ledger ledger)
{
    private readonly ConcurrentDictionary<Guid, ShelvedReport> known = new();

    /// <summary>A report as committed now; null when the stream is none, or counts what lies outside of the scope.</summary>
    public async Task<ShelvedReport?> FindAsync(Scope scope, Guid id, CancellationToken ct)
    {
        var version = await ledger.StreamVersionAsync(id, ct);
        return version > 0 && await OfVersionAsync(id, version, ct) is { State.Compiled: { } compiled } report && compiled.Scope.IsWithin(scope) ? report : null;
    }

    /// <summary>Every report within a scope as committed now, the one that was compiled last first.</summary>
    public async Task<IReadOnlyList<ShelvedReport>> AllAsync(Scope scope, CancellationToken ct)
    {
        var reports = new List<ShelvedReport>();
        foreach (var (stream, version) in await ledger.StreamsByKeyAsync(ReportJson.KeyKind, ct))
        {
            if (await OfVersionAsync(stream, version, ct) is { State.Compiled: { } compiled } report && compiled.Scope.IsWithin(scope))
            {
                reports.Add(report);
            }
        }

        return [.. reports.OrderByDescending(report => report.Events[0].Position)];
    }

    private async Task<ShelvedReport?> OfVersionAsync(Guid id, long version, CancellationToken ct)
    {
        if (known.TryGetValue(id, out var kept) && kept.Version >= version)
        {
            return kept;
        }

        var events = await ledger.ReadStreamAsync(id, 0, ct);
        if (events.Count == 0 || events[0].Type != EventJson.TypeName(typeof(ReportCompiled)))
        {
            return null;
        }

        var stages = events.Select(stored => new ReportStage(
            ReportJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span), stored.Version, stored.Position, stored.RecordedAt)).ToList();
        var state = stages.Aggregate(Report.Unknown, (before, stage) => before.After(stage.Event, stage.Entry.Actor));
        return known[id] = new(id, state, events) { Stages = stages };
    }
}
