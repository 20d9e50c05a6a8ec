namespace HazardLedger.Domain.Hazards;

public static partial class HazardDecider
{
    /// <summary>What the daily sweep records on a hazard whose deadline ran out: once for each deadline, nothing when nothing is overdue
    /// on that day. No command of a caller; the figures do not need it.</summary>
    /// <param name="entry">Of the system, dated on the day of the sweep.</param>
    /// <param name="story">All that is known of the hazard.</param>
    /// <param name="desk">The rules in force.</param>
    public static Decision DecideOverdue(Entry entry, Story story, Desk desk)
    {
        var hazard = story.Now.IsGone ? story.Now : story.On(entry.OccurredOn);
        return hazard switch
        {
            { Lifecycle: not (Lifecycle.Registered or Lifecycle.Rectifying) } or { Deadline: null } => [],
            { Deadline: { } deadline } when deadline >= entry.OccurredOn => [],
            { Deadline: { } deadline } when story.Standing.Any(fact => fact.Event is RectificationOverdueRecorded before && before.Deadline == deadline) => [],
            { Deadline: { } deadline } => [Overdue(deadline, desk.Policy.ReinspectionFor(hazard.Sector), desk)],
        };
    }

    private static RectificationOverdueRecorded Overdue(DateOnly deadline, Policies.LimitRule rule, Desk desk) => new(deadline, rule.From(deadline, desk.Calendar), rule.Id);
}
