using HazardLedger.Api.Access;
using HazardLedger.Api.Feed;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Reports;
using HazardLedger.Dashboard;
using HazardLedger.Dashboard.Edge;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using Microsoft.AspNetCore.DataProtection;

namespace HazardLedger.Api.Hosting;

/// <summary>What the pages are told: whose ledger it is, who opens it, and what a visitor may see.</summary>
public static class Pages
{
    // Licheng's county: what a demonstration shows first.
    private const string DemonstrationArea = "350304";

    /// <summary>Adds the pages. Their cookies' keys lie beside the evidence, so that a restart signs nobody out.</summary>
    public static void Add(IServiceCollection services, HostSettings settings, Ledger ledger)
    {
        services.AddDashboard();
        services.AddDataProtection().SetApplicationName("HazardLedger")
            .PersistKeysToFileSystem(OwnFolder(Path.Combine(settings.DataDirectory, "cookies")));
        services.AddSingleton(provider => new DashboardOptions
        {
            Synthetic = ledger.Synthetic,
            DefaultArea = ledger.Synthetic ? DemonstrationArea : null,
            PositionAt = ledger.PositionAtAsync,
            Rules = async ct => (await provider.GetRequiredService<PolicyShelf>().CurrentAsync(ct)).Book,
            Follow = (http, scope) => provider.GetRequiredService<FigureStream>().AnswerAsync(http, scope),
            ShowsStates = http => ledger.Synthetic || (http.TryCaller()?.Has(Roles.Administrator) ?? false),
            MayAudit = static http => http.TryCaller() is { } caller && (caller.Has(Roles.Auditor) || caller.Has(Roles.Administrator)),
            Opens = async secret => await provider.GetRequiredService<AccessKeys>().AuthenticateAsync(secret) is not null,
        });
        services.AddSingleton<PageDesk>().AddSingleton(provider => provider.GetRequiredService<PageDesk>().Door());
        services.AddSingleton<ReportPages>().AddSingleton(provider => provider.GetRequiredService<ReportPages>().Door());
    }

    private static DirectoryInfo OwnFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Middleware: a visitor's cookie stands for the key that it holds, on pages only. The API takes no cookies.</summary>
    public static async Task RecogniseAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            && http.RequestServices.GetRequiredService<SignInCookie>().SecretOf(http) is { } secret
            && await http.RequestServices.GetRequiredService<AccessKeys>().AuthenticateAsync(secret, http.RequestAborted) is { } caller)
        {
            http.Features.Set(caller);
        }

        await next(http);
    }

    /// <summary>What a visitor may see: a demonstration shows everything to everybody; else what the key in the cookie may see.</summary>
    public static Scope? ScopeOf(HttpContext http) =>
        http.RequestServices.GetRequiredService<DashboardOptions>().Synthetic ? Scope.Everything : http.TryCaller()?.Scope;
}
