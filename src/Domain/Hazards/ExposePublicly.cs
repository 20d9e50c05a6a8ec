namespace HazardLedger.Domain.Hazards;

/// <summary>The hazard is made public as a warning to others (公开曝光), without personal data.</summary>
public sealed record ExposePublicly(string Medium, string? Url) : HazardCommand;
