using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Registers;

/// <summary>What the register shows.</summary>
/// <param name="Filter">The question.</param>
/// <param name="Page">The rows; null when the viewpoint is not now, for a register shows now.</param>
/// <param name="Total">Headline figures of the viewpoint: the counts on the tabs.</param>
/// <param name="IsFirst">No cursor was given.</param>
public sealed record RegisterModel(RegisterFilter Filter, RegisterPage? Page, HeadlineFigures Total, bool IsFirst);
