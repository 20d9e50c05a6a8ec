using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>The hazard is struck off the list (销号).</summary>
public sealed record CloseHazard(ClosureKind Kind) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CloseHazard command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        { Lifecycle: Lifecycle.Closed } when hazard.ClosureKind == command.Kind => [],
        _ when RefusesClosing(hazard, desk.Policy, entry) is { } refusal => refusal,
        _ => [new HazardClosed(command.Kind)],
    };

    /// <summary>What must be settled before a hazard is closed, whatever the kind of closing; null when nothing is open.</summary>
    /// <param name="hazard">State on the day of the closing.</param>
    /// <param name="policy">The rules in force.</param>
    /// <param name="entry">The entry, which may lack papers; null to ask for any.</param>
    public static Refusal? RefusesClosing(Hazard hazard, Policies.Policy policy, Entry? entry = null) => hazard switch
    {
        { Listing: not null } when policy.DelistBeforeClosing => DelistFirst,
        { Extension.Status: RequestStatus.Pending } => ExtensionPending,
        { Grade: Grade.Major, Plan: null or { Status: PlanStatus.Returned } } when policy.PlanBeforeClosing && entry?.Lacks("plan") != true => PlanRequired,
        _ when hazard.Controls.Any(KeepsOpen) && entry?.Lacks("liftings") != true => ControlActive,
        _ => null,
    };

    // A seizure lives on in its penalty case and has an end of its own (Administrative Compulsion Law 2011, Art. 25).
    private static bool KeepsOpen(InterimControl control) => control.IsActive && control is not { Kind: ControlKind.Seize, Until: not null };

    // With what settled it, where the policy strikes off general hazards by itself. Nothing is struck off in the middle of a story.
    private static Decision Settled(HazardEvent settled, Entry entry, Hazard hazard, Story story, Desk desk)
    {
        var isLast = story.Ordered.Count == 0 || Story.DayOf(story.Ordered[^1]) <= entry.OccurredOn;
        return desk.Policy.CloseOnAcceptance && isLast && hazard.Grade != Grade.Major && RefusesClosing(hazard, desk.Policy, entry) is null
            ? [settled, new HazardClosed(ClosureKind.Rectified)]
            : [settled];
    }

    private static bool IsSettled(Hazard hazard, Desk desk) =>
        hazard.Lifecycle == Lifecycle.Accepted || (desk.Policy.CloseOnAcceptance && hazard.Lifecycle == Lifecycle.Closed);
}
