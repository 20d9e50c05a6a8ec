using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>By what figures are split. Areas are leaf areas. Every group's figures add up to the total, but distinct enterprises do not, and a
/// hazard of several campaigns stands in each of them. Level is the highest level of a listing, not revoked, that was reached by asOf; empty when none.</summary>
public enum FigureGrouping { None, Area, Sector, Grade, Source, SourceGroup, Regulator, FoundBy, Enterprise, Campaign, Level }

/// <summary>A question by enterprise that is not narrow enough.</summary>
public sealed class TooManyGroupsException(int groups) : ArgumentException($"There are {groups} enterprises; at most {MaxGroups} can be groups of one answer.")
{
    /// <summary>Most enterprises that can be groups of one answer.</summary>
    public const int MaxGroups = FigureFilter.MaxEnterprises;
}

/// <summary>Step of a series; a step ends with its day, Sunday or month's last day, and the last one at asOf.</summary>
public enum FigureInterval { Day, Week, Month }

/// <summary>One question to the figures: two calendars, what the caller may see, and what it wants to see.</summary>
/// <param name="From">First legal day of the cohort window; hazards found before it count in stock and carry-over only.</param>
/// <param name="AsOf">Legal day at whose end things are so. It may lie ahead: then nothing more is assumed to happen.</param>
/// <param name="Position">As known at: only what the ledger held up to this position. Null means all that is known.</param>
/// <param name="Scope">What the caller may see. There is no question without one.</param>
public sealed record FigureQuestion(DateOnly From, DateOnly AsOf, long? Position, Scope Scope)
{
    /// <summary>This area with everything below it, development zones included; null means all.</summary>
    public string? Area { get; init; }

    /// <summary>Any of these sectors; empty means all.</summary>
    public IReadOnlyList<string> Sectors { get; init; } = [];

    /// <summary>Major, or general, where ungraded counts as general; null means all.</summary>
    public Grade? Grade { get; init; }

    /// <summary>Found by departments, enterprises or the public; null means all.</summary>
    public SourceGroup? SourceGroup { get; init; }

    /// <summary>One source; null means all.</summary>
    public DiscoverySource? Source { get; init; }

    /// <summary>Regulating organisation; null means all, empty means those that nobody took up.</summary>
    public string? Regulator { get; init; }

    /// <summary>Enterprise or site; null means all.</summary>
    public string? Party { get; init; }

    /// <summary>Campaign tag that the hazard carries; null means all, empty means those that carry none.</summary>
    public string? Campaign { get; init; }

    /// <summary>Organisation that found it; null means all.</summary>
    public string? FoundBy { get; init; }

    /// <summary>A second tag that it must carry: what an answer by campaign is made of.</summary>
    internal string? AlsoCampaign { get; init; }

    /// <summary>Beside the total, the same figures for each value of this.</summary>
    public FigureGrouping GroupBy { get; init; }

    /// <summary>The same of all groups together.</summary>
    internal FigureQuestion Ungrouped => GroupBy == FigureGrouping.None ? this : this with { GroupBy = FigureGrouping.None };

    /// <summary>The day on which carry-over is taken; with a window since the beginning of days, that day itself, when nothing stood.</summary>
    internal DateOnly DayBefore => From == DateOnly.MinValue ? From : From.AddDays(-1);
}
