using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Audits;

/// <summary>Where an audit is begun: it walks all history, so no link and no other site may do it.</summary>
internal static class AuditRunRoute
{
    public static void Map(IEndpointRouteBuilder pages, Language language, Func<HttpContext, Scope?> scopeOf) =>
        pages.MapPost("/audit/runs", async Task<IResult> (HttpContext context) =>
        {
            if (!context.Request.HasFormContentType || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            {
                return PageCall.FaultOf(context, language, StatusCodes.Status400BadRequest, ["form"]);
            }

            return scopeOf(context) is { } scope
                ? await AuditQuery.RunAsync(await PageCall.OfAsync(context, language, scope))
                : Results.LocalRedirect(SignIn.AddressFor(context, language));
        }).DisableAntiforgery(); // checked above, with a page of words
}
