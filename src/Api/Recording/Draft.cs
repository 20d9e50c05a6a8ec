using HazardLedger.Domain;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Recording;

/// <summary>Commands decided one after the other on the stories as they would be, until all of it is appended as one group.</summary>
/// <param name="rules">The rules by which all of them are decided.</param>
internal sealed class Draft(PolicyBook rules)
{
    private readonly List<Guid> _streams = [];
    private readonly Dictionary<Guid, (Story Before, Story Now)> _stories = [];
    private readonly List<(Guid Stream, HazardEvent Event, Entry Entry)> _events = [];

    public PolicyBook Rules => rules;

    public IReadOnlyList<(Guid Stream, HazardEvent Event, Entry Entry)> Events => _events;

    public IEnumerable<(Guid Stream, Story Before, Story Now)> Stories => _streams.Select(id => (id, _stories[id].Before, _stories[id].Now));

    public bool Knows(Guid stream) => _stories.ContainsKey(stream);

    public Story this[Guid stream] => _stories[stream].Now;

    /// <summary>The story that stands in the ledger.</summary>
    public Story Before(Guid stream) => _stories[stream].Before;

    /// <summary>A natural key that two streams of the draft claim; null when there is none.</summary>
    public KeyTaken? ClaimedTwice() => _events
        .SelectMany(e => NaturalKeysOf(e.Event).Where(key => key.Kind != "number").Select(key => (key.Kind, key.Value, e.Stream))).Distinct()
        .GroupBy(claim => (claim.Kind, claim.Value)).Where(same => same.Count() > 1)
        .Select(same => new KeyTaken(same.Key.Kind, same.Key.Value, same.First().Stream)).FirstOrDefault();

    /// <summary>The first natural key of the draft that another stream holds already; null when there is none. A number that is not given out yet is not asked for.</summary>
    public async Task<KeyTaken?> TakenAsync(Ledger ledger, CancellationToken ct)
    {
        foreach (var (stream, recorded, _) in _events)
        {
            foreach (var (kind, value) in NaturalKeysOf(recorded).Where(key => key.Value.Length > 0))
            {
                if (await ledger.FindKeyAsync(kind, value, ct) is { } holder && holder != stream)
                {
                    return new KeyTaken(kind, value, holder);
                }
            }
        }

        return null;
    }

    /// <summary>The last stream of the draft that claims a key.</summary>
    public Guid ClaimantOf(KeyTaken taken) =>
        _events.Last(e => NaturalKeysOf(e.Event).Contains((taken.Kind, taken.Value))).Stream;

    /// <summary>The refusal of a draft that claims what another hazard holds. What stands is the story before the draft: nothing of it was recorded.</summary>
    public RefusedByRule TakenBy(KeyTaken taken, RecordRequest request)
    {
        var claimant = ClaimantOf(taken);
        var line = request.Lines.ToList().FindLastIndex(line => line.Hazard == claimant && line.Command is RegisterHazard or ListForSupervision);
        var before = Before(claimant);
        var refusal = taken.Kind switch
        {
            "listingNo" => HazardRefusals.ListingNoTaken,
            "external" => HazardRefusals.ExternalIdTaken,
            _ => HazardRefusals.DispatchNoTaken,
        };
        return new RefusedByRule(refusal, claimant, before.Now, before.Version, Math.Max(line, 0));
    }

    public void Take(Guid stream, Story story)
    {
        _streams.Add(stream);
        _stories.Add(stream, (story, story));
    }

    public void Add(Guid stream, HazardEvent recorded, Entry entry)
    {
        var (before, now) = _stories[stream];
        _stories[stream] = (before, now.With(recorded, entry));
        _events.Add((stream, recorded, entry));
    }

    /// <summary>Registrations that have no number yet.</summary>
    public IEnumerable<(int Index, HazardRegistered Event)> Unnumbered() =>
        [.. _events.Select((e, index) => (index, e.Event as HazardRegistered)).Where(e => e.Item2 is { Number: "" }).Select(e => (e.index, e.Item2!))];

    /// <summary>Gives a drafted registration its number: the event and the story that it begins.</summary>
    public void Number(int index, string number)
    {
        var (stream, recorded, entry) = _events[index];
        var numbered = ((HazardRegistered)recorded) with { Number = number };
        _events[index] = (stream, numbered, entry);
        var (before, now) = _stories[stream];
        _stories[stream] = (before, Story.Of(now.Facts.Select(fact => ReferenceEquals(fact.Event, recorded) ? fact with { Event = numbered } : fact)));
    }

