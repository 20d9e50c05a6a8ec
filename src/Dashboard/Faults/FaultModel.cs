namespace HazardLedger.Dashboard.Faults;

/// <summary>Why there is no page.</summary>
/// <param name="Status">HTTP status: 400 or 404.</param>
/// <param name="Names">Parameters that were not understood.</param>
public sealed record FaultModel(int Status, IReadOnlyList<string> Names);
