using HazardLedger.Domain;
using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Demonstration.Tests;

/// <summary>A step that the rules did not simply accept.</summary>
internal sealed record Stumble(PlannedStep Step, string Why);

/// <summary>Plays a plan in memory: decides each command on its day, numbers registrations, records mergers in both hazards.</summary>
internal sealed class PlanPlayer
{
    private readonly Dictionary<Guid, List<Fact>> _facts = [];
    private readonly Dictionary<Guid, List<DateTimeOffset>> _recordedAt = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public List<Stumble> Stumbles { get; } = [];

    public int Events { get; private set; }

    public IEnumerable<Story> Stories => _facts.Keys.Select(StoryOf);

    public static PlanPlayer Play(IReadOnlyList<PlannedStep> plan)
    {
        var player = new PlanPlayer();
        foreach (var step in plan)
        {
            player.Take(step);
        }

        return player;
    }

    public Story StoryOf(Guid hazard) => _facts.TryGetValue(hazard, out var facts) ? Story.Of(facts) : Story.Empty;

    /// <summary>All stories by what was recorded up to an instant.</summary>
    public IEnumerable<Story> KnownAt(DateTimeOffset knownAt) => _facts.Keys
        .Select(hazard => Story.Of(_facts[hazard].Where((_, i) => _recordedAt[hazard][i] <= knownAt)))
        .Where(story => story.Version > 0);

    /// <summary>The legs of each hazard by what was recorded up to an instant.</summary>
    public List<IReadOnlyList<Leg>> LegsKnownAt(DateTimeOffset knownAt) => [.. KnownAt(knownAt).Select(HazardPostings.Of)];

    private void Take(PlannedStep step)
    {
        var desk = new Desk(DateOnly.FromDateTime(step.RecordedAt.DateTime), new Policy(), WorkingCalendar.China);
        var story = StoryOf(step.Hazard);
        var decision = step.IsProposed
            ? HazardDecider.DecideProposal(step.Command, step.Entry, story, desk) : HazardDecider.Decide(step.Command, step.Entry, story, desk);
        if (decision.Refusal is not null || decision.IsAlreadySo)
        {
            Stumbles.Add(new(step, decision.Refusal?.Code ?? "alreadySo"));
            return;
        }

        var (command, entry) = HazardDecider.Meant(step.Command, step.Entry, story);
        if (command is MergeHazard merge)
        {
            var absorption = HazardDecider.DecideAbsorption(merge, step.Hazard, story, entry, StoryOf(merge.Survivor));
            if (absorption.Refusal is { } refusal)
            {
                Stumbles.Add(new(step, refusal.Code));
                return;
            }

            if (!step.IsProposed)
            {
                Record(merge.Survivor, absorption, step, entry with { Proposal = null });
            }
        }

        Record(step.Hazard, decision, step, entry);
    }

    private void Record(Guid hazard, Decision decision, PlannedStep step, Entry entry)
    {
        if (!_facts.TryGetValue(hazard, out var facts))
        {
            _facts[hazard] = facts = [];
            _recordedAt[hazard] = [];
        }

        foreach (var recorded in decision.Events)
        {
            facts.Add(new(facts.Count + 1, recorded is HazardRegistered registered ? registered with { Number = NextNumber(step.NumberSeed!) } : recorded, entry));
            _recordedAt[hazard].Add(step.RecordedAt);
            Events++;
        }
    }

    private string NextNumber(string series)
    {
        _numbers[series] = _numbers.GetValueOrDefault(series) + 1;
        return $"{series}-{_numbers[series]:D6}";
    }
}
