using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Edge;

/// <summary>What every page says to the browser: nothing but this origin, no frames, no guessing of types, nothing kept by proxies.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    /// <summary>Sets the headers before the page is written.</summary>
    public static async ValueTask<object?> AddAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var headers = call.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        return await next(call);
    }
}
