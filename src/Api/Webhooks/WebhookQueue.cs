using HazardLedger.Api.Feed;
using HazardLedger.EventStore;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Api.Webhooks;

/// <summary>The follower that puts each new event into the queue of every webhook that is to get it. What it queued and how far it came are one transaction.</summary>
public sealed class WebhookQueue(WebhookStore store, EventSight sight, Ledger ledger, HeadWatch watch, NpgsqlDataSource source, ILogger<WebhookQueue> log) : BackgroundService
{
    private long queuedUpTo;

    /// <summary>Moves when something was queued; the sender waits for it.</summary>
    public Milestone Queued { get; } = new();

    /// <summary>Queues all matching events from a position up to the head again, delivered before or not; says how many.</summary>
    public async Task<int> ReplayAsync(Webhook webhook, long from, CancellationToken ct)
    {
        var (count, after, head) = (0, from - 1, (await ledger.HeadAsync(ct)).Position);
        while (after < head && await ledger.ReadAllAsync(after, (int)Math.Min(Follower.PageSize, head - after), ct) is { Count: > 0 } page)
        {
            var matching = await MatchAsync(page, [webhook], ct);
            await store.EnqueueAsync(matching, again: true, within: null, ct);
            (count, after) = (count + matching.Count, page[^1].Position);
        }

        Queued.Reach(Queued.Position + 1);
        return count;
    }

    /// <summary>Queues one event again; false when the webhook is not to get it.</summary>
    public async Task<bool> RedeliverAsync(Webhook webhook, long position, CancellationToken ct)
    {
        var page = await ledger.ReadAllAsync(position - 1, 1, ct);
        var matching = await MatchAsync(page, [webhook], ct);
        await store.EnqueueAsync(matching, again: true, within: null, ct);
        Queued.Reach(Queued.Position + 1);
        return matching.Count == 1;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var follower = new Follower("webhooks", source, watch, StepAsync, async ct => (await store.StandingAsync(ct)).Count == 0);
        var following = follower.RunAsync(e => log.LogWarning(e, "Webhooks could not be queued; it is tried again and nothing is left out."), stoppingToken);
        try
        {
            // The sender is woken after the commit: before it, there would be nothing to find. And only by what is for somebody.
            for (var (done, told) = (0L, -1L); ; done = await follower.Done.BeyondAsync(done, stoppingToken))
            {
                if (Volatile.Read(ref queuedUpTo) is var upTo && upTo > told && upTo <= done)
                {
                    told = upTo;
                    Queued.Reach(Queued.Position + 1);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await following;
        }
    }

    private async Task StepAsync(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, CancellationToken ct)
    {
        var matching = await MatchAsync(page, await store.StandingAsync(ct), ct);
        await store.EnqueueAsync(matching, again: false, connection, ct);
        if (matching.Count > 0)
        {
            Volatile.Write(ref queuedUpTo, page[^1].Position);
        }
    }

    private async Task<List<(Guid Webhook, long Position, Guid Hazard)>> MatchAsync(IReadOnlyList<StoredEvent> page, List<Webhook> webhooks, CancellationToken ct)
    {
        if (webhooks.Count == 0 || page.Count == 0)
        {
            return [];
        }

        var places = await sight.PlacesAsync(page, ct);
        return [.. from stored in page from webhook in webhooks where Wants(webhook, stored, places.GetValueOrDefault(stored.Stream)) select (webhook.Id, stored.Position, stored.Stream)];
    }

    // Where a hazard stands now decides. What is no hazard has no place: only a webhook that sees everything and asks for no place gets it.
    private static bool Wants(Webhook webhook, StoredEvent stored, RegisterItem? at) =>
        (webhook.Types.Count == 0 || webhook.Types.Contains(stored.Type, StringComparer.Ordinal))
        && (at is null
            ? EventSight.IsWhole(webhook.Scope) && webhook is { Areas.Count: 0, Grades.Count: 0 }
            : EventSight.Covers(webhook.Scope, at)
                && (webhook.Areas.Count == 0 || webhook.Areas.Any(area => Domain.Areas.AreaCode.IsWithin(at.Area, area)))
                && (webhook.Grades.Count == 0 || webhook.Grades.Contains(EventJson.Word(at.Grade), StringComparer.Ordinal)));
}
