using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace HazardLedger.Api.Access;

/// <summary>Recognises callers by <c>Authorization: Bearer hlk_…</c> (RFC 6750 §2.1; never by query or cookie) and puts the
/// <see cref="Caller"/> into the request's features.</summary>
/// <remarks>The seam for an OpenID Connect issuer: a second scheme, added with <c>AddScheme</c> and tried by a forwarding scheme for
/// bearer tokens that do not begin with <c>hlk_</c>. It checks issuer, audience, times and signature of the token, looks the subject's
/// roles and areas up, and ends in <see cref="Recognised"/> with a caller whose id is issuer and subject. Policies and endpoints see no difference.</remarks>
public sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "AccessKey";

    private const string Word = "Bearer ";

    /// <summary>The last step of every scheme: this caller it is, for the policies and for <see cref="CallerContext.Caller"/>.</summary>
    public static AuthenticateResult Recognised(HttpContext context, Caller caller, string scheme)
    {
        context.Features.Set(caller);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(scheme), scheme));
    }

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } text || !text.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await keys.AuthenticateAsync(text[Word.Length..].Trim(), Context.RequestAborted) is { } caller
            ? Recognised(Context, caller, Scheme.Name)
            : AuthenticateResult.Fail("The key is malformed, unknown, revoked or expired.");
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var refused = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"HazardLedger\"" + (refused ? ", error=\"invalid_token\"" : "");
        await AccessProblems.NotAuthenticated.ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessProblems.NotAllowed.ExecuteAsync(Context);
}
