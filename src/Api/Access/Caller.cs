using System.Security.Claims;
using HazardLedger.Projections;

namespace HazardLedger.Api.Access;

/// <summary>Who is asking, as the credential says; nothing of it ever comes from a body.</summary>
/// <param name="Id">Stable name of the credential's holder: the key's id. Idempotency keys and quotas belong to it.</param>
/// <param name="Person">Pseudonymous person id, such as "P-2041": the person of an event's actor.</param>
/// <param name="Organisation">Such as "350304-EMB".</param>
/// <param name="Roles">Some of <see cref="Access.Roles"/>, at least one.</param>
/// <param name="Scope">What may be seen, and for who records: where may be recorded.</param>
public sealed record Caller(string Id, string Person, string Organisation, IReadOnlyList<string> Roles, Scope Scope)
{
    /// <summary>True when the credential has that role.</summary>
    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);

    /// <summary>True when the caller may record on a hazard that stands there: a role that writes, and within the scope.</summary>
    public bool MayRecord(string area, string sector, string? party) =>
        (Has(Access.Roles.Recorder) || Has(Access.Roles.Importer) || Has(Access.Roles.Administrator)) && Scope.Covers(area, sector, party);

    internal ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, Id), new Claim(ClaimTypes.Name, Person), .. Roles.Select(role => new Claim(ClaimTypes.Role, role))], scheme));
}

/// <summary>Where an endpoint finds its caller.</summary>
public static class CallerContext
{
    /// <summary>The authenticated caller.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets anybody in and nobody said who he is: a mistake of ours.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.TryCaller() ?? throw new InvalidOperationException("No caller: the endpoint asks for no policy, or authentication does not run before it.");

    /// <summary>The caller, or null where the endpoint is open to everybody and nobody said who he is.</summary>
    public static Caller? TryCaller(this HttpContext context) => context.Features.Get<Caller>();
}
