using System.Globalization;

namespace HazardLedger.Api.Http;

/// <summary>Chinese or English, by Accept-Language; Chinese when the caller does not say.</summary>
public static class Language
{
    private static readonly CultureInfo Chinese = new("zh-CN");
    private static readonly CultureInfo English = new("en");

    /// <summary>True when English is preferred over Chinese.</summary>
    public static bool IsEnglish(HttpContext http) => http.Request.Headers.AcceptLanguage.Count > 0 && (http.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString())
        .Select(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? false : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? true : (bool?)null)
        .FirstOrDefault(english => english is not null) ?? false);

    /// <summary>Sets the language of validation messages for the rest of the request.</summary>
    public static Task UseAsync(HttpContext http, RequestDelegate next)
    {
        CultureInfo.CurrentUICulture = IsEnglish(http) ? English : Chinese;
        return next(http);
    }
}
