using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Audits;

/// <summary>Found and rectified, counted hazard by hazard from the state of a day: what the figures must say too.</summary>
internal sealed class LiteralCounts(DateOnly asOf)
{
    private static readonly DateOnly Beginning = new(1970, 1, 1);
    private readonly Dictionary<string, (long Found, long Rectified)> _areas = new(StringComparer.Ordinal);
    private (long Found, long Rectified) _general;
    private (long Found, long Rectified) _major;

    public void Add(History history)
    {
        var state = history.StateOn(asOf);
        if (state.IsGone || state.DiscoveredOn > asOf)
        {
            return;
        }

        var rectified = state.FinishedOn <= asOf ? 1 : 0;
        var (found, before) = _areas.GetValueOrDefault(state.Area);
        _areas[state.Area] = (found + 1, before + rectified);
        ref var grade = ref state.Grade == Grade.Major ? ref _major : ref _general;
        grade = (grade.Found + 1, grade.Rectified + rectified);
    }

    /// <summary>Takes in what was counted of other hazards.</summary>
    public void Add(LiteralCounts next)
    {
        foreach (var (area, counted) in next._areas)
        {
            var known = _areas.GetValueOrDefault(area);
            _areas[area] = Sum(known, counted);
        }

        (_general, _major) = (Sum(_general, next._general), Sum(_major, next._major));
    }

    /// <summary>Compares with the figures as known at a position: the whole, its parts by area and grade, and the way there by cause.</summary>
    public void Compare(FigureReads figures, Scope scope, long position, Findings findings)
    {
        var question = new FigureQuestion(Beginning, asOf, position, scope) { GroupBy = FigureGrouping.Area };
        var said = figures.Headline(question);
        var groups = said.Groups!.ToDictionary(group => group.Key!, group => (group.Found, group.Rectified), StringComparer.Ordinal);
        Same("L2", "总数", "total", (said.Found, said.Rectified), (_general.Found + _major.Found, _general.Rectified + _major.Rectified), findings);
        Same("L2", "一般隐患", "general", (said.General.Found, said.General.Rectified), _general, findings);
        Same("L2", "重大事故隐患", "major", (said.Major.Found, said.Major.Closed), _major, findings);
        foreach (var area in groups.Keys.Union(_areas.Keys, StringComparer.Ordinal))
        {
            Same("L2", area, area, groups.GetValueOrDefault(area), _areas.GetValueOrDefault(area), findings);
        }

        // A hazard of several campaigns stands in each of them, and more enterprises than one answer shows are no groups of it.
        foreach (var grouping in Enum.GetValues<FigureGrouping>().Where(grouping => grouping is not (FigureGrouping.None or FigureGrouping.Campaign) && figures.CanGroup(question with { GroupBy = grouping })))
        {
            var parts = figures.Headline(question with { GroupBy = grouping }).Groups!;
            Same("I6", $"按 {grouping} 之和", $"sum over {grouping}", (parts.Sum(part => part.Found), parts.Sum(part => part.Rectified)), (said.Found, said.Rectified), findings);
        }

        Same("I6", "等级之和", "sum over grades", (said.General.Found + said.Major.Found, said.General.Rectified + said.Major.Closed), (said.Found, said.Rectified), findings);
        CompareWays(figures, question with { GroupBy = FigureGrouping.None }, position, findings);
    }

    private void CompareWays(FigureReads figures, FigureQuestion question, long position, Findings findings)
    {
        foreach (var figure in new[] { "found", "rectified", "open", "stock.open" })
        {
            foreach (var bridge in new[] { figures.BridgeDays(figure, new DateOnly(asOf.Year, 1, 1), question), figures.BridgePositions(figure, position / 2, question) })
            {
                findings.Checked("I8");
                if (bridge.Opening + bridge.Movements.Sum(movement => movement.Amount) != bridge.Closing)
                {
                    findings.Against("I8", $"{figure}：期初 {bridge.Opening}，期末 {bridge.Closing}，变动不符。", $"{figure}: opening {bridge.Opening} and its movements do not come to {bridge.Closing}.");
                }
            }
        }
    }

    private static (long Found, long Rectified) Sum((long Found, long Rectified) a, (long Found, long Rectified) b) => (a.Found + b.Found, a.Rectified + b.Rectified);

    private static void Same(string law, string zh, string en, (long Found, long Rectified) said, (long Found, long Rectified) read, Findings findings)
    {
        findings.Checked(law);
        if (said != read)
        {
            findings.Against(law, $"{zh}：统计为发现 {said.Found}、整改 {said.Rectified}，应为 {read.Found}、{read.Rectified}。", $"{en}: found {said.Found}, rectified {said.Rectified}; {read.Found} and {read.Rectified} were to be expected.");
        }
    }
}
