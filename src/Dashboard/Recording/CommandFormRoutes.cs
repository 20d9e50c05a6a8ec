using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Recording;

/// <summary>Where the forms are opened and sent.</summary>
internal static class CommandFormRoutes
{
    // A few photographs as telephones take them, with the fields beside them.
    private const long LargestForm = 80L * 1024 * 1024;

    /// <summary>Maps the registration's form and, below each hazard, those of all other commands.</summary>
    public static void Map(IEndpointRouteBuilder pages, Language language, Func<HttpContext, Scope?> scopeOf)
    {
        foreach (var pattern in (string[])["/record", "/hazards/{id}/record/{route}"])
        {
            pages.MapGet(pattern, async Task<IResult> (HttpContext context) => await AnswerAsync(context, language, scopeOf, form => Task.FromResult(form.Open())));
            pages.MapPost(pattern, async Task<IResult> (HttpContext context) => await TakeAsync(context, language, scopeOf)).DisableAntiforgery(); // checked in TakeAsync, with a page of words
        }
    }

    private static async Task<IResult> TakeAsync(HttpContext context, Language language, Func<HttpContext, Scope?> scopeOf)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }

        try
        {
            // A body too large to read is found here: the token lies in it.
            if (!context.Request.HasFormContentType || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
            {
                return PageCall.FaultOf(context, language, StatusCodes.Status400BadRequest, ["form"]);
            }

            var sent = await context.Request.ReadFormAsync(context.RequestAborted);
            return await AnswerAsync(context, language, scopeOf, form => form.SendAsync(sent));
        }
        catch (Exception e) when (e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } or InvalidDataException)
        {
            return PageCall.FaultOf(context, language, StatusCodes.Status413PayloadTooLarge, []);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Language language, Func<HttpContext, Scope?> scopeOf, Func<CommandForm, Task<IResult>> answer)
    {
        if (context.RequestServices.GetService<RecordingDoor>() is not { } door || scopeOf(context) is not { } scope || door.PersonOf(context) is null)
        {
            return Results.LocalRedirect(SignIn.AddressFor(context, language));
        }

        var call = await PageCall.OfAsync(context, language, scope);
        var values = context.Request.RouteValues;
        return await CommandForm.OfAsync(call, door, (string?)values["id"], (string?)values["route"] ?? "registrations") is { } form ? await answer(form) : call.NotFound();
    }
}
