using System.Collections.Frozen;

namespace HazardLedger.Api.Access;

/// <summary>What a key may be good for. The words are permanent: they stand in keys and in the actor of events.</summary>
public static class Roles
{
    /// <summary>Issues and revokes keys; may also do what a recorder and an auditor do.</summary>
    public const string Administrator = "administrator";

    /// <summary>Records what happened to hazards, within the key's scope.</summary>
    public const string Recorder = "recorder";

    /// <summary>Records in other people's names, from other systems' histories.</summary>
    public const string Importer = "importer";

    /// <summary>Re-checks invariants, takes bundles and proofs.</summary>
    public const string Auditor = "auditor";

    /// <summary>Reads within the key's scope.</summary>
    public const string Reader = "reader";

    /// <summary>Every role there is.</summary>
    public static readonly FrozenSet<string> All =
        new[] { Administrator, Recorder, Importer, Auditor, Reader }.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>Names of the authorization policies, for <c>RequireAuthorization</c>. An endpoint without one asks for <see cref="Read"/>.</summary>
public static class AccessPolicy
{
    /// <summary>Any caller who is known.</summary>
    public const string Read = "Read";

    /// <summary>Recorder, importer or administrator.</summary>
    public const string Write = "Write";

    /// <summary>Importer or administrator.</summary>
    public const string Import = "Import";

    /// <summary>Auditor or administrator.</summary>
    public const string Audit = "Audit";

    /// <summary>Administrator alone.</summary>
    public const string Administer = "Administer";
}
