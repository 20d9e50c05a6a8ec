using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Audits;

/// <summary>What an audit finds, counted without end and named up to a bound, so that a broken ledger fills a report and not the memory.</summary>
internal sealed class Findings
{
    public const int Named = 100;
    private readonly Dictionary<string, (long Count, List<Violation> First)> _violations = AuditLaws.All.ToDictionary(law => law.Id, _ => (0L, new List<Violation>()), StringComparer.Ordinal);
    private readonly Dictionary<string, long> _checked = AuditLaws.All.ToDictionary(law => law.Id, _ => 0L, StringComparer.Ordinal);
    private readonly SortedDictionary<string, EntryList> _missing = new(StringComparer.Ordinal);

    public EntryList Late { get; } = new();

    public EntryList Delayed { get; } = new();

    public EntryList Downgrades { get; } = new();

    public EntryList Alone { get; } = new();

    public long Waiting { get; set; }

    /// <summary>A law was looked at.</summary>
    public void Checked(string law, long times = 1) => _checked[law] += times;

    /// <summary>Something about a hazard, or about one of its events.</summary>
    public void Against(string law, History history, long? version, string zh, string en) =>
        Add(law, new(history.Hazard, history.Story.Now.Number, version, Link(history.Hazard), zh, en));

    /// <summary>Something about the ledger as a whole.</summary>
    public void Against(string law, string zh, string en) => Add(law, new(null, null, null, null, zh, en));

    public void Missing(string paper, AuditedEntry entry) => MissingOf(paper).Add(entry);

    /// <summary>Takes in what was found further on.</summary>
    public void Add(Findings next)
    {
        foreach (var (law, (count, first)) in next._violations)
        {
            var (known, named) = _violations[law];
            named.AddRange(first.Take(Named - named.Count));
            _violations[law] = (known + count, named);
        }

        foreach (var (law, times) in next._checked)
        {
            Checked(law, times);
        }

        foreach (var (paper, list) in next._missing)
        {
            MissingOf(paper).Add(list);
        }

        Late.Add(next.Late);
        Delayed.Add(next.Delayed);
        Downgrades.Add(next.Downgrades);
        Alone.Add(next.Alone);
        Waiting += next.Waiting;
    }

    public IReadOnlyList<LawResult> Laws() =>
        [.. AuditLaws.All.Select(law => new LawResult(law.Id, law.Name.Zh, law.Name.En, _violations[law.Id].Count == 0, _violations[law.Id].Count, _checked[law.Id], _violations[law.Id].First))];

    public IReadOnlyList<MissingPaper> MissingPapers() => [.. _missing.Select(kind => new MissingPaper(kind.Key, kind.Value.Count, kind.Value.Made().Entries))];

    public static string Link(Guid hazard) => $"/v1/hazards/{hazard}/events";

    private EntryList MissingOf(string paper)
    {
        if (!_missing.TryGetValue(paper, out var list))
        {
            _missing.Add(paper, list = new());
        }

        return list;
    }

    private void Add(string law, Violation violation)
    {
        var (count, first) = _violations[law];
        if (first.Count < Named)
        {
            first.Add(violation);
        }

        _violations[law] = (count + 1, first);
    }

    /// <summary>Entries of one kind.</summary>
    internal sealed class EntryList
    {
        private readonly List<AuditedEntry> _first = [];

        public long Count { get; private set; }

        public void Add(AuditedEntry entry)
        {
            Count++;
            if (_first.Count < Named)
            {
                _first.Add(entry);
            }
        }

        public void Add(EntryList next)
        {
            Count += next.Count;
            _first.AddRange(next._first.Take(Named - _first.Count));
        }

        public AuditedEntries Made() => new(Count, _first);
    }
}
