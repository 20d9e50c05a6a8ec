using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>A question's scope, filters and groups, resolved once for each row of dimensions rather than for each leg.</summary>
internal sealed class FigureFilter
{
    /// <summary>No party is looked for.</summary>
    public const int AnyParty = -1;

    /// <summary>A party is looked for that no posting names yet.</summary>
    public const int NoParty = int.MaxValue;
    /// <summary>Most enterprises that can be groups of one answer.</summary>
    public const int MaxEnterprises = 500;

    private static readonly string[] SourceWords = [.. Enum.GetValues<DiscoverySource>().Select(StoredDims.Word)];
    private static readonly string[] SourceGroupWords = [.. Enum.GetValues<SourceGroup>().Select(StoredDims.Word)];
    // By reference: the columns keep equal names as one string, and what is looked up twice is only slower.
    private readonly Dictionary<object, bool> areas = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> groups = new(StringComparer.Ordinal);

    private readonly int[] faceDims;
    private readonly int[] faceParty;
    private readonly int[] faceHazard;

    // Where the group lies behind the party or the hazard rather than the dimensions; else null.
    private readonly int[]? groupOfParty;
    private readonly int[]? groupOfHazard;

    public FigureFilter(ColumnsView view, FigureQuestion question)
    {
        (faceDims, faceParty, faceHazard) = (view.FaceDims, view.FaceParty, view.FaceHazard);
        Group = new int[view.DimsCount];
        Cell = new int[view.DimsCount];
        Array.Fill(Group, -1);
        Array.Fill(Cell, -1);
        var one = question.GroupBy is FigureGrouping.None or FigureGrouping.Enterprise or FigureGrouping.Level ? GroupOf("") : -1;
        for (var id = 0; id < view.DimsCount; id++)
        {
            if (view.Dims[id] is { } dims && Takes(dims, question))
            {
                Group[id] = one >= 0 ? one : GroupOf(KeyOf(dims, question.GroupBy));
                Cell[id] = Group[id] * Cells.Width + Cells.Of(dims.Grade);
            }
        }

        Party = PartyOf(view, question);
        groupOfParty = question.GroupBy == FigureGrouping.Enterprise ? Parties(view) : null;
        groupOfHazard = question.GroupBy == FigureGrouping.Level ? Levels(view, question) : null;
        IsNarrow = Party != AnyParty || groupOfParty is not null || groupOfHazard is not null;
    }

    /// <summary>True when the dimensions alone do not decide: <see cref="Narrowed"/> has the last word.</summary>
    public bool IsNarrow { get; }

    /// <summary>First cell of a face's group and grade, or −1 when it is filtered out.</summary>
    public int CellOf(int face)
    {
        var cell = Cell[faceDims[face]];
        return IsNarrow && cell >= 0 ? Narrowed(face, cell) : cell;
    }

    /// <summary>Number of a face's group, or −1 when it is filtered out.</summary>
    public int GroupOf(int face)
    {
        var cell = CellOf(face);
        return cell < 0 ? -1 : cell / Cells.Width;
    }

    /// <summary>What is left of a cell when party and hazard are looked at too.</summary>
    public int Narrowed(int face, int cell)
    {
        if (Party != AnyParty && faceParty[face] != Party)
        {
            return -1;
        }

        var group = groupOfParty is { } parties ? parties[faceParty[face]] : groupOfHazard is { } hazards ? hazards[faceHazard[face]] : cell / Cells.Width;
        return group < 0 ? -1 : (group * Cells.Width) + (cell % Cells.Width);
    }

    /// <summary>By dims id: number of the group, or −1 when filtered out.</summary>
    public int[] Group { get; }

    /// <summary>By dims id: first cell of its group and grade, or −1.</summary>
    public int[] Cell { get; }

    /// <summary>The one party that is asked for; <see cref="AnyParty"/> when none is.</summary>
    public int Party { get; }

