using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;

namespace HazardLedger.Projections.Register;

/// <summary>The searched text of a hazard by lines: what it is, and each paper's number, for numbers of papers are what people have in hand. Each line has
/// grams of its own, so that a step with a new paper writes no more than that.</summary>
internal sealed class SearchLines
{
    private readonly string own;
    private readonly string[] papers;

    private SearchLines(string own, string[] papers) => (this.own, this.papers) = (own, papers);

    /// <summary>As the register's row keeps it, lower case.</summary>
    public string Text => string.Join('\n', All);

    /// <summary>Of each line, what the hazard is first; each once.</summary>
    public IReadOnlyList<int[]> Grams
    {
        get
        {
            var lines = new List<int[]>();
            foreach (var grams in All.Select(SearchGrams.Of))
            {
                if (!lines.Exists(line => line.AsSpan().SequenceEqual(grams)))
                {
                    lines.Add(grams);
                }
            }

            return lines;
        }
    }

    private IEnumerable<string> All => own.Length == 0 ? papers : [own, .. papers];

    /// <summary>Of a story. Cancelled entries do not lead to the hazard.</summary>
    public static SearchLines Of(Story story)
    {
        var hazard = story.Now;
        var whatItIs = Searched([hazard.Number, hazard.Place, hazard.Description, hazard.Enterprise, hazard.Site, hazard.External?.Id]);
        var numbers = story.Ordered.Select(fact => fact.Entry.DocumentNo).Concat(hazard.Listings.Select(listing => listing.ListingNo)).OfType<string>();
        return new(whatItIs, [.. numbers.Select(number => Searched([number])).Where(line => line.Length > 0 && line != whatItIs).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The lines that came and went since; null: none stood yet.</summary>
    public IReadOnlyList<SearchedLine> Since(SearchLines? before)
    {
        if (before is not null && before.own == own && before.papers.AsSpan().SequenceEqual(papers))
        {
            return [];
        }

        var (ours, theirs) = (Papers(), before?.Papers() ?? []);
        List<SearchedLine> lines = [.. theirs.Where(line => !ours.ContainsKey(line.Key)).Select(line => new SearchedLine(line.Value, IsPaper: true, IsGone: true))];
        if (before?.own != own)
        {
            lines.AddRange(before is null ? [] : [new SearchedLine(SearchGrams.Of(before.own), IsPaper: false, IsGone: true)]);
            lines.AddRange(own.Length == 0 ? [] : [new SearchedLine(SearchGrams.Of(own), IsPaper: false)]);
        }

        lines.AddRange(ours.Where(line => !theirs.ContainsKey(line.Key)).Select(line => new SearchedLine(line.Value, IsPaper: true)));
        return lines;
    }

    // Numbers that differ in text may have the same grams; one line serves both.
    private Dictionary<string, int[]> Papers() =>
        papers.Select(SearchGrams.Of).DistinctBy(SearchGrams.Array, StringComparer.Ordinal).ToDictionary(SearchGrams.Array, StringComparer.Ordinal);

    private static string Searched(IEnumerable<string?> texts) =>
        string.Join('\n', texts.Where(text => !string.IsNullOrEmpty(text)).Distinct(StringComparer.Ordinal)).ToLowerInvariant();
}
