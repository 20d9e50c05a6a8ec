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
    private readonly Dictionary<string, int> groups = new(StringComparer.Ordinal);

    private readonly int[] faceDims;
    private readonly int[] faceParty;
    private readonly int[] faceHazard;

    // Where the group lies behind the party or the hazard rather than the dimensions; else null.
    private readonly int[]? groupOfParty;
    private readonly byte[]? groupOfHazard;

    public FigureFilter(ColumnsView view, FigureQuestion question)
    {
        (faceDims, faceParty, faceHazard) = (view.FaceDims, view.FaceParty, view.FaceHazard);
        Cell = new int[view.DimsCount];
        TakeDims(view, question);
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

    /// <summary>By dims id: first cell of its group and grade, or −1.</summary>
    public int[] Cell { get; }

    /// <summary>The one party that is asked for; <see cref="AnyParty"/> when none is.</summary>
    public int Party { get; }

    /// <summary>Keys of the groups by number.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>As much of it as is kept beside an answer: it holds on to no column.</summary>
    public TakenDims Taken() => new([.. Cell.Select(cell => cell >= 0)], Party);

    private void TakeDims(ColumnsView view, FigureQuestion question)
    {
        var choice = new DimsChoice(view, question);
        var groupOf = new int[Math.Max(view.Names.Length, SourceWords.Length)];
        Array.Fill(groupOf, -1);
        var one = question.GroupBy is FigureGrouping.None or FigureGrouping.Enterprise or FigureGrouping.Level ? GroupOf("") : -1;
        for (var id = 0; id < Cell.Length; id++)
        {
            ref readonly var row = ref view.Dims[id];
            Cell[id] = -1;
            if (choice.Takes(row))
            {
                var group = one;
                if (one < 0)
                {
                    var key = KeyOf(row, question.GroupBy);
                    group = groupOf[key] >= 0 ? groupOf[key] : groupOf[key] = GroupOf(WordOf(key, view, question.GroupBy));
                }

                Cell[id] = (group * Cells.Width) + Cells.Of(row.Grade);
            }
        }
    }

    private int GroupOf(string key)
    {
        if (!groups.TryGetValue(key, out var number))
        {
            groups.Add(key, number = Keys.Count);
            Keys.Add(key);
        }

        return number;
    }

    // A number for each group: of its name, or of its value.
    private static int KeyOf(in DimsRow row, FigureGrouping by) => by switch
    {
        FigureGrouping.Area => row.Area,
        FigureGrouping.Sector => row.Sector,
        FigureGrouping.Grade => row.Grade == Grade.Major ? 1 : 0,
        FigureGrouping.Source => (int)row.Source,
        FigureGrouping.SourceGroup => (int)Vocabulary.GroupOf(row.Source),
        FigureGrouping.Regulator => Math.Max(0, row.Regulator), // none is the empty name
        FigureGrouping.FoundBy => row.FoundBy,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "There is no such grouping."),
    };

    private static string WordOf(int key, ColumnsView view, FigureGrouping by) => by switch
    {
        FigureGrouping.Grade => key == 1 ? "major" : "general",
        FigureGrouping.Source => SourceWords[key],
        FigureGrouping.SourceGroup => SourceGroupWords[key],
        _ => view.Names.Span[key],
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

    // Levels are few, and a byte for each hazard is a quarter of what a number would be. The highest level of what stands decides.
    private byte[] Levels(ColumnsView view, FigureQuestion question)
    {
        var listings = new List<ulong>();
        var sink = new ListingSink(listings);
        view.Lasting(question.AsOf, ref sink);
        var highest = new byte[view.HazardCount];
        foreach (var entry in ListedHazard.Net(listings))
        {
            ref var level = ref highest[view.FaceHazard[StandingLegs.FaceOf(entry)]];
            level = (byte)Math.Max(level, (int)Account.LevelOf(StandingLegs.CodeOf(entry)) + 1);
        }

        byte[] groupOf = [0, .. Enum.GetValues<Level>().Select(level => (byte)GroupOf(StoredDims.Word(level)))];
        foreach (ref var level in highest.AsSpan())
        {
            level = groupOf[level];
        }

        return highest;
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

/// <summary>Which rows of dimensions a question took, and which party.</summary>
internal sealed record TakenDims(bool[] Rows, int Party);
