using System.Net;
using System.Text.RegularExpressions;

namespace HazardLedger.Dashboard.Tests;

/// <summary>A number as it stands on a page.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Figure">The figure that it leads to; null for other numbers.</param>
/// <param name="Href">Where it leads; null when it is no link.</param>
/// <param name="Path">The elements around it with their classes, outermost first: <c>main.wrap table.t td.n</c>.</param>
public sealed record PageNumber(string Text, string? Figure, string? Href, string Path)
{
    /// <summary>True when it stands under these elements, one within the other: <c>div.miller td.n</c>.</summary>
    public bool IsUnder(string where)
    {
        var (parts, at) = (where.Split(' '), 0);
        foreach (var element in Path.Split(' '))
        {
            var labels = element.Split('.');
            at += at < parts.Length && parts[at].Split('.').All(part => labels.Contains(part, StringComparer.Ordinal)) ? 1 : 0;
        }

        return at == parts.Length;
    }
}

/// <summary>Finds every number of a page's content: each text between two tags that is nothing but a number, a share, or one number divided by another.</summary>
internal static partial class PageNumbers
{
    private static readonly HashSet<string> Void = new(["input", "br", "img", "meta", "link", "hr"], StringComparer.Ordinal);

    /// <summary>The numbers inside <c>main</c> and the banner of the past; what a list chooses from is no content.</summary>
    public static IReadOnlyList<PageNumber> Of(string html)
    {
        var (open, numbers) = (new List<(string Name, string Label, string Attributes)>(), new List<PageNumber>());
        foreach (Match token in Token().Matches(html))
        {
            if (token.Groups["end"].Success)
            {
                var at = open.FindLastIndex(one => one.Name == token.Groups["end"].Value);
                open.RemoveRange(at, open.Count - at);
            }
            else if (token.Groups["name"] is { Success: true, Value: var name })
            {
                var attributes = token.Groups["attributes"].Value;
                if (!Void.Contains(name) && !attributes.EndsWith('/'))
                {
                    open.Add((name, name + string.Concat(Attribute(attributes, "class")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => "." + one) ?? []), attributes));
                }
            }
            else if (open.Exists(one => one.Name == "main" || one.Label == "div.past") && IsNumber(WebUtility.HtmlDecode(token.Value).Trim()))
            {
                var link = open.FindLast(one => one.Name == "a");
                var href = link.Attributes is null ? null : WebUtility.HtmlDecode(Attribute(link.Attributes, "href"));
                numbers.Add(new(
                    WebUtility.HtmlDecode(token.Value).Trim(), href is null ? null : FigureOf(href), href, string.Join(' ', open.Select(one => one.Label))));
            }
        }

        return numbers;
    }

    // Inside of a drill a number leads on to one hazard or one event: it is no figure any more.
    private static string? FigureOf(string href) => FigureLink().Match(href) is { Success: true } link ? link.Groups[1].Value : null;

    private static bool IsNumber(string text) => NumberText().IsMatch(text);

    private static string? Attribute(string attributes, string name) =>
        Regex.Match(attributes, $"(?:^|\\s){name}=\"([^\"]*)\"") is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("<!--.*?-->|<!DOCTYPE[^>]*>|</(?<end>[a-z0-9]+)>|<(?<name>[a-z0-9]+)(?<attributes>(?:\\s[^<>\"]*(?:\"[^\"]*\")?)*)>|[^<]+", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex("^/(?:zh|en)/figures/([A-Za-z0-9.]+)(?:\\?(?!.*(?:hazard|event)=)|$)")]
    private static partial Regex FigureLink();

    [GeneratedRegex("^[+−±]?[0-9][0-9,]*(\\.[0-9]+)?( ?%| 天| days)?( = [0-9,]+ ÷ [0-9,]+)?$|^[0-9,]+ ÷ [0-9,]+$")]
    private static partial Regex NumberText();
}
