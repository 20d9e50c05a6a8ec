using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>An enterprise sets to work on what it found itself, by a date of its own (自查自改).</summary>
public sealed record StartSelfRectification(DateOnly Deadline, string ResponsiblePerson) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(StartSelfRectification command, Entry entry, Hazard hazard) => hazard switch
    {
        { Lifecycle: Lifecycle.Rectifying } when hazard.Deadline == command.Deadline => [],
        _ when Vocabulary.GroupOf(hazard.Source) != SourceGroup.Enterprise && !entry.IsHistorical => NotSelfFound,
        _ when command.Deadline < entry.OccurredOn && !entry.IsHistorical => DeadlineNotAhead,
        _ => [new SelfRectificationStarted(command.Deadline, command.ResponsiblePerson)],
    };
}
