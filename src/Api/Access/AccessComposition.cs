using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HazardLedger.Api.Access;

/// <summary>Puts keys, authentication and policies into a host.</summary>
public static class AccessComposition
{
    /// <summary>Adds <see cref="AccessKeys"/>, the bearer scheme and the policies of <see cref="AccessPolicy"/>. Whatever says nothing asks
    /// for <see cref="AccessPolicy.Read"/>, also paths that lead nowhere; what everybody may see says <c>AllowAnonymous</c>.</summary>
    /// <remarks>Needs a singleton <c>NpgsqlDataSource</c>. The middleware that answers <c>LedgerUnavailableException</c> with 503 must stand
    /// before <c>UseAuthentication</c>, which asks the database.</remarks>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AccessKeys>();
        services.AddAuthentication(CallerAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CallerAuthentication>(CallerAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(AccessPolicy.Read, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(AccessPolicy.Write, policy => policy.RequireRole(Roles.Recorder, Roles.Importer, Roles.Administrator))
            .AddPolicy(AccessPolicy.Import, policy => policy.RequireRole(Roles.Importer, Roles.Administrator))
            .AddPolicy(AccessPolicy.Audit, policy => policy.RequireRole(Roles.Auditor, Roles.Administrator))
            .AddPolicy(AccessPolicy.Administer, policy => policy.RequireRole(Roles.Administrator));
        return services;
    }
}
