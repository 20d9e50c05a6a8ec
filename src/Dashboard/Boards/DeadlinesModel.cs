using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Boards;

/// <summary>A day of the strip.</summary>
/// <param name="On">The day.</param>
/// <param name="Count">Deadlines on it.</param>
/// <param name="IsWorkingDay">By the calendar in force.</param>
public sealed record DueDay(DateOnly On, long Count, bool IsWorkingDay);

/// <summary>Overdue hazards by how long.</summary>
/// <param name="From">Least days overdue.</param>
/// <param name="To">Most; null without an end.</param>
/// <param name="Count">How many.</param>
public sealed record OverdueSpan(int From, int? To, long Count);

/// <summary>An overdue hazard with the rungs of the ladder around today.</summary>
/// <param name="Item">The hazard.</param>
/// <param name="Reached">The last rung whose day has come.</param>
/// <param name="Next">The rung to come; null at the top.</param>
public sealed record LadderRow(RegisterItem Item, LadderStep? Reached, LadderStep? Next);

/// <summary>What the board of deadlines shows.</summary>
/// <param name="Days">The next fourteen days; null of the past.</param>
/// <param name="Spans">Overdue hazards by how long.</param>
/// <param name="Rows">The longest overdue.</param>
/// <param name="Total">Headline figures of the viewpoint.</param>
public sealed record DeadlinesModel(IReadOnlyList<DueDay>? Days, IReadOnlyList<OverdueSpan> Spans, IReadOnlyList<LadderRow> Rows, HeadlineFigures Total);
