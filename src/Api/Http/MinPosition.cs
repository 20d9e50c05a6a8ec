using System.Globalization;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>Read your own writes. What this process appended is waited for, up to two seconds: after that the answer is older, and says so by its position.
/// `Min-Position: n` on a read also waits for what another one appended, as long, then answers 503.</summary>
public static class MinPosition
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Endpoint filter.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var figures = http.RequestServices.GetRequiredService<FigureColumns>();
        var header = http.Request.Headers["Min-Position"];
        if (header.Count == 0)
        {
            await figures.WaitForAsync(figures.Offered, Patience, http.RequestAborted);
            return await next(context);
        }

        if (!long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return Problem.Faults([Fault.Form("Min-Position", "0–")], ProblemKind.BadParameter);
        }

        return await figures.WaitForAsync(Math.Max(position, figures.Offered), Patience, http.RequestAborted)
            ? await next(context) : Problem.Of(ProblemKind.NotYet);
    }
}
