namespace HazardLedger.Api.Evidence;

/// <summary>Where evidence lies and how much of it one key may bring (configuration section <c>Evidence</c>).</summary>
public sealed record EvidenceOptions
{
    /// <summary>Folder of the files; made when missing, closed to other accounts.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes that one key may bring in one legal day (UTC+08:00). A file brought again costs nothing.</summary>
    public long QuotaPerDay { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Uploads that this process takes at the same time; one more is asked to come again (503).</summary>
    public int Uploads { get; init; } = 32;
}
