using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Edge;

/// <summary>What the sign-in page shows.</summary>
/// <param name="Token">Antiforgery token of the form.</param>
/// <param name="Field">Name of its field.</param>
/// <param name="Return">Where to go afterwards.</param>
/// <param name="Refused">The key did not open the ledger.</param>
public sealed record SignInModel(string Token, string Field, string Return, bool Refused);

/// <summary>Signing in with a key, and out.</summary>
internal static class SignIn
{
    private const int LongestSecret = 512;

    public static void Map(IEndpointRouteBuilder pages, Language language)
    {
        pages.MapGet("/sign-in", (HttpContext context) => Page(context, language, context.Request.Query["return"].ToString(), refused: false));
        pages.MapPost("/sign-in", async Task<IResult> (HttpContext context) => await EnterAsync(context, language)).DisableAntiforgery(); // checked in EnterAsync, with a page of words
        pages.MapPost("/sign-out", async Task<IResult> (HttpContext context) => await LeaveAsync(context, language)).DisableAntiforgery();
    }

    /// <summary>Address of the sign-in page that leads back to the page asked for.</summary>
    public static string AddressFor(HttpContext context, Language language) =>
        $"/{language.Code}/sign-in?return={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}";

    private static RazorComponentResult<SignInPage> Page(HttpContext context, Language language, string back, bool refused)
    {
        context.Response.Headers.CacheControl = "no-cache, no-store"; // a token is of use once
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        var model = new SignInModel(tokens.RequestToken!, tokens.FormFieldName, ReturnOf(back, language), refused);
        return new(new Dictionary<string, object?> { ["Sheet"] = SheetOf(context, language), ["Model"] = model })
        {
            StatusCode = refused ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK,
            PreventStreamingRendering = true,
        };
    }

    private static async Task<IResult> EnterAsync(HttpContext context, Language language)
    {
        if (!await IsOursAsync(context))
        {
            return PageCall.FaultOf(context, language, StatusCodes.Status400BadRequest, ["sign-in"]);
        }

        var secret = context.Request.Form["key"].ToString().Trim();
        var opens = context.RequestServices.GetRequiredService<DashboardOptions>().Opens;
        if (secret.Length is 0 or > LongestSecret || opens is null || !await opens(secret))
        {
            return Page(context, language, context.Request.Form["return"].ToString(), refused: true);
        }

        context.RequestServices.GetRequiredService<SignInCookie>().Keep(context, secret);
        return Results.LocalRedirect(ReturnOf(context.Request.Form["return"].ToString(), language));
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, Language language)
    {
        if (!await IsOursAsync(context))
        {
            return PageCall.FaultOf(context, language, StatusCodes.Status400BadRequest, ["sign-out"]);
        }

        SignInCookie.Forget(context);
        return Results.LocalRedirect($"/{language.Code}/sign-in");
    }

    private static async Task<bool> IsOursAsync(HttpContext context) =>
        context.Request.HasFormContentType && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);

    // Only a page of ours: anything else would let a link send a visitor elsewhere after signing in.
    private static string ReturnOf(string asked, Language language) =>
        Language.All.Any(one => asked.StartsWith($"/{one.Code}/", StringComparison.Ordinal))
        && !asked.Contains('\\', StringComparison.Ordinal) && !asked.Any(char.IsControl) && !asked.Contains("/sign-", StringComparison.Ordinal)
            ? asked
            : $"/{language.Code}/";

    private static Sheet SheetOf(HttpContext context, Language language)
    {
        var options = context.RequestServices.GetRequiredService<DashboardOptions>();
        var words = new Phrasing(language);
        var today = Phrasing.DayOf(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var view = new Viewpoint { Language = language, Scope = Scope.Everything, Today = today, AsOf = today, From = new(today.Year, 1, 1), Area = options.DefaultArea, DefaultArea = options.DefaultArea };
        return new() { View = view, Words = words, Title = words["signIn.title"], Path = "/sign-in", Synthetic = options.Synthetic, SignedIn = SignInCookie.IsPresent(context) };
    }
}
