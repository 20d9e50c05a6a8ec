using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>An authority judges the grade: the first time, up, or down (定级 / 升级 / 降级).</summary>
public sealed record GradeHazard(
    Grade Grade, IReadOnlyList<Criterion> Criteria, GradingMethod Method, string Reasons, Panel? Panel, DateOnly? EffectiveOn) : HazardCommand;

public static partial class HazardDecider
{
    private const int LeastPanel = 7; // GB 35181

    private static Decision Decide(GradeHazard command, Entry entry, Hazard hazard, Desk desk) => hazard switch
    {
        _ when hazard.Grade == command.Grade => [],
        _ when command.Grade == Grade.Ungraded => FieldValueInvalid,
        _ when command.EffectiveOn > entry.OccurredOn => EffectiveAfterEntry,
        _ when command.Grade == Grade.Major && command.Criteria.Count == 0 && string.IsNullOrWhiteSpace(command.Reasons) && !entry.Lacks("criteria") => CriterionRequired,
        _ when command.Method == GradingMethod.Expert && !Agrees(command.Panel) && !entry.Lacks("panel") => PanelTooSmall,
        { Grade: Grade.General } =>
            [new HazardUpgraded(hazard.Grade, command.Grade, command.Criteria, command.Method, command.Reasons, command.Panel, command.EffectiveOn)],
        { Grade: Grade.Major } when hazard.GradedBy == (entry.ApprovedBy ?? entry.Actor).Person && Separates(desk, SeparateDuties.GradingAndDowngrading, entry) && !desk.IsProposing => SamePersonDowngrades,
        { Grade: Grade.Major } when LacksEvidence(Policies.EvidenceDuty.Downgrade, entry, desk) => EvidenceRequired,
        { Grade: Grade.Major } =>
            [new HazardDowngraded(hazard.Grade, command.Grade, command.Criteria, command.Method, command.Reasons, command.Panel, command.EffectiveOn)],
        _ => [new HazardGraded(command.Grade, command.Criteria, command.Method, command.Reasons, command.Panel, command.EffectiveOn)],
    };

    private static bool Agrees(Panel? panel) => panel is { Size: >= LeastPanel } && panel.Agree * 3 >= panel.Size * 2;
}
