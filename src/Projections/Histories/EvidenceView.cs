using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Histories;

/// <summary>What makes a file worth a second look. A flag is a hint to whoever checks, never a block.</summary>
public enum EvidenceFlag
{
    /// <summary>Another hazard cites the same file. Told of the present only.</summary>
    SameFileElsewhere,

    /// <summary>The file is said to show how it was before, and how it was after.</summary>
    AfterEqualsBefore,
}

/// <summary>A cited file with its flags.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="MediaType">As it was cited, such as "image/jpeg".</param>
/// <param name="Kind">What it is said to show: before, after, notice, report …</param>
/// <param name="TakenAt">When it was taken, where known.</param>
/// <param name="Flags">Empty when nothing is odd.</param>
public sealed record EvidenceView(string Sha256, string MediaType, string Kind, DateTimeOffset? TakenAt, IReadOnlyList<EvidenceFlag> Flags)
{
    private const string Before = "before";
    private const string After = "after";

    /// <summary>Files cited by the entries that stand at the end of a day.</summary>
    public static IReadOnlyList<EvidenceView> Of(Story story, DateOnly asOf)
    {
        var cited = story.Ordered.Where(fact => Story.DayOf(fact) <= asOf).SelectMany(fact => fact.Entry.Evidence).ToList();
        var both = InBothKinds(cited);
        return
        [
            .. cited.DistinctBy(citation => (citation.Sha256, citation.Kind))
                .Select(one => new EvidenceView(one.Sha256, one.MediaType, one.Kind, one.TakenAt, both.Contains(one.Sha256) ? [EvidenceFlag.AfterEqualsBefore] : [])),
        ];
    }

    /// <summary>Digests that a story cites as "before" and as "after".</summary>
    public static IReadOnlySet<string> AfterEqualsBefore(Story story) => InBothKinds([.. story.Ordered.SelectMany(fact => fact.Entry.Evidence)]);

    /// <summary>True when an entry that stands cites the file.</summary>
    public static bool IsCitedBy(Story story, string sha256) => story.Ordered.Any(fact => fact.Entry.Evidence.Any(citation => citation.Sha256 == sha256));

    private static HashSet<string> InBothKinds(List<EvidenceCitation> cited)
    {
        var before = cited.Where(citation => citation.Kind == Before).Select(citation => citation.Sha256).ToHashSet(StringComparer.Ordinal);
        return cited.Where(citation => citation.Kind == After && before.Contains(citation.Sha256)).Select(citation => citation.Sha256).ToHashSet(StringComparer.Ordinal);
    }
}
