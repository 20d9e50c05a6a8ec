using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Hazards;

/// <summary>What takes two people: the one who proposes and the one who decides (decisions on figures that nobody makes alone).</summary>
public static class SecondPerson
{
    /// <summary>The paper that an entry lacks when it should have named a second person.</summary>
    public const string Paper = "secondPerson";

    /// <summary>Which act of the policy's list a step is; null when one person may do it.</summary>
    /// <param name="recorded">The step.</param>
    /// <param name="hazard">The state before it.</param>
    public static TwoPersonAct? ActOf(HazardEvent recorded, Hazard hazard) => recorded switch
    {
        HazardDowngraded => TwoPersonAct.Downgrade,
        HazardVoided => TwoPersonAct.Void,
        HazardMerged => TwoPersonAct.Merge,
        HazardCorrected { Field: CorrectableField.Area or CorrectableField.Sector or CorrectableField.Enterprise or CorrectableField.DiscoveredOn } => TwoPersonAct.KeyCorrection,
        HazardCorrected { Field: CorrectableField.Site } when hazard.Enterprise is not null => TwoPersonAct.KeyCorrection,
        EntryCancelled => TwoPersonAct.Cancel,
        _ => null,
    };

    /// <summary>The entry as it is kept: a step that should have had a second person and had none says so for ever.</summary>
    /// <param name="recorded">The step.</param>
    /// <param name="entry">The entry on which it was decided.</param>
    /// <param name="hazard">The state before it.</param>
    /// <param name="policy">The rules in force.</param>
    public static Entry Kept(HazardEvent recorded, Entry entry, Hazard hazard, Policy policy) =>
        !IsAsked(recorded, hazard, policy) || IsNamed(entry) || entry.Missing.Contains(Paper, StringComparer.Ordinal)
            ? entry : entry with { Missing = [.. entry.Missing, Paper] };

    internal static Refusal? Refuses(Decision decision, Entry entry, Hazard hazard, Desk desk) =>
        desk.IsProposing || IsNamed(entry) || entry.Lacks(Paper) || (desk.ActsAlone && desk.Policy.AdministratorActsAlone)
        || !decision.Events.Any(recorded => IsAsked(recorded, hazard, desk.Policy))
            ? null : HazardRefusals.SecondPersonRequired;

    private static bool IsAsked(HazardEvent recorded, Hazard hazard, Policy policy) =>
        ActOf(recorded, hazard) is { } act && policy.SecondPersonFor.Contains(act);

    private static bool IsNamed(Entry entry) => entry.ApprovedBy is { } second && second.Person != entry.Actor.Person;
}

public static partial class HazardDecider
{
    private static bool Separates(Desk desk, SeparateDuties duties, Entry entry) =>
        desk.Policy.Separates.Contains(duties) && !entry.Lacks(SecondPerson.Paper);
}
