namespace HazardLedger.Api.Evidence;

/// <summary>How an upload ended.</summary>
public enum EvidenceOutcome
{
    /// <summary>The file is kept now.</summary>
    Kept,

    /// <summary>This caller brought it before; nothing changed.</summary>
    KnownAlready,

    /// <summary>The bytes that came have another digest.</summary>
    DigestDiffers,

    /// <summary>Longer than <see cref="EvidenceStore.LargestFile"/>.</summary>
    TooLarge,

    /// <summary>Neither JPEG, PNG, WebP, GIF, HEIC nor PDF by its content.</summary>
    TypeNotAllowed,

    /// <summary>The caller's bytes of this day are used up.</summary>
    QuotaUsedUp,

    /// <summary>All files together weigh as much as they may.</summary>
    StoreFull,

    /// <summary>As many uploads as may be are under way.</summary>
    Busy,
}

/// <summary>What the ledger knows of a kept file.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
public sealed record KeptEvidence(string Sha256, string MediaType, long Bytes, IReadOnlyList<string> UploadedBy);
