using System.Security.Cryptography;
using System.Text;
using HazardLedger.Domain.Reports;
using HazardLedger.EventStore;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Reports;

/// <summary>What areas filed for a month, zero included, so that nothing found differs from nothing said.</summary>
public sealed class FiledCounts(Ledger ledger)
{
    /// <summary>Expected are the areas directly below that the book of names knows; an area without any files for itself.</summary>
    /// <param name="scope">What the caller may see; an area outside of it has no rows.</param>
    /// <param name="month">yyyy-mm.</param>
    /// <param name="area">Code of the area.</param>
    /// <param name="upTo">The last position looked at.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyList<PeriodReportRow>> RowsAsync(Scope scope, string month, string area, long upTo, CancellationToken ct)
    {
        var rows = new List<PeriodReportRow>();
        if (!new ReportScope { Area = area }.IsWithin(scope))
        {
            return rows;
        }

        var below = NameBook.AreasBelow(area).Select(child => child.Code).ToList();
        foreach (var code in below.Count == 0 ? [area] : below)
        {
            var filed = (await ledger.ReadStreamAsync(StreamOf(month, code), 0, ct)).LastOrDefault(stored => stored.Position <= upTo);
            rows.Add(filed is null ? new(code, NameBook.Area(code), false) : Row(code, filed));
        }

        return rows;
    }

    /// <summary>The stream of an area's month: a UUID of version 8 (RFC 9562 §5.8), the first 16 bytes of its name's SHA-256.</summary>
    public static Guid StreamOf(string month, string area)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"hazardledger:period-report/{month}/{area}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static PeriodReportRow Row(string code, StoredEvent stored)
    {
        var (filed, entry) = ((PeriodReportFiled)ReportJson.Read(stored.Type, stored.Data.Span), EventJson.ReadEntry(stored.Headers.Span));
        return new(code, NameBook.Area(code), true)
        {
            Count = filed.Count, LedgerCount = filed.LedgerCount, Differs = filed.Count != filed.LedgerCount, FiledOn = entry.OccurredOn, By = entry.Actor.Person,
            Version = stored.Version, Position = stored.Position, CountedAt = filed.Position,
        };
    }
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

    /// <summary>The ledger's position at which it counted for comparison.</summary>
    public long? CountedAt { get; init; }
}
