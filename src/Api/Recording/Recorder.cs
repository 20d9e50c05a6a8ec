using System.Diagnostics;
using HazardLedger.Api.Policies;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Domain;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;
using HazardLedger.Projections;
using HazardLedger.Api.Sweep;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Api.Recording;

/// <summary>The desk: loads the stories, lets the rules decide, appends. The only place of the system that records anything.</summary>
public sealed partial class Recorder(
    Ledger ledger, StoryCache stories, HazardHistories histories, EvidenceGuard evidence, PolicyShelf shelf, TimeProvider clock)
{
    private const string NumberKey = "number";
    private const int Attempts = 5;
    private const int RuleChanges = 200; // more in the time of one command than people ever make; only a reading that stays behind gets there

    /// <summary>The present legal day.</summary>
    public DateOnly Today => LegalZone.DayOf(clock.GetUtcNow());

    /// <summary>True when there is such a hazard and the scope covers it: asked before a body is looked at, so that what lies outside
    /// looks exactly like what does not exist.</summary>
    public async Task<bool> ShowsAsync(Guid hazard, Scope scope, CancellationToken ct)
    {
        var story = await stories.LoadAsync(hazard, fresh: false, ct);
        return story.Version > 0 && scope.Covers(story.Now.Area, story.Now.Sector, story.Now.Enterprise ?? story.Now.Site);
    }

    /// <summary>Records all lines of a request as one group, or says why not. A stale state is decided again up to five times; a change of the
    /// rules that comes between is no such time, because somebody has got further with each, and there are few.</summary>
    public async Task<RecordOutcome> RecordAsync(RecordRequest request, CancellationToken ct)
    {
        var (stale, overtaken) = (0, 0);
        while (stale < Attempts && overtaken < RuleChanges)
        {
            switch (await TryAsync(request, fresh: stale + overtaken > 0, ct))
            {
                case StaleState:
                    stale++;
                    break;
                case StaleRules:
                    overtaken++;
                    break;
                case var outcome:
                    return outcome is Recorded || request.Key is null ? outcome : await AnsweredBeforeAsync(request.Key, ct) ?? outcome;
            }
        }

        return new TooBusy();
    }

    // What is appended learns from the append that its key was used. What is not would be refused for what the first request itself has changed.
    private async Task<RecordOutcome?> AnsweredBeforeAsync(RequestKey key, CancellationToken ct) =>
        await ledger.FindRequestAsync(key.Caller, key.Key, ct) is not { } before ? null
        : before.BodyHash.AsSpan().SequenceEqual(key.BodyHash) ? await ReplayAsync(before.FirstPosition, before.Count, ct) : new KeyReused();

    private async Task<RecordOutcome> TryAsync(RecordRequest request, bool fresh, CancellationToken ct)
    {
        var shelved = fresh || request.ValidateOnly || shelf.Kept.ReadAt < 0 ? await shelf.CurrentAsync(ct) : shelf.Kept;
        var draft = new Draft(shelved.Book);
        using (var span = Telemetry.Source.StartActivity("decide"))
        {
            var began = Stopwatch.GetTimestamp();
            var said = await DecideAsync(draft, request, fresh, ct);
            Telemetry.Decided(Stopwatch.GetElapsedTime(began));
            span?.SetTag("hazardledger.events", draft.Events.Count);
            if (said is not null || draft.Events.Count == 0)
            {
                // What a cache says may be old: a "no" or an "already so" stands only on the newest version, by the newest rules.
                return !await AreCurrentAsync(draft, ct) ? new StaleState()
                    : !ReferenceEquals((await shelf.CurrentAsync(ct)).Book, shelved.Book) ? new StaleRules()
                    : said ?? AlreadySo(draft, request);
            }
        }

        if (draft.ClaimedTwice() is { } twice)
        {
            return draft.TakenBy(twice, request);
        }

        if (request.ValidateOnly)
        {
            // An append is told by the ledger which keys are taken; who only asks has to look.
            return await draft.TakenAsync(ledger, ct) is { } taken ? draft.TakenBy(taken, request) : WouldRecord(draft, request);
        }

        var numbers = await NumberAsync(draft, ct);
        var outcome = await ledger.AppendAsync(await draft.ToGroupAsync(ledger, request, ct) with { OthersReadAt = shelved.ReadAt }, ct);
        if (outcome is not (Appended or KeyTaken { Kind: NumberKey }))
        {
            numbers.ForEach(given => ledger.ReturnNumber(given.Series, given.Number));
        }

        return await SettleAsync(outcome, draft, request, ct);
    }

    private async Task<RecordOutcome> SettleAsync(AppendOutcome outcome, Draft draft, RecordRequest request, CancellationToken ct)
    {
        var target = request.Lines[^1].Hazard;
        switch (outcome)
        {
            case Appended appended:
                foreach (var (stream, _, now) in draft.Stories)
                {
                    stories.Keep(stream, now);
                }

                var facts = draft.FactsOf(appended);
                histories.Extend(facts);
                return new Recorded(target, draft[target].Version, appended.FirstPosition, appended.Count) { Facts = facts };
            case Replayed replayed:
                return await ReplayAsync(replayed.FirstPosition, replayed.Count, ct);
            case RequestKeyReused:
                return new KeyReused();
            case KeyTaken { Kind: NumberKey }:
                return new StaleState(); // the database lost its word that it had given this one; the event that carries it was kept
            case KeyTaken taken:
                return draft.TakenBy(taken, request);
            case OthersMoved:
                return new StaleRules();
            case WrongVersion wrong:
                await stories.LoadAsync(wrong.Stream, fresh: true, ct);
                return request.IfMatch is not null && wrong.Stream == target ? new StaleVersion(wrong.Stream, wrong.ActualVersion) : new StaleState(); // a survivor may have moved
            default:
                throw new LedgerUnavailableException($"The ledger does not take appends of this program ({outcome.GetType().Name}).");
        }
    }

    private async Task<bool> AreCurrentAsync(Draft draft, CancellationToken ct)
    {
        foreach (var (stream, before, _) in draft.Stories)
        {
            // An empty story was never kept: it was read just now.
            if (before.Version > 0 && !await stories.IsCurrentAsync(stream, before, ct))
            {
                return false;
            }
        }

        return true;
    }

    // Numbers are taken only for what will be appended; what is then refused gives them back. One whose fate is unknown stays unused for ever.
    private async Task<List<(string Series, long Number)>> NumberAsync(Draft draft, CancellationToken ct)
    {
        var given = new List<(string Series, long Number)>();
        foreach (var registered in draft.Unnumbered())
        {
            var series = $"{AreaCode.CountyOf(registered.Event.Area)}-{registered.Event.DiscoveredOn.Year:0000}";
            given.Add((series, await ledger.NextNumberAsync(series, ct)));
            draft.Number(registered.Index, $"{series}-{given[^1].Number:000000}");
        }

        return given;
    }

    private async Task<RecordOutcome> ReplayAsync(long first, int count, CancellationToken ct)
    {
        var stored = await ledger.ReadRangeAsync(first, count, ct);
        var last = stored.Last(one => one.Type != EventJson.TypeName(typeof(DuplicateAbsorbed)));
        return new Recorded(last.Stream, last.Version, first, count);
    }

    private static AlreadySo AlreadySo(Draft draft, RecordRequest request) =>
        new(request.Lines[^1].Hazard, draft[request.Lines[^1].Hazard].Version);

    private static WouldRecord WouldRecord(Draft draft, RecordRequest request) =>
        new(request.Lines[^1].Hazard, draft[request.Lines[^1].Hazard].Version, [.. draft.Events.Select(e => e.Event)]);

    private static bool MaySee(RecordRequest request, Hazard hazard) =>
        request.Scope.Covers(hazard.Area, hazard.Sector, hazard.Enterprise ?? hazard.Site);

    // What was decided was decided on an older story, or by older rules: decide again.
    private sealed record StaleState : RecordOutcome;

    private sealed record StaleRules : RecordOutcome;
}
