using System.Text.Json;
using HazardLedger.Domain;

namespace HazardLedger.Api.Access;

/// <summary>A no that is not a rule's: who asks, how the request is shaped, how much there is of it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Refusal">Permanent code and sentences for people.</param>
/// <param name="Errors">Every fault by field, for 400.</param>
/// <param name="RetryAfter">When to ask again, for 429 and 503.</param>
public sealed record Problem(int Status, Refusal Refusal, IReadOnlyDictionary<string, string[]>? Errors = null, TimeSpan? RetryAfter = null) : IResult
{
    /// <inheritdoc/>
    /// <remarks>Written by the <see cref="ProblemWriter"/> of the composition root when there is one.</remarks>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString();
        }

        return httpContext.RequestServices.GetService<ProblemWriter>() is { } writer ? writer(httpContext, this) : WritePlainAsync(httpContext);
    }

    // Enough of RFC 9457 for a host without the shared writer.
    private async Task WritePlainAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        var english = !context.Request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "about:blank",
            ["title"] = english ? Refusal.English : Refusal.Chinese,
            ["status"] = Status,
            ["code"] = Refusal.Code,
        };
        if (Errors is not null)
        {
            body["errors"] = Errors;
        }

        await context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web, "application/problem+json", context.RequestAborted);
    }
}

/// <summary>How a problem reaches the caller: status, language, trace id. Registered once by the composition root; headers already set stay.</summary>
public delegate Task ProblemWriter(HttpContext context, Problem problem);
