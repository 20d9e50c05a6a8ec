using System.Globalization;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Frame;

/// <summary>A state of knowledge with a name that people remember.</summary>
/// <param name="Title">What the report is called.</param>
/// <param name="KnownAt">What it knew.</param>
/// <param name="Position">The ledger's position of that moment.</param>
/// <param name="IsPublished">It went out.</param>
public sealed record KnownMark(string Title, DateTimeOffset KnownAt, long Position, bool IsPublished);

/// <summary>What every page has around its content: title, place in the site, viewpoint, the figures that the banner compares.</summary>
public sealed record Sheet
{
    /// <summary>From where it is seen.</summary>
    public required Viewpoint View { get; init; }

    /// <summary>How its language writes.</summary>
    public required Phrasing Words { get; init; }

    /// <summary>Title of the window.</summary>
    public required string Title { get; init; }

    /// <summary>Path after the language.</summary>
    public required string Path { get; init; }

    /// <summary>Key of the navigation's current entry; null for pages outside it.</summary>
    public string? Nav { get; init; }

    /// <summary>The page's own parameters, which the time bar and the language link keep.</summary>
    public IReadOnlyList<(string Name, string? Value)> Own { get; init; } = [];

    /// <summary>A demonstration ledger.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Somebody is signed in with a key.</summary>
    public bool SignedIn { get; init; }

    /// <summary>A sheet for a wall of 1920 × 1080: dark, without navigation, shown anew each minute.</summary>
    public bool IsWall { get; init; }

    /// <summary>Address of the stream that says when the page's figures have changed; null when the page stands still.</summary>
    public string? Live { get; init; }

    /// <summary>On paper the page is one sheet without what stands around it.</summary>
    public bool PrintsAlone { get; init; }

    /// <summary>The visitor may see the gallery of states.</summary>
    public bool ShowsStates { get; init; }

    /// <summary>The visitor may record.</summary>
    public bool MayRecord { get; init; }

    /// <summary>The headline figures of the viewpoint; null on pages without a time bar.</summary>
    public HeadlineFigures? Shown { get; init; }

    /// <summary>What the same figures are now; null when the viewpoint is now.</summary>
    public HeadlineFigures? Compared { get; init; }

    /// <summary>A hazard's replay stands at an earlier version: the frame turns amber as for any past.</summary>
    public bool Replays { get; init; }

    /// <summary>Moments that people remember: each signed report by what it knew.</summary>
    public IReadOnlyList<KnownMark> Marks { get; init; } = [];

    /// <summary>Areas to choose from.</summary>
    public IReadOnlyList<NamedCode> Areas { get; init; } = [];

    /// <summary>The ledger's position that the page stands on.</summary>
    public long Position => Shown?.Position ?? 0;

    /// <summary>What the page shows, as the stream numbers it: position and day.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{Position}.{View.Today:yyyyMMdd}");

    /// <summary>The same page in the other language.</summary>
    public string InOtherLanguage => (View with { Language = View.Language.Other }).Link(Path, [.. Own]);

    /// <summary>A figure's drill with this viewpoint.</summary>
    public string Drill(string figure, params (string Name, string? Value)[] more) => View.Link($"/figures/{figure}", more);
}
