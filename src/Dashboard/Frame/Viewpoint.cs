using System.Globalization;
using System.Text;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Dashboard.Frame;

/// <summary>From where a page is seen: two calendars, a window, an area. Every link of the page carries what is not the default.</summary>
public sealed record Viewpoint
{
    /// <summary>Language of the page.</summary>
    public required Language Language { get; init; }

    /// <summary>What the visitor may see.</summary>
    public required Scope Scope { get; init; }

    /// <summary>The present legal day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Day at whose end things are so.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>First day of the cohort window.</summary>
    public required DateOnly From { get; init; }

    /// <summary>As known at this instant; null when now, or when a position is asked for.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>As known at this position; null means all that is known now.</summary>
    public long? Position { get; init; }

    /// <summary>This area with all below it; null means all.</summary>
    public string? Area { get; init; }

    /// <summary>The area of a page that names none.</summary>
    public string? DefaultArea { get; init; }

    /// <summary>The visitor chose "another moment" and has not named it yet.</summary>
    public bool AsksForMoment { get; init; }

    /// <summary>True when what is known later is left out.</summary>
    public bool KnownInPast => Position is not null;

    /// <summary>True when either calendar does not stand at now.</summary>
    public bool IsPast => AsOf < Today || KnownInPast;

    /// <summary>True when asOf lies ahead: nothing more is assumed to happen.</summary>
    public bool IsProjected => AsOf > Today;

    /// <summary>1 January of asOf's year.</summary>
    public DateOnly DefaultFrom => new(AsOf.Year, 1, 1);

    /// <summary>The question to the figures that this page asks.</summary>
    public FigureQuestion Question(FigureGrouping groupBy = FigureGrouping.None) =>
        new(From, AsOf, Position, Scope) { Area = Area, GroupBy = groupBy };

    /// <summary>The same page as it would be seen now.</summary>
    public Viewpoint Now => this with { AsOf = Today, From = From == DefaultFrom ? new(Today.Year, 1, 1) : From, KnownAt = null, Position = null, AsksForMoment = false };

    /// <summary>A page's address with the viewpoint in it. A parameter given here replaces the viewpoint's own; null or empty leaves it out.</summary>
    /// <param name="path">The path after the language: <c>/hazards</c>.</param>
    /// <param name="more">Further parameters.</param>
    public string Link(string path, params (string Name, string? Value)[] more)
    {
        var link = new StringBuilder(128).Append('/').Append(Language.Code).Append(path);
        var start = link.Length;
        foreach (var (name, value) in Carried().Where(own => !Array.Exists(more, given => given.Name == own.Name)).Concat(more))
        {
            if (!string.IsNullOrEmpty(value))
            {
                link.Append(link.Length == start ? '?' : '&').Append(name).Append('=').Append(Escaped(value));
            }
        }

        return link.ToString();
    }

    // A colon needs no escaping in a query (RFC 3986 §3.4), and a page has hundreds of links with the time of day in them.
    private static string Escaped(string value) =>
        value.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? value : Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal);

    /// <summary>What links and forms carry on of the viewpoint; a null is left out.</summary>
    public IEnumerable<(string Name, string? Value)> Carried()
    {
        yield return ("asOf", AsOf == Today ? null : Phrasing.Day(AsOf));
        yield return ("knownAt", KnownAt?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture));
        yield return ("position", KnownAt is null ? Position?.ToString(CultureInfo.InvariantCulture) : null);
        yield return ("from", From == DefaultFrom ? null : Phrasing.Day(From));
        yield return ("area", Area == DefaultArea ? null : Area ?? "all");
    }
}
