using System.Collections.Concurrent;
using HazardLedger.Domain;
using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Histories;

/// <summary>Keeps hazards in a real ledger: decides, then appends the events with the register's rows.</summary>
internal sealed class Keeper(Ledger ledger)
{
    public static readonly Actor Inspector = new("P-1", "350304-EMB", "recorder");
    public static readonly EvidenceCitation Photo = new(new string('a', 64), "image/jpeg", "after");
    public static readonly Desk Desk = new(Day("2026-06-30"), new Policy { SecondPersonFor = [] }, WorkingCalendar.China);
    private int _numbers;

    public ConcurrentDictionary<Guid, Story> Stories { get; } = new();

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static RegisterHazard Found(
        string area = "350304001", string sector = "fire", string place = "Building 2", DiscoverySource source = DiscoverySource.BureauInspection,
        string? enterprise = null, string description = "安全出口堵塞", ExternalId? external = null, string[]? campaigns = null) => new(
        null, source, area, sector, Category.Thing, enterprise, enterprise is null ? "SITE-1" : null, place, description, ["P-1"], null, campaigns, null, null, external);

    public static GradeHazard Graded(Grade grade) => new(grade, [new("GB 35181-2025", "6.1")], GradingMethod.Direct, "criterion met", null, null);

    public static OrderRectification Ordered(string deadline) => new(OrderKind.Limited, Day(deadline), ["clear the exit"], null, null);

    public static ReportCompletion Reported() => new(null, "exit cleared", null, "own acceptance");

    public static InspectAcceptance Passed() => new(AcceptanceResult.Passed, ["P-7", "P-8"], null);

    public static CloseHazard Closed() => new(ClosureKind.Rectified);

    public static ListForSupervision Listed(string no, string deadline) =>
        new(no, Level.County, "350304-GOV", null, "350304-EMB", "ENT-1", null, Day(deadline), null);

    public static Entry On(string day, string? documentNo = null) => new()
    {
        OccurredOn = Day(day), Actor = Inspector, Evidence = [Photo], LateReason = "entered from paper", DocumentNo = documentNo,
    };

    public async Task<Guid> RegisterAsync(string day, RegisterHazard? command = null, Guid? id = null)
    {
        var hazard = id ?? Guid.CreateVersion7();
        await RecordAsync(hazard, On(day), command ?? Found());
        return hazard;
    }

    public Task<Appended> RecordAsync(Guid hazard, string day, HazardCommand command) => RecordAsync(hazard, On(day), command);

    public async Task<Appended> RecordAsync(Guid hazard, Entry entry, HazardCommand command, DateTimeOffset? clock = null)
    {
        var story = Stories.GetValueOrDefault(hazard, Story.Empty);
        var decided = HazardDecider.Decide(command, entry, story, Desk);
        decided.Refusal.ShouldBeNull($"the step {command} was refused");
        var told = new List<(Guid Hazard, Story Before, HazardEvent Event)> { (hazard, story, Numbered(decided.Events.ShouldHaveSingleItem())) };
        if (command is MergeHazard merge)
        {
            var survivor = Stories[merge.Survivor];
            told.Add((merge.Survivor, survivor, HazardDecider.DecideAbsorption(merge, hazard, story, entry, survivor).Events.ShouldHaveSingleItem()));
        }

        var after = told.Select(step => step.Before.With(step.Event, entry)).ToList();
        var group = new AppendGroup(
            [.. told.Select(step => new StreamExpectation(step.Hazard, EventJson.HazardStream, step.Before.Version))],
            [.. told.Select((step, i) => new NewEvent(i, Guid.CreateVersion7(), EventJson.TypeName(step.Event.GetType()), EventJson.Data(step.Event), EventJson.Headers(entry)))])
        {
            Register = [.. told.Select((step, i) => RegisterRows.For(i, step.Hazard, after[i], step.Before))],
            Clock = clock,
        };
        var appended = (await ledger.AppendAsync(group, TestContext.Current.CancellationToken)).ShouldBeOfType<Appended>();
        told.Zip(after).ToList().ForEach(pair => Stories[pair.First.Hazard] = pair.Second);
        return appended;
    }

    private HazardEvent Numbered(HazardEvent recorded) => recorded is HazardRegistered registered
        ? registered with { Number = $"350304-2026-{Interlocked.Increment(ref _numbers):000000}" }
        : recorded;
}
