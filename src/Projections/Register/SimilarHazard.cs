using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Register;

/// <summary>An open hazard that looks like one just registered: which it is and where it stands. What the two have in common is said, what else the
/// register knows of it is not: a hint to look there. Members are named as in <see cref="RegisterItem"/>.</summary>
public sealed record SimilarHazard
{
    /// <summary>The stream.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, such as <c>350304-2026-000123</c>.</summary>
    public required string Number { get; init; }

    /// <summary>How far its life has come.</summary>
    public required Lifecycle Lifecycle { get; init; }

    /// <summary>Where it stands by its deadline.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Its grade.</summary>
    public required Grade Grade { get; init; }

    /// <summary>Its leaf area; another than that of the registration when only the enterprise or site is the same.</summary>
    public required string Area { get; init; }

    /// <summary>Its sector.</summary>
    public required string Sector { get; init; }

    /// <summary>What failed: the same as in the registration.</summary>
    public required Category Category { get; init; }

    /// <summary>When it was found.</summary>
    public required DateOnly DiscoveredOn { get; init; }

    /// <summary>The place, when both stand at the same; else absent.</summary>
    public string? Place { get; init; }

    /// <summary>The enterprise, when both are of the same; else absent.</summary>
    public string? Enterprise { get; init; }

    /// <summary>The site, when both are at the same; else absent.</summary>
    public string? Site { get; init; }
}
