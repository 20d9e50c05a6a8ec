using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Sweep;

/// <summary>What the daily sweep has recorded through the desk: no command of a caller, so it has no route and no row in the command table.</summary>
internal sealed record SweptOverdue : HazardCommand;
