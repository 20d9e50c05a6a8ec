using System.Globalization;
using HazardLedger.Domain.Areas;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Words;

/// <summary>Labels, numbers and days as one language writes them.</summary>
public sealed class Phrasing(Language language)
{
    private static readonly TimeSpan LegalOffset = TimeSpan.FromHours(8); // Asia/Shanghai has no daylight saving
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>The language.</summary>
    public Language Language => language;

    private bool IsZh => language == Language.Zh;

    /// <summary>What a key says.</summary>
    public string this[string key] => Labels.Of(key, language);

    /// <summary>What a key says, with its places filled.</summary>
    public string Say(string key, params object[] places) => string.Format(English, this[key], places);

    /// <summary>A name in this language.</summary>
    public string Of(Name name) => language.Of(name);

    /// <summary>The name of a value of the vocabulary.</summary>
    public string Of<T>(T value) where T : struct, Enum => Of(NameBook.Of(value));

    /// <summary>Where an area lies, the county left out when the page is about it.</summary>
    public string Area(string? code) => code is null ? this["area.all"] : Of(NameBook.Area(code));

    /// <summary>An area with its code, as headings say it.</summary>
    public string AreaWithCode(string? code) => code switch
    {
        null => this["area.all"],
        _ when AreaCode.IsWellFormed(code) => IsZh ? $"{Area(code)}（{code}）" : $"{Area(code)} ({code})",
        _ => Area(code),
    };

    /// <summary>The beginning of what people typed, for a row that shows two lines of it; the whole stands on the hazard's page. What a reader sees as one
    /// letter is not cut apart.</summary>
    /// <param name="text">What they typed.</param>
    /// <param name="most">Longest text that is left whole.</param>
    public static string Short(string text, int most = 120) =>
        text.Length <= most ? text : text[..Array.FindLast(StringInfo.ParseCombiningCharacters(text), start => start <= most)] + "…";

    /// <summary>A count: English groups thousands, Chinese does so from ten thousand on.</summary>
    public string Count(long number) => IsZh && Math.Abs(number) < 10_000 ? number.ToString(English) : number.ToString("#,##0", English);

    /// <summary>A signed count with a true minus sign.</summary>
    public string Signed(long number) => (number > 0 ? "+" : number < 0 ? "−" : "±") + Count(Math.Abs(number));

    /// <summary>A share in per cent with one decimal; a dash over nothing, which is neither 0 % nor 100 %.</summary>
    public static string Percent(Rate rate) => rate.Percent is { } percent ? percent.ToString("0.0", English) + "%" : "—";

    /// <summary>A share with its parts.</summary>
    public string Division(Rate rate) => $"{Count(rate.Numerator)} ÷ {Count(rate.Denominator)}";

    /// <summary>A day in a table.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", English);

    /// <summary>A day in a sentence.</summary>
    public string LongDay(DateOnly day) => IsZh ? $"{day.Year}年{day.Month}月{day.Day}日" : day.ToString("d MMMM yyyy", English);

    /// <summary>A month on an axis.</summary>
    public string Month(DateOnly month) => IsZh ? $"{month.Month}月" : month.ToString("MMM", English);

    /// <summary>From one day to another in a sentence, the year said once.</summary>
    public string Span(DateOnly from, DateOnly to) => (IsZh, from.Year == to.Year) switch
    {
        (true, true) => $"{LongDay(from)}至{to.Month}月{to.Day}日",
        (true, false) => $"{LongDay(from)}至{LongDay(to)}",
        (false, true) => $"{from.ToString("d MMMM", English)} to {LongDay(to)}",
        _ => $"{LongDay(from)} to {LongDay(to)}",
    };

    /// <summary>An instant as the jurisdiction's clocks show it.</summary>
    public static string Instant(DateTimeOffset at) => at.ToOffset(LegalOffset).ToString("yyyy-MM-dd HH:mm:ss", English);

    /// <summary>An instant without its seconds.</summary>
    public static string Minute(DateTimeOffset at) => at.ToOffset(LegalOffset).ToString("yyyy-MM-dd HH:mm", English);

    /// <summary>The legal day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(LegalOffset).DateTime);

    /// <summary>The instant at which the jurisdiction's clocks show a time.</summary>
    public static DateTimeOffset InstantOf(DateTime clock) => new(clock, LegalOffset);
}
