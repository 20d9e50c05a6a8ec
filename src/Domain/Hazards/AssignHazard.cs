namespace HazardLedger.Domain.Hazards;

/// <summary>A leader, the bureau or a committee office hands the hazard to a responsible unit (交办).</summary>
public sealed record AssignHazard(string To, string? ResponsiblePerson, string SlipNo, DateOnly? FeedbackDueOn) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(AssignHazard command, Hazard hazard) => hazard switch
    {
        { Lifecycle: Lifecycle.Rectifying } when hazard.AssignedTo == command.To => [],
        _ => [new HazardAssigned(command.To, command.ResponsiblePerson, command.SlipNo, command.FeedbackDueOn)],
    };
}
