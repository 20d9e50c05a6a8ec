namespace HazardLedger.Domain.Hazards;

/// <summary>The latest assignment or transfer and what its receiver said.</summary>
/// <param name="From">Organisation that handed it over; it comes back here when it is rejected.</param>
/// <param name="IsTransfer">True when the regulator changed, false when a responsible unit was named.</param>
public sealed record Handover(string From, string To, bool IsTransfer, RequestStatus Status);

/// <summary>A penalty case with its course.</summary>
/// <param name="Fine">Whole yuan; 0 while undecided and when the decision has none.</param>
public sealed record PenaltyCase(string CaseNo, DateOnly OpenedOn, DateOnly DecideBy, DateOnly? DecidedOn = null, long Fine = 0, DateOnly? RevokedOn = null);
