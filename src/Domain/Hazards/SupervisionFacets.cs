namespace HazardLedger.Domain.Hazards;

/// <summary>The latest assignment or transfer and what its receiver said.</summary>
/// <param name="From">Organisation that handed it over; it comes back here when it is rejected.</param>
/// <param name="IsTransfer">True when the regulator changed, false when a responsible unit was named.</param>
public sealed record Handover(string From, string To, bool IsTransfer, RequestStatus Status);

/// <summary>A penalty case with its course.</summary>
/// <param name="Fine">Whole yuan; 0 while undecided and when the decision has none.</param>
public sealed record PenaltyCase(string CaseNo, DateOnly OpenedOn, DateOnly DecideBy, DateOnly? DecidedOn = null, long Fine = 0, DateOnly? RevokedOn = null)
{
    /// <summary>A fine is decided and not taken back.</summary>
    internal bool IsFined => this is { DecidedOn: not null, RevokedOn: null, Fine: > 0 };
}

/// <summary>A fine for each day (按日连续处罚).</summary>
/// <param name="From">The day after the order that was not carried out.</param>
/// <param name="BaseAmount">Whole yuan a day: the amount of the first fine.</param>
public sealed record DailyFine(string CaseNo, DateOnly From, long BaseAmount);

/// <summary>A look-back to come.</summary>
/// <param name="DueOn">Last day for it.</param>
/// <param name="Organisation">Who is to go; null when that is open.</param>
public sealed record LookBackPlan(DateOnly DueOn, string? Organisation);
