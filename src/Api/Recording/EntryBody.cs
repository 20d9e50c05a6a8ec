using HazardLedger.Domain;

namespace HazardLedger.Api.Recording;

/// <summary>The members that every command's body may carry beside its own.</summary>
/// <param name="OccurredOn">The legal day; today when absent.</param>
/// <param name="OccurredAt">The instant instead, with offset; its day in the legal zone is the legal day.</param>
/// <param name="Actor">Only with the permission to import: who acted. Everybody else acts as the holder of the key.</param>
/// <param name="Missing">Only with the permission to import: papers that the other register lacks.</param>
public sealed record EntryBody(
    DateOnly? OccurredOn, DateTimeOffset? OccurredAt, string? DocumentNo, IReadOnlyList<string>? Basis,
    IReadOnlyList<EvidenceCitation>? Evidence, string? Note, string? LateReason, Actor? Actor, IReadOnlyList<string>? Missing)
{
    /// <summary>A body without any of them.</summary>
    public static readonly EntryBody Empty = new(null, null, null, null, null, null, null, null, null);

    /// <summary>The entry that the ledger keeps.</summary>
    /// <param name="caller">Who acts when the body names nobody.</param>
    /// <param name="today">The present legal day.</param>
    /// <param name="profile">"historical", or null.</param>
    public Entry ToEntry(Actor caller, DateOnly today, string? profile) => new()
    {
        OccurredOn = OccurredAt is { } at ? LegalZone.DayOf(at) : OccurredOn ?? today,
        OccurredAt = OccurredAt,
        Actor = Actor ?? caller,
        Channel = this.ChannelOf(),
        DocumentNo = DocumentNo,
        Basis = Basis ?? [],
        Evidence = Evidence ?? [],
        Note = Note,
        LateReason = LateReason,
        Profile = profile,
        Missing = Missing ?? [],
    };
}
