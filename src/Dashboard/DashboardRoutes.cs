using System.Text.Encodings.Web;
using System.Text.Unicode;
using HazardLedger.Dashboard.Audits;
using HazardLedger.Dashboard.Boards;
using HazardLedger.Dashboard.Definitions;
using HazardLedger.Dashboard.Drill;
using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Forms;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Hazards;
using HazardLedger.Dashboard.Overview;
using HazardLedger.Dashboard.Papers;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Registers;
using HazardLedger.Dashboard.Reports;
using HazardLedger.Dashboard.States;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using HazardLedger.Projections.Audits;
using HazardLedger.Projections.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HazardLedger.Dashboard;

/// <summary>The pages. The composition root supplies <see cref="DashboardOptions"/>, a <see cref="TimeProvider"/> and, as singletons,
/// <see cref="Projections.Figures.FigureReads"/>, <see cref="Projections.Register.HazardRegister"/> and <see cref="Projections.Histories.HazardHistories"/>.</summary>
public static class DashboardRoutes
{
    private const string LanguageCookie = "hl-lang";

    /// <summary>What the pages need besides the projections.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // markup is escaped; a Han character goes as its three bytes, not as a reference of eight
        services.AddRazorComponents();
        services.AddDataProtection();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "hl-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true; // PageHeaders says it stricter
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SignInCookie>();
        services.TryAddSingleton<ReportShelf>();
        services.TryAddSingleton<ReportCounting>();
        services.TryAddSingleton<FiledCounts>();
        services.TryAddSingleton<LedgerAudit>();
        services.TryAddSingleton<AuditRuns>();
        services.TryAddSingleton<EventListing>();
        return services;
    }

    /// <summary>Maps all pages below <c>/zh</c> and <c>/en</c>, <c>/</c>, and their assets.</summary>
    /// <param name="routes">The program's routes.</param>
    /// <param name="scopeOf">What a visitor may see; null sends him to the sign-in page.</param>
    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder routes, Func<HttpContext, Scope?> scopeOf)
    {
        Asset.Style.Map(routes);
        Asset.PrintStyle.Map(routes);
        Asset.Script.Map(routes);
        routes.MapGet("/", (HttpContext context) => Results.LocalRedirect($"/{Preferred(context).Code}/{context.Request.QueryString}")).AllowAnonymous().ExcludeFromDescription();
        foreach (var language in Language.All)
        {
            var pages = routes.MapGroup($"/{language.Code}").AddEndpointFilter(PageHeaders.AddAsync).AllowAnonymous().ExcludeFromDescription(); // the scope decides
            SignIn.Map(pages, language);
            CommandFormRoutes.Map(pages, language, scopeOf);
            ReportFormRoutes.Map(pages, language, scopeOf);
            AuditRunRoute.Map(pages, language, scopeOf);
            Map(pages, "/", language, scopeOf, (call, _) => OverviewQuery.ShowAsync(call));
            Map(pages, "/hazards", language, scopeOf, (call, _) => RegisterQuery.ShowAsync(call));
            Map(pages, "/hazards/{id}", language, scopeOf, (call, values) => HazardQuery.ShowAsync(call, (string)values["id"]!));
            Map(pages, "/hazards/{id}/papers/{version}", language, scopeOf, (call, values) => PaperQuery.ShowAsync(call, (string)values["id"]!, (string)values["version"]!));
            Map(pages, "/groups", language, scopeOf, (call, _) => Task.FromResult(GroupsQuery.Show(call)));
            Map(pages, "/wall", language, scopeOf, (call, _) => OverviewQuery.ShowWallAsync(call));
            Map(pages, "/work", language, scopeOf, (call, _) => WorkQuery.ShowAsync(call));
            Map(pages, "/supervision", language, scopeOf, (call, _) => SupervisionQuery.ShowAsync(call));
            Map(pages, "/deadlines", language, scopeOf, (call, _) => DeadlinesQuery.ShowAsync(call));
            Map(pages, "/forms/monthly", language, scopeOf, (call, _) => Task.FromResult(FormQuery.Show(call)));
            Map(pages, "/reports", language, scopeOf, (call, _) => ReportsQuery.ShowAsync(call));
            Map(pages, "/reports/{id}", language, scopeOf, (call, values) => ReportsQuery.ShowOneAsync(call, (string)values["id"]!));
            Map(pages, "/audit", language, scopeOf, (call, _) => AuditQuery.ShowAsync(call));
            Map(pages, "/figures/definitions", language, scopeOf, (call, _) => Task.FromResult(DefinitionsQuery.Show(call)));
            pages.MapGet("/figures/stream", async Task<IResult> (HttpContext context) => await FollowAsync(context, scopeOf));
            Map(pages, "/movements/{figure}", language, scopeOf, (call, values) => MovedQuery.ShowAsync(call, (string)values["figure"]!));
            Map(pages, "/figures/{figure}", language, scopeOf, (call, values) => DrillQuery.ShowAsync(call, (string)values["figure"]!));
            Map(pages, "/states", language, scopeOf, (call, _) => Task.FromResult(StatesQuery.Show(call)));
            Map(pages, "/{**rest}", language, scopeOf, (call, _) => Task.FromResult(call.NotFound()));
        }

        return routes;
    }

    private static void Map(
        IEndpointRouteBuilder pages, string pattern, Language language, Func<HttpContext, Scope?> scopeOf, Func<PageCall, RouteValueDictionary, Task<IResult>> show) =>
        pages.MapGet(pattern, async (HttpContext context) =>
        {
            if (scopeOf(context) is not { } scope)
            {
                return Results.LocalRedirect(SignIn.AddressFor(context, language));
            }

            Remember(context, language);
            return await show(await PageCall.OfAsync(context, language, scope), context.Request.RouteValues);
        });

    // A script that follows figures has no use for a page to sign in on.
    private static async Task<IResult> FollowAsync(HttpContext context, Func<HttpContext, Scope?> scopeOf) =>
        context.RequestServices.GetRequiredService<DashboardOptions>().Follow is not { } follow ? Results.NotFound()
        : scopeOf(context) is { } scope ? await follow(context, scope) : Results.Unauthorized();

    private static Language Preferred(HttpContext context) =>
        Language.Of(context.Request.Cookies[LanguageCookie])
        ?? context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(one => one.Quality ?? 1)
            .Select(one => Language.Of(one.Value.Value?.Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(language => language is not null)
        ?? Language.Zh;

    private static void Remember(HttpContext context, Language language)
    {
        if (context.Request.Cookies[LanguageCookie] != language.Code)
        {
            context.Response.Cookies.Append(LanguageCookie, language.Code, new() { SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, HttpOnly = true, MaxAge = TimeSpan.FromDays(365), Path = "/" });
        }
    }
}
