namespace HazardLedger.Domain.Hazards;

/// <summary>Since when a hazard is overdue: read from its story, never stored.</summary>
public static class OverdueReading
{
    /// <summary>The first day of the overdue time that lasts at the end of a day: the day after the deadline, or later when the work was out of
    /// the unit's hands on that day (reported done, and sent back since). Null when it is not overdue.</summary>
    public static DateOnly? OverdueSince(this Story story, DateOnly asOf)
    {
        var hazard = story.Now.IsGone ? story.Now : story.On(asOf);
        if (!IsOverdue(hazard, asOf))
        {
            return null;
        }

        var since = asOf;
        foreach (var day in story.Ordered.Select(Story.DayOf).Where(day => day > hazard.Deadline && day <= asOf).Append(hazard.Deadline!.Value.AddDays(1)).Distinct().OrderDescending())
        {
            if (!IsOverdue(story.On(day), day) || story.On(day).Deadline != hazard.Deadline)
            {
                break;
            }

            since = day;
        }

        return since;
    }

    private static bool IsOverdue(Hazard hazard, DateOnly on) =>
        hazard is { Lifecycle: Lifecycle.Registered or Lifecycle.Rectifying, Deadline: { } deadline } && deadline < on;
}
