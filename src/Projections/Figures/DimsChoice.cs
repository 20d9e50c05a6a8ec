using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Which rows of dimensions a question's scope and filters take.</summary>
internal sealed class DimsChoice
{
    private readonly bool[] grades;
    private readonly bool[] sources;
    private readonly NameCondition? areas;
    private readonly NameCondition? sectors;
    private readonly NameCondition? regulators;
    private readonly NameCondition? finders;
    private readonly NameCondition? campaigns;

    public DimsChoice(ColumnsView view, FigureQuestion question)
    {
        grades = [.. Enum.GetValues<Grade>().Select(grade => question.Grade is not { } asked || (asked == Grade.Major) == (grade == Grade.Major))];
        sources = [.. Enum.GetValues<DiscoverySource>().Select(source =>
            (question.Source is not { } asked || asked == source) && (question.SourceGroup is not { } group || group == Vocabulary.GroupOf(source)))];
        var (seen, scope) = (question.Scope.Areas, question.Scope.Sectors);
        areas = When(question.Area is not null || seen.Count > 0, area =>
            (question.Area is not { } asked || AreaCode.IsWithin(area, asked)) && (seen.Count == 0 || seen.Any(one => AreaCode.IsWithin(area, one))));
        sectors = When(question.Sectors.Count > 0 || scope.Count > 0, sector =>
            (question.Sectors.Count == 0 || question.Sectors.Contains(sector, StringComparer.Ordinal)) && (scope.Count == 0 || scope.Contains(sector, StringComparer.Ordinal)));
        regulators = When(question.Regulator is not null, regulator => regulator == question.Regulator);
        finders = When(question.FoundBy is not null, finder => finder == question.FoundBy);
        campaigns = When(question.Campaign is not null || question.AlsoCampaign is not null, tags => Carries(tags, question.Campaign) && Carries(tags, question.AlsoCampaign));

        NameCondition? When(bool asked, Func<string, bool> takes) => asked ? new(view.Names, takes) : null;
    }

    public bool Takes(in DimsRow row) =>
        row.IsKnown && grades[(int)row.Grade] && sources[(int)row.Source]
        && (areas is null || areas.Takes(row.Area)) && (sectors is null || sectors.Takes(row.Sector))
        && (campaigns is null || campaigns.Takes(row.Campaigns)) && (finders is null || finders.Takes(row.FoundBy))
        && (regulators is null || regulators.Takes(Math.Max(0, row.Regulator))); // none is asked for by the empty name

    // The empty tag stands for those that belong to no campaign.
    private static bool Carries(string tags, string? campaign) => campaign is null || tags.Split(',').Contains(campaign, StringComparer.Ordinal);

    /// <summary>A condition on a name, tried once for each.</summary>
    private sealed class NameCondition(ReadOnlyMemory<string> names, Func<string, bool> takes)
    {
        private const sbyte Yes = 1;
        private const sbyte No = -1;
        private readonly sbyte[] decided = new sbyte[names.Length];

        public bool Takes(int name)
        {
            if (decided[name] == 0)
            {
                decided[name] = takes(names.Span[name]) ? Yes : No;
            }

            return decided[name] == Yes;
        }
    }
}
