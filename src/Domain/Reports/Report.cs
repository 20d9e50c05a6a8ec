namespace HazardLedger.Domain.Reports;

/// <summary>A report as its events left it: what later steps need.</summary>
public sealed record Report
{
    /// <summary>Nothing was compiled.</summary>
    public static readonly Report Unknown = new();

    /// <summary>The compiling; null before it.</summary>
    public ReportCompiled? Compiled { get; private init; }

    /// <summary>What each compiling found: the first, then each restatement's.</summary>
    public IReadOnlyList<ReportEdition> Editions { get; private init; } = [];

    /// <summary>Who compiled the latest edition.</summary>
    public string? CompiledBy { get; private init; }

    /// <summary>Who signed the latest edition; null when nobody did.</summary>
    public string? SignedBy { get; private init; }

    /// <summary>Where the latest edition was published.</summary>
    public IReadOnlyList<(string Medium, string? Url)> Publications { get; private init; } = [];

    /// <summary>Number of the latest edition; 0 when there is none.</summary>
    public int Edition => Editions.Count;

    /// <summary>The report after one more event.</summary>
    public Report After(ReportEvent happened, Actor by) => happened switch
    {
        ReportCompiled compiled => this with { Compiled = compiled, Editions = [compiled.Edition], CompiledBy = by.Person },
        ReportSigned => this with { SignedBy = by.Person },
        ReportPublished published => this with { Publications = [.. Publications, (published.Medium, published.Url)] },
        ReportRestated restated => this with { Editions = [.. Editions, restated.Edition], CompiledBy = by.Person, SignedBy = null, Publications = [] },
        _ => throw new InvalidOperationException($"A report does not know the event {happened.GetType().Name}."),
    };
}
