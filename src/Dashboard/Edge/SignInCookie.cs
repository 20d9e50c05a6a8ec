using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Edge;

/// <summary>Keeps a visitor's key between pages: encrypted by ASP.NET data protection, unreadable to scripts, never sent from other sites.</summary>
public sealed class SignInCookie(IDataProtectionProvider protection)
{
    private const string CookieName = "hl-key";
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("HazardLedger.Dashboard.SignIn").ToTimeLimitedDataProtector();

    /// <summary>The key's secret; null when nobody is signed in, or the cookie is too old or was changed.</summary>
    public string? SecretOf(HttpContext context)
    {
        if (context.Request.Cookies[CookieName] is not { } kept)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal static bool IsPresent(HttpContext context) => context.Request.Cookies.ContainsKey(CookieName);

    internal void Keep(HttpContext context, string secret) => context.Response.Cookies.Append(CookieName, _protector.Protect(secret, Life), Manner(context));

    internal static void Forget(HttpContext context) => context.Response.Cookies.Delete(CookieName, Manner(context));

    private static CookieOptions Manner(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps, // a machine's own http://127.0.0.1 has no certificate
        Path = "/",
        MaxAge = Life,
        IsEssential = true,
    };
}
