using System.Collections.Concurrent;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Reports;

/// <summary>Keeps reports by stream and version: a report never changes, it only gets longer.</summary>
public sealed class ReportShelf(Ledger ledger)
{
    private readonly ConcurrentDictionary<Guid, ShelvedReport> _known = new();

    /// <summary>A report as committed now; null when the stream is none.</summary>
    public async Task<ShelvedReport?> FindAsync(Guid id, CancellationToken ct)
    {
        var version = await ledger.StreamVersionAsync(id, ct);
        return version == 0 ? null : await OfVersionAsync(id, version, ct);
    }

    /// <summary>Every report as committed now, in no order.</summary>
    public async Task<IReadOnlyList<ShelvedReport>> AllAsync(CancellationToken ct)
    {
        var reports = new List<ShelvedReport>();
        foreach (var (stream, version) in await ledger.StreamsByKeyAsync(ReportJson.KeyKind, ct))
        {
            if (await OfVersionAsync(stream, version, ct) is { } report)
            {
                reports.Add(report);
            }
        }

        return reports;
    }

    private async Task<ShelvedReport?> OfVersionAsync(Guid id, long version, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known) && known.Version >= version)
        {
            return known;
        }

        var events = await ledger.ReadStreamAsync(id, 0, ct);
        if (events.Count == 0 || events[0].Type != EventJson.TypeName(typeof(ReportCompiled)))
        {
            return null;
        }

        var (state, lastOn) = (Report.Unknown, DateOnly.MinValue);
        foreach (var stored in events)
        {
            var entry = EventJson.ReadEntry(stored.Headers.Span);
            (state, lastOn) = (state.After(ReportJson.Read(stored.Type, stored.Data.Span), entry.Actor), entry.OccurredOn);
        }

        return _known[id] = new(id, state, events) { LastOn = lastOn };
    }
}
