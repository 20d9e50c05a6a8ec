using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Domain;
using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Tests;

/// <summary>The ledger as it must be: the same commands decided in memory by the domain alone.</summary>
internal sealed class FuzzTwin
{
    private readonly Dictionary<string, Guid> _listingNos = new(StringComparer.Ordinal);

    public Dictionary<Guid, Story> Stories { get; } = [];

    /// <summary>Every event in ledger order: its position, its hazard, its version there.</summary>
    public List<(long Position, Guid Hazard, long Version)> Journal { get; } = [];

    /// <summary>The place of a version in the ledger.</summary>
    public long PositionOf(Guid hazard, long version) => Journal.Single(entry => entry.Hazard == hazard && entry.Version == version).Position;

    /// <summary>The stories as known at a position.</summary>
    public IReadOnlyList<(Guid Hazard, Story Story)> KnownAt(long position) =>
    [
        .. Journal.Where(entry => entry.Position <= position).GroupBy(entry => entry.Hazard)
            .Select(mine => (mine.Key, Stories[mine.Key].UpTo(mine.Max(entry => entry.Version)))),
    ];

    /// <summary>What the ledger must answer: the events for this hazard and for a survivor, or the code of the refusal.</summary>
    public (IReadOnlyList<(Guid Hazard, HazardEvent Event)> Events, string? Refusal) Decide(Guid hazard, HazardCommand command, Entry entry, bool propose = false)
    {
        var story = Stories.GetValueOrDefault(hazard, Story.Empty);
        var desk = new Desk(Bodies.Today, new Policy(), WorkingCalendar.China);
        var decision = propose ? HazardDecider.DecideProposal(command, entry, story, desk) : HazardDecider.Decide(command, entry, story, desk);
        if (decision.Refusal is not null || decision.IsAlreadySo)
        {
            return ([], decision.Refusal?.Code);
        }

        (command, entry) = HazardDecider.Meant(command, entry, story);
        var events = decision.Events.Select(recorded => (hazard, recorded)).ToList();
        if (command is MergeHazard merge)
        {
            var absorption = HazardDecider.DecideAbsorption(merge, hazard, story, entry, Stories.GetValueOrDefault(merge.Survivor, Story.Empty));
            if (absorption.Refusal is not null)
            {
                return ([], absorption.Refusal.Code);
            }

            events.AddRange(propose ? [] : absorption.Events.Select(recorded => (merge.Survivor, recorded)));
        }

        var taken = decision.Events.OfType<HazardListed>().Any(listed => _listingNos.TryGetValue(listed.ListingNo, out var by) && by != hazard);
        return taken ? ([], HazardRefusals.ListingNoTaken.Code) : (events, null);
    }

    /// <summary>Takes what the ledger says that it recorded, after comparing it with what was to be expected.</summary>
    public void Record(IReadOnlyList<(Guid Hazard, HazardEvent Event)> expected, Entry entry, JsonElement recorded)
    {
        recorded.GetArrayLength().ShouldBe(expected.Count, recorded.GetRawText());
        for (var i = 0; i < expected.Count; i++)
        {
            var (wire, (hazard, wanted)) = (recorded[i], expected[i]);
            if (wanted is HazardRegistered registered)
            {
                wanted = registered with { Number = wire.GetProperty("data").GetProperty("number").GetString()! };
            }

            JsonNode.DeepEquals(JsonNode.Parse(wire.GetProperty("data").GetRawText()), JsonNode.Parse(EventJson.Data(wanted)))
                .ShouldBeTrue($"{wire.GetRawText()} is not {wanted}");
            var story = Stories[hazard] = Stories.GetValueOrDefault(hazard, Story.Empty).With(wanted, wanted is DuplicateAbsorbed ? entry with { Proposal = null } : entry);
            wire.GetProperty("version").GetInt64().ShouldBe(story.Version);
            wire.GetProperty("hazard").GetGuid().ShouldBe(hazard);
            wire.GetProperty("type").GetString().ShouldBe(EventJson.TypeName(wanted.GetType()));
            var position = wire.GetProperty("position").GetInt64();
            if (Journal.Count > 0)
            {
                position.ShouldBe(Journal[^1].Position + 1, "positions have no gap");
            }

            Journal.Add((position, hazard, story.Version));
            if (wanted is HazardListed listed)
            {
                _listingNos[listed.ListingNo] = hazard;
            }
        }
    }
}
