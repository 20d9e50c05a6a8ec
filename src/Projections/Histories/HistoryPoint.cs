using System.Globalization;

namespace HazardLedger.Projections.Histories;

/// <summary>A place in ledger time up to which a history is known: a version, a position or an instant.</summary>
public abstract record HistoryPoint
{
    private HistoryPoint()
    {
    }

    /// <summary>Up to a version of the hazard's own stream; written <c>v3</c>.</summary>
    public sealed record AtVersion(long Version) : HistoryPoint
    {
        internal override bool Includes(RecordedFact fact) => fact.Version <= Version;
    }

    /// <summary>Up to a position of the ledger; written <c>16342</c>.</summary>
    public sealed record AtPosition(long Position) : HistoryPoint
    {
        internal override bool Includes(RecordedFact fact) => fact.Position <= Position;
    }

    /// <summary>Up to an instant, inclusive; written as RFC 3339 with an offset.</summary>
    public sealed record AtInstant(DateTimeOffset Instant) : HistoryPoint
    {
        internal override bool Includes(RecordedFact fact) => fact.RecordedAt <= Instant;
    }

    /// <summary>Reads <c>v3</c>, <c>16342</c> or <c>2026-06-17T23:59:59+08:00</c>; null for anything else, an instant without offset included.</summary>
    public static HistoryPoint? Parse(string text)
    {
        if (text.StartsWith('v') && Count(text[1..]) is { } version)
        {
            return new AtVersion(version);
        }

        return Count(text) is { } position ? new AtPosition(position) : Moment(text);
    }

    internal abstract bool Includes(RecordedFact fact);

    private static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static AtInstant? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? new(instant) : null;
}
