using System.Text.Json.Serialization;
using HazardLedger.Projections;

namespace HazardLedger.Api.Access;

/// <summary>A key as people see it; the secret is not in it, nor anything it could be made from.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Areas">Areas it reaches, with all below; empty means the whole ledger.</param>
/// <param name="Sectors">Sectors it reaches; empty means all.</param>
/// <param name="Enterprise">The only enterprise or site it reaches; null means all.</param>
/// <param name="ExpiresOn">Last legal day on which it is good.</param>
/// <param name="CreatedBy">Person who issued it.</param>
/// <param name="RevokedBy">Person who revoked it.</param>
public sealed record AccessKey(
    Guid Id,
    string Name,
    string Person,
    string Organisation,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> Sectors,
    string? Enterprise,
    DateTimeOffset CreatedAt,
    DateOnly ExpiresOn,
    string CreatedBy,
    DateTimeOffset? RevokedAt,
    string? RevokedBy)
{
    /// <summary>What the key's holder may see.</summary>
    [JsonIgnore]
    public Scope Scope => new(Areas, Sectors, Enterprise);
}

/// <summary>A key to be issued.</summary>
/// <param name="Name">What it is for, for people.</param>
/// <param name="Person">Pseudonymous person id of its holder.</param>
/// <param name="ExpiresOn">Last legal day on which it is good.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewKey(
    string Name,
    string Person,
    string Organisation,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Areas,
    DateOnly ExpiresOn,
    IReadOnlyList<string>? Sectors = null,
    string? Enterprise = null)
{
    /// <summary>What its holder would see.</summary>
    [JsonIgnore]
    public Scope Scope => new(Areas, Sectors ?? [], Enterprise);
}

/// <summary>A key just issued, with the secret that is shown this once.</summary>
public sealed record IssuedKey(AccessKey Key, string Secret);
