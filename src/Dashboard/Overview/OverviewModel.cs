using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Overview;

/// <summary>What the overview shows. All figures stand on one position.</summary>
/// <param name="Total">Headline figures with the groups by area.</param>
/// <param name="BySector">The same question by sector.</param>
/// <param name="Bridge">All open hazards: from the day before the window to asOf.</param>
/// <param name="Weeks">Found and rectified at the end of each week of the window, of each month when it is long.</param>
/// <param name="Overdue">Longest overdue first; null when the viewpoint is not now, for registers show now.</param>
/// <param name="DueSoon">Due in the next days, soonest first; null likewise.</param>
public sealed record OverviewModel(
    HeadlineFigures Total, HeadlineFigures BySector, FigureBridge Bridge, IReadOnlyList<FigurePoint> Weeks, RegisterPage? Overdue, RegisterPage? DueSoon);

/// <summary>What the wall shows of it.</summary>
public sealed record WallModel(HeadlineFigures Total, IReadOnlyList<FigurePoint> Weeks, RegisterPage? Overdue);
