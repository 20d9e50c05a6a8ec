using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Words;

/// <summary>A language of the pages.</summary>
/// <param name="Code">First part of every page's path.</param>
/// <param name="Tag">BCP 47 tag for the <c>lang</c> attribute.</param>
/// <param name="OwnName">What the language calls itself.</param>
public sealed record Language(string Code, string Tag, string OwnName)
{
    /// <summary>Simplified Chinese.</summary>
    public static readonly Language Zh = new("zh", "zh-CN", "中文");

    /// <summary>English.</summary>
    public static readonly Language En = new("en", "en", "English");

    /// <summary>Both, the ledger's own first.</summary>
    public static IReadOnlyList<Language> All { get; } = [Zh, En];

    /// <summary>The language of a path's first part; null when there is none.</summary>
    public static Language? Of(string? code) => code switch
    {
        "zh" => Zh,
        "en" => En,
        _ => null,
    };

    /// <summary>The language to offer beside this one.</summary>
    public Language Other => this == Zh ? En : Zh;

    /// <summary>A name in this language.</summary>
    public string Of(Name name) => name.In(Tag);
}
