using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Reports;

/// <summary>Where the forms about reports are opened and sent.</summary>
internal static class ReportFormRoutes
{
    /// <summary>Maps the forms that begin something and, below each report, those of its steps.</summary>
    public static void Map(IEndpointRouteBuilder pages, Language language, Func<HttpContext, Scope?> scopeOf)
    {
        foreach (var pattern in (string[])["/reports/record/{route}", "/reports/{id}/record/{route}"])
        {
            pages.MapGet(pattern, async Task<IResult> (HttpContext context) => await AnswerAsync(context, language, scopeOf, form => Task.FromResult(form.Open())));
            pages.MapPost(pattern, async Task<IResult> (HttpContext context) => await TakeAsync(context, language, scopeOf)).DisableAntiforgery(); // checked in TakeAsync, with a page of words
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, Language language, Func<HttpContext, Scope?> scopeOf)
    {
        if (!context.Request.HasFormContentType || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            return PageCall.FaultOf(context, language, StatusCodes.Status400BadRequest, ["form"]);
        }

        var sent = await context.Request.ReadFormAsync(context.RequestAborted);
        return await AnswerAsync(context, language, scopeOf, form => form.SendAsync(sent));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Language language, Func<HttpContext, Scope?> scopeOf, Func<ReportForm, Task<IResult>> answer)
    {
        var services = context.RequestServices;
        if (services.GetService<ReportDoor>() is not { } door || scopeOf(context) is not { } scope || services.GetService<RecordingDoor>()?.PersonOf(context) is null)
        {
            return Results.LocalRedirect(SignIn.AddressFor(context, language));
        }

        var call = await PageCall.OfAsync(context, language, scope);
        var values = context.Request.RouteValues;
        return await ReportForm.OfAsync(call, door, (string?)values["id"], (string)values["route"]!) is { } form ? await answer(form) : call.NotFound();
    }
}
