using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using HazardLedger.Api.Feed;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Webhooks;

/// <summary>Sends what is due (Standard Webhooks 1.0). At least once: a program that is killed between the sending and the writing down leaves the
/// delivery to be claimed again after a minute; `webhook-id` is the same each time.</summary>
public sealed class WebhookSender(WebhookStore store, WebhookQueue queue, Ledger ledger, TimeProvider clock, IConfiguration configuration, ILogger<WebhookSender> log) : BackgroundService
{
    private const int AtOnce = 16;

    // Five seconds, then ever longer, to half a day; each a little off, so that a receiver that comes back is not met by all at once.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(12),
    ];

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly HttpClient client = PublicAddress.Client(configuration.GetValue("Webhooks:AllowPrivate", false));
    private readonly TimeSpan disableAfter = TimeSpan.FromDays(configuration.GetValue("Webhooks:DisableAfterDays", 5));

    /// <summary>How long to wait after so many failures, before the jitter of a fifth.</summary>
    public static TimeSpan WaitAfter(int failures) => Waits[Math.Clamp(failures - 1, 0, Waits.Length - 1)];

    /// <inheritdoc/>
    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var underWay = new List<Task>(AtOnce);
        while (!stoppingToken.IsCancellationRequested)
        {
            var seen = queue.Queued.Position;
            try
            {
                var due = await store.ClaimAsync(AtOnce - underWay.Count, stoppingToken);
                underWay.AddRange(due.Select(one => SendAsync(one, stoppingToken)));
                await WaitAsync(seen, underWay, isMore: due.Count > 0, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                await TroubledAsync(e, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                // The end of sending, not a failure.
            }
        }

        await Task.WhenAll(underWay);
    }

    // A receiver that does not answer keeps its own place only: whatever ends makes room at once, for its hazard's next event among others.
    private async Task WaitAsync(long seen, List<Task> underWay, bool isMore, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] room = underWay.Count == AtOnce ? [] : isMore ? [Task.CompletedTask] : [Task.Delay(Look, clock, waiting.Token), queue.Queued.BeyondAsync(seen, waiting.Token)];
        await Task.WhenAny([.. room, .. underWay]);
        await waiting.CancelAsync();
        await Task.WhenAll(room).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        underWay.RemoveAll(one => one.IsCompleted);
    }

    // Whatever it is, the next claim meets it again: said aloud, and not in a hot circle.
    private async Task TroubledAsync(Exception e, CancellationToken ct)
    {
        log.LogWarning(e, "Webhooks cannot be sent now; it is tried again.");
        await Task.Delay(Look, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Never fails: what could not be sent or written down is claimed again when its minute is over.
    private async Task SendAsync(DueDelivery due, CancellationToken ct)
    {
        try
        {
            await AttemptAsync(due, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            await TroubledAsync(e, ct);
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    private async Task AttemptAsync(DueDelivery due, CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        var (status, error) = await TryAsync(due, ct);
        var now = clock.GetUtcNow();
        var wait = WaitAfter(due.Tries + 1) * (0.8 + (0.4 * Random.Shared.NextDouble()));
        // 410 Gone is the receiver's own word that nothing is wanted any more.
        var disableBefore = status == (int)HttpStatusCode.Gone ? DateTimeOffset.MaxValue : now - disableAfter;
        var delivered = status is >= 200 and < 300;
        await store.RecordAsync(due, new(status, error, clock.GetElapsedTime(since), delivered ? null : now + wait, disableBefore), ct);
        if (!delivered && (await store.FindAsync(due.Webhook, ct))?.DisabledAt is not null)
        {
            log.LogWarning("Webhook {Webhook} to {Host} was switched off: nothing but failures for {Days} days, or 410 Gone. A redelivery or a replay switches it on.", due.Webhook, due.Url.Host, disableAfter.TotalDays);
        }
    }

    private async Task<(int? Status, string? Error)> TryAsync(DueDelivery due, CancellationToken ct)
    {
        var stored = (await ledger.ReadRangeAsync(due.Position, 1, ct))[0];
        var (body, id, now) = (EventSight.JsonOf(stored), string.Create(CultureInfo.InvariantCulture, $"evt_{due.Position}"), clock.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, due.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecrets.Sign(await store.SecretsAsync(due.Webhook, ct), id, now, body));
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return ((int)answer.StatusCode, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, e is OperationCanceledException ? "No answer in time." : Said(e));
        }
    }

    private static string Said(Exception e) => e is HttpRequestException { HttpRequestError: var kind and not HttpRequestError.Unknown } ? kind.ToString() : e.Message[..Math.Min(e.Message.Length, 200)];
}
