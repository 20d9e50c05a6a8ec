using System.Globalization;
using System.Text.RegularExpressions;
using HazardLedger.Dashboard.Words;

namespace HazardLedger.Dashboard.Papers;

/// <summary>The clauses that an entry cites, as a paper says them: <c>WSL-65</c> is Article 65 of the Work Safety Law. What has another
/// form stands as it was recorded.</summary>
internal static partial class LegalBasis
{
    private static readonly string[] Digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    private static readonly Dictionary<string, (string Zh, string En)> Laws = new(StringComparer.Ordinal)
    {
        ["WSL"] = ("《中华人民共和国安全生产法》", "Work Safety Law of the People's Republic of China"),
    };

    /// <summary>The clauses in a language; null when none is recorded.</summary>
    public static string? Of(Language language, IReadOnlyList<string> basis) =>
        basis.Count == 0 ? null : string.Join(language == Language.Zh ? "、" : "; ", basis.Select(clause => Clause(language, clause)));

    private static string Clause(Language language, string clause)
    {
        if (Article().Match(clause) is not { Success: true } parts || !Laws.TryGetValue(parts.Groups["law"].Value, out var law))
        {
            return clause;
        }

        var number = int.Parse(parts.Groups["no"].Value, CultureInfo.InvariantCulture);
        return language == Language.Zh ? $"{law.Zh}第{Chinese(number)}条" : $"{law.En}, Article {number}";
    }

    /// <summary>A number up to 999 as Chinese laws count their articles: 六十五, 一百一十二.</summary>
    internal static string Chinese(int number)
    {
        var (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
        var said = hundreds > 0 ? Digits[hundreds] + "百" : "";
        said += (hundreds, tens) switch
        {
            (0, 1) => "十",
            (_, > 0) => Digits[tens] + "十",
            ( > 0, 0) when ones > 0 => "零",
            _ => "",
        };
        return said + Digits[ones];
    }

    [GeneratedRegex("^(?<law>[A-Z]+)-(?<no>[1-9][0-9]{0,2})$")]
    private static partial Regex Article();
}
