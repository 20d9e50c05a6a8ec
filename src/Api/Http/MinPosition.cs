using System.Globalization;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>`Min-Position: n` on a read waits up to two seconds until everything up to n is in, then answers 503: read your own writes.</summary>
public static class MinPosition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Endpoint filter.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var header = http.Request.Headers["Min-Position"];
        if (header.Count == 0)
        {
            return await next(context);
        }

        if (!long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return Problem.Faults([Fault.Form("Min-Position", "0–")], ProblemKind.BadParameter);
        }

        return await http.RequestServices.GetRequiredService<FigureColumns>().WaitForAsync(position, Patience, http.RequestAborted)
            ? await next(context) : Problem.Of(ProblemKind.NotYet);
    }
}
