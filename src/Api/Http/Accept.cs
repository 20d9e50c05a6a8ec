using Microsoft.Net.Http.Headers;

namespace HazardLedger.Api.Http;

/// <summary>Which of the forms that a route offers the caller wants (RFC 9110 §12.5.1): by quality, the most exact range deciding for each form.</summary>
public static class Accept
{
    /// <summary>The form wanted most, the earlier offered one among equals; null when none is wanted (406).</summary>
    public static string? Choose(HttpRequest request, params string[] offered)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || string.IsNullOrWhiteSpace(accept.ToString()))
        {
            return offered[0];
        }

        if (!MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var ranges))
        {
            return null;
        }

        return offered.Select(form => (form, quality: QualityOf(form, ranges))).Where(one => one.quality > 0).OrderByDescending(one => one.quality).Select(one => one.form).FirstOrDefault();
    }

    private static double QualityOf(string form, IList<MediaTypeHeaderValue> ranges)
    {
        var type = MediaTypeHeaderValue.Parse(form);
        return ranges.Where(range => range.MatchesAllTypes || (type.Type == range.Type && (range.MatchesAllSubTypes || type.SubType.Equals(range.SubType, StringComparison.OrdinalIgnoreCase))))
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0).Select(range => range.Quality ?? 1).FirstOrDefault(0);
    }
}
