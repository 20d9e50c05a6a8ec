using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>ETags of a hazard: its version and the legal day, because midnight changes what is overdue without an event
/// (`"7.20260617"`). If-Match reads the part before the dot.</summary>
public static class Versions
{
    /// <summary>Name of the header that tells how far the answer reads.</summary>
    public const string LedgerPosition = "Ledger-Position";

    /// <summary>The ETag of a version on a day; of a hazard whose files another hazard cites, with their number, because that comes without an event of its own.</summary>
    public static string ETag(long version, DateOnly today, int elsewhere = 0) => elsewhere == 0 ? $"\"{version}.{today:yyyyMMdd}\"" : $"\"{version}.{today:yyyyMMdd}.{elsewhere}\"";

    /// <summary>Sets ETag and Ledger-Position.</summary>
    public static void Stamp(HttpContext http, long? version, DateOnly today, long position)
    {
        if (version is { } known)
        {
            http.Response.Headers.ETag = ETag(known, today);
        }

        http.Response.Headers[LedgerPosition] = position.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The version of If-Match; null when absent. False: it is no version of ours, or empty: who sends the header means it.</summary>
    public static bool TryIfMatch(HttpContext http, out long? version)
    {
        version = null;
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0 || header == "*")
        {
            return true;
        }

        var text = header.ToString().Trim();
        text = text.StartsWith("W/", StringComparison.Ordinal) ? text[2..] : text;
        text = text.Trim('"').Split('.')[0];
        var good = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = good ? number : null;
        return good;
    }

    /// <summary>True when If-None-Match names this ETag: any, or by weak comparison (RFC 9110 §13.1.2; a proxy that compresses weakens tags).</summary>
    public static bool IsUnchanged(HttpContext http, string etag) =>
        http.Request.Headers.IfNoneMatch.Any(value => value is not null && value.Split(',').Any(one => one.Trim() is var tag && (tag == "*" || tag == etag || tag == "W/" + etag)));

    /// <summary>Middleware: whoever is known learns from every answer of the API how far the ledger has come, refusals and keys included.</summary>
    public static Task StampEveryAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(() =>
        {
            if (!http.Response.Headers.ContainsKey(LedgerPosition) && http.TryCaller() is not null && http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            {
                var figures = http.RequestServices.GetRequiredService<FigureColumns>();
                Stamp(http, null, default, Math.Max(figures.Position, figures.Offered));
            }

            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>Idempotency-Key: 1 to 128 visible characters; null when absent. False: malformed, or empty: who sends the header relies on it.</summary>
    public static bool TryIdempotencyKey(HttpContext http, out string? key)
    {
        var header = http.Request.Headers["Idempotency-Key"];
        key = header.Count == 0 ? null : header.ToString();
        return key is null || (header.Count == 1 && IsIdempotencyKey(key));
    }

    /// <summary>True for 1 to 128 characters that are neither control characters nor all blank.</summary>
    public static bool IsIdempotencyKey(string key) => key.Length <= 128 && !string.IsNullOrWhiteSpace(key) && !key.Any(char.IsControl);

    /// <summary>Day of now, in the legal zone.</summary>
    public static DateOnly Today(this TimeProvider clock) => LegalZone.DayOf(clock.GetUtcNow());
}
