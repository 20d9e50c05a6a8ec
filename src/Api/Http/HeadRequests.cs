namespace HazardLedger.Api.Http;

/// <summary>HEAD is GET without the body (RFC 9110 §9.3.2), on every address that can be read.</summary>
public static class HeadRequests
{
    private static readonly object Mark = new();

    /// <summary>True when only the headers are asked for.</summary>
    public static bool IsHead(HttpContext http) => http.Items.ContainsKey(Mark);

    /// <summary>Middleware before routing: the route of GET answers, and the server keeps the body to itself, for it knows what was asked.</summary>
    public static Task AsGetAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method) && http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase)
            && !http.Request.Path.StartsWithSegments("/v1/evidence", StringComparison.OrdinalIgnoreCase))
        {
            http.Items[Mark] = true;
            http.Request.Method = HttpMethods.Get;
        }

        return next(http);
    }
}
