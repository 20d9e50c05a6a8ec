using System.Text.Json.Serialization;
using HazardLedger.Projections;

namespace HazardLedger.Api.Webhooks;

/// <summary>A webhook to be made.</summary>
/// <param name="Url">Absolute https address.</param>
/// <param name="Types">Only events of these stored names; absent means all.</param>
/// <param name="Areas">Only hazards that stand in these areas or below; absent means all that the key sees.</param>
/// <param name="Grades">Only hazards of these grades; absent means all.</param>
public sealed record NewWebhook(string Url, string? Description, IReadOnlyList<string>? Types, IReadOnlyList<string>? Areas, IReadOnlyList<string>? Grades);

/// <summary>Asks for one delivery again.</summary>
/// <param name="Position">Position of the event.</param>
public sealed record Redelivery(long Position);

/// <summary>Asks for all matching events from a position on, delivered before or not.</summary>
/// <param name="From">First position.</param>
public sealed record Replay(long From);

/// <summary>A webhook as people see it; its secrets are not in it.</summary>
/// <param name="FailingSince">First failure since the last success.</param>
/// <param name="DisabledAt">When it was switched off because it failed for days; a redelivery or replay switches it on.</param>
/// <param name="Scope">What the key that made it may see.</param>
public sealed record Webhook(
    Guid Id, string Url, string? Description, IReadOnlyList<string> Types, IReadOnlyList<string> Areas, IReadOnlyList<string> Grades,
    DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? RevokedAt, string? RevokedBy, DateTimeOffset? FailingSince, DateTimeOffset? DisabledAt,
    [property: JsonIgnore] Scope Scope);

/// <summary>A delivery with its attempts.</summary>
/// <param name="Position">Position of the event; `webhook-id` is `evt_` and it.</param>
/// <param name="Pending">True until it was delivered.</param>
/// <param name="NextAt">When it is tried next, while pending.</param>
public sealed record Delivery(long Position, Guid Hazard, bool Pending, DateTimeOffset? NextAt, DateTimeOffset? DeliveredAt, IReadOnlyList<DeliveryAttempt> Attempts);

/// <summary>One attempt.</summary>
/// <param name="Status">What the receiver answered; null when it did not.</param>
/// <param name="Error">Why there was no answer.</param>
public sealed record DeliveryAttempt(int N, DateTimeOffset At, int? Status, string? Error, int TookMs);