    /// <summary>Keys of the groups by number.</summary>
    public List<string> Keys { get; } = [];

    private int GroupOf(string key)
    {
        if (numbers.TryGetValue(key, out var number))
        {
            return number;
        }

        if (!groups.TryGetValue(key, out number))
        {
            groups.Add(key, number = Keys.Count);
            Keys.Add(key);
        }

        numbers.Add(key, number);
        return number;
    }

    private bool Takes(Dims dims, FigureQuestion question) =>
        (question.Grade is not { } grade || (grade == Grade.Major) == (dims.Grade == Grade.Major))
        && (question.Source is not { } source || source == dims.Source)
        && (question.SourceGroup is not { } group || group == Vocabulary.GroupOf(dims.Source))
        && (question.Regulator is not { } regulator || regulator == (dims.Regulator ?? ""))
        && (question.FoundBy is not { } finder || finder == dims.FoundBy)
        && Carries(dims, question.Campaign) && Carries(dims, question.AlsoCampaign)
        && (question.Sectors.Count == 0 || question.Sectors.Contains(dims.Sector, StringComparer.Ordinal))
        && (question.Scope.Sectors.Count == 0 || question.Scope.Sectors.Contains(dims.Sector, StringComparer.Ordinal))
        && Takes(dims.Area, question);

    // The empty tag stands for those that belong to no campaign.
    private static bool Carries(Dims dims, string? campaign) => campaign is null || dims.Campaigns.Split(',').Contains(campaign, StringComparer.Ordinal);

    private bool Takes(string area, FigureQuestion question)
    {
        if (!areas.TryGetValue(area, out var taken))
        {
            var scope = question.Scope.Areas;
            taken = (question.Area is not { } asked || AreaCode.IsWithin(area, asked)) && (scope.Count == 0 || scope.Any(seen => AreaCode.IsWithin(area, seen)));
            areas.Add(area, taken);
        }

        return taken;
    }

    private static string KeyOf(Dims dims, FigureGrouping by) => by switch
    {
        FigureGrouping.Area => dims.Area,
        FigureGrouping.Sector => dims.Sector,
        FigureGrouping.Grade => dims.Grade == Grade.Major ? "major" : "general",
        FigureGrouping.Source => SourceWords[(int)dims.Source],
        FigureGrouping.SourceGroup => SourceGroupWords[(int)Vocabulary.GroupOf(dims.Source)],
        FigureGrouping.Regulator => dims.Regulator ?? "",
        FigureGrouping.FoundBy => dims.FoundBy,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There is no such grouping."),
    };

    // Every enterprise with a leg that the dimensions let through; what then has nothing to show is left out of the answer.
    private int[] Parties(ColumnsView view)
    {
        var parties = new int[view.Parties.Length];
        Array.Fill(parties, -1);
        for (var face = 0; face < view.FaceCount; face++)
        {
            var party = faceParty[face];
            if (parties[party] < 0 && Cell[faceDims[face]] >= 0 && (Party == AnyParty || party == Party))
            {
                parties[party] = GroupOf(view.Parties[party] ?? "");
            }
        }

        return parties;
    }

    private int[] Levels(ColumnsView view, FigureQuestion question)
    {
        var hazards = new int[view.HazardCount];
        var highest = new HighestLevels(view);
        view.Memo(question.AsOf, ref highest);
        foreach (var (hazard, level) in highest.ByHazard())
        {
            hazards[hazard] = GroupOf(StoredDims.Word(level));
        }

        return hazards;
    }

    private static int PartyOf(ColumnsView view, FigureQuestion question)
    {
        var (asked, seen) = (question.Party, question.Scope.Party);
        if (asked is not null && seen is not null && asked != seen)
        {
            return NoParty;
        }

        var code = asked ?? seen;
        var id = code is null ? AnyParty : Array.IndexOf(view.Parties, code);
        return code is not null && id < 0 ? NoParty : id;
    }
}