    /// <summary>The drafted events as they stand in the ledger once they were appended, without reading them back.</summary>
    public IReadOnlyList<(Guid Hazard, RecordedFact Fact)> FactsOf(Appended appended)
    {
        var versions = _streams.ToDictionary(id => id, id => _stories[id].Before.Version);
        return [.. _events.Select((e, at) => (e.Stream, new RecordedFact(
            appended.FirstPosition + at, ++versions[e.Stream], EventJson.TypeName(e.Event.GetType()), appended.RecordedAt, e.Event, e.Entry)))];
    }

    /// <summary>The group for the ledger: events, keys, postings and register rows.</summary>
    public async Task<AppendGroup> ToGroupAsync(Ledger ledger, RecordRequest request, CancellationToken ct)
    {
        var touched = _streams.Where(id => _stories[id].Now.Version > _stories[id].Before.Version).ToList();
        var index = touched.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        return new AppendGroup(
            [.. touched.Select(id => new StreamExpectation(id, EventJson.HazardStream, _stories[id].Before.Version))],
            [.. _events.Select(e => new NewEvent(index[e.Stream], Guid.CreateVersion7(), EventJson.TypeName(e.Event.GetType()), EventJson.Data(e.Event), EventJson.Headers(e.Entry)))])
        {
            Keys = [.. _events.SelectMany(e => KeysOf(e.Stream, e.Event, e.Entry).Concat(OddFilesOf(e.Stream, e.Entry)).Select(key => new KeyClaim(key.Kind, key.Value, index[e.Stream]))).Distinct()],
            Postings = await PostingsAsync(ledger, touched, ct),
            Register = [.. touched.Select(id => RegisterRows.For(index[id], id, _stories[id].Now, _stories[id].Before))],
            Request = request.Key,
            Clock = request.Clock,
        };
    }

    private async Task<List<NewPosting>> PostingsAsync(Ledger ledger, List<Guid> touched, CancellationToken ct)
    {
        var postings = new List<NewPosting>();
        foreach (var id in touched)
        {
            var last = _events.FindLastIndex(e => e.Stream == id);
            foreach (var leg in HazardPostings.Difference(_stories[id].Before, _stories[id].Now))
            {
                postings.Add(new(
                    last, (short)leg.Cause, leg.Code, leg.Day, leg.Cohort, leg.Mark,
                    await ledger.DimsIdAsync(StoredDims.Of(leg.Dims), ct), leg.Party.Length == 0 ? 0 : await ledger.PartyIdAsync(leg.Party, ct), leg.Amount));
            }
        }

        return [.. postings.OrderBy(posting => posting.Event)];
    }

    // A citation is kept as a key of its own, so that a file leads to the hazards that cite it.
    private static IEnumerable<(string Kind, string Value)> KeysOf(Guid stream, HazardEvent recorded, Entry entry) =>
        [.. NaturalKeysOf(recorded), .. entry.Evidence.Select(cited => ("evidence", $"{cited.Sha256}/{stream}"))];

    // One photograph for both states is kept as a key as well: an auditor finds it without reading every history.
    private IEnumerable<(string Kind, string Value)> OddFilesOf(Guid stream, Entry entry) => entry.Evidence.Count == 0 ? []
        : EvidenceView.AfterEqualsBefore(_stories[stream].Now).Where(sha256 => entry.Evidence.Any(cited => cited.Sha256 == sha256)).Select(sha256 => ("afterEqualsBefore", $"{sha256}/{stream}"));

    private static IEnumerable<(string Kind, string Value)> NaturalKeysOf(HazardEvent recorded) => recorded switch
    {
        HazardRegistered registered =>
        [
            ("number", registered.Number),
            .. registered.External is { } external ? [("external", $"{external.System}:{external.Id}")] : Array.Empty<(string, string)>(),
            .. registered.UpperDispatchNo is { } dispatch ? [("upperDispatchNo", dispatch)] : Array.Empty<(string, string)>(),
        ],
        HazardListed listed => [("listingNo", listed.ListingNo)],
        ListingEscalated escalated => [("listingNo", escalated.NewListingNo)],
        _ => [],
    };
}
