using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>A question's scope, filters and groups, resolved once for each row of dimensions rather than for each leg.</summary>
internal sealed class FigureFilter
{
    /// <summary>No party is looked for.</summary>
    public const int AnyParty = -1;

    private const int NoParty = int.MaxValue;
    private static readonly string[] SourceWords = [.. Enum.GetValues<DiscoverySource>().Select(StoredDims.Word)];
    private static readonly string[] SourceGroupWords = [.. Enum.GetValues<SourceGroup>().Select(StoredDims.Word)];
    // By reference: the columns keep equal names as one string, and what is looked up twice is only slower.
    private readonly Dictionary<object, bool> areas = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> groups = new(StringComparer.Ordinal);

    public FigureFilter(ColumnsView view, FigureQuestion question)
    {
        Group = new int[view.DimsCount];
        Cell = new int[view.DimsCount];
        Array.Fill(Group, -1);
        Array.Fill(Cell, -1);
        var one = question.GroupBy == FigureGrouping.None ? GroupOf("") : -1;
        for (var id = 0; id < view.DimsCount; id++)
        {
            if (view.Dims[id] is { } dims && Takes(dims, question))
            {
                Group[id] = one >= 0 ? one : GroupOf(KeyOf(dims, question.GroupBy));
                Cell[id] = Group[id] * Cells.Width + Cells.Of(dims.Grade);
            }
        }

        Party = PartyOf(view, question);
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
        && (question.Campaign is not { } campaign || dims.Campaigns.Split(',').Contains(campaign, StringComparer.Ordinal))
        && (question.Sectors.Count == 0 || question.Sectors.Contains(dims.Sector, StringComparer.Ordinal))
        && (question.Scope.Sectors.Count == 0 || question.Scope.Sectors.Contains(dims.Sector, StringComparer.Ordinal))
        && Takes(dims.Area, question);

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
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There is no such grouping."),
    };

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
