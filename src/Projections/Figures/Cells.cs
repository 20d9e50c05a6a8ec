using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Every <see cref="FigureCell"/> that can occur, numbered, so that the pass is one addition a leg and the definitions are
/// applied to the few sums afterwards.</summary>
internal static class Cells
{
    private const int Slots = 62;
    private const int Grades = 3;
    private const byte NoSlot = byte.MaxValue;

    /// <summary>Cells of one group.</summary>
    public const int Width = 2 * Grades * Slots;

    /// <summary>Distance from a cell outside the window to the same one inside.</summary>
    public const int InWindow = Grades * Slots;

    /// <summary>Slot of a code; those with a deadline take two, the second for a mark that has passed.</summary>
    public static readonly byte[] Slot = new byte[256];

    /// <summary>1 where a passed mark moves a code to its second slot.</summary>
    public static readonly byte[] Late = new byte[256];

    private static readonly FigureCell[] Known = Number();
    private static readonly Dictionary<string, int[]> Summed = FigureDefinitions.All.Where(figure => figure.Counts is not null)
        .ToDictionary(figure => figure.Name, figure => Taken(figure.Counts!), StringComparer.Ordinal);

    private static readonly Dictionary<string, int[]> Over = FigureDefinitions.All.Where(figure => figure.Over is not null)
        .ToDictionary(figure => figure.Name, figure => Taken(figure.Over!), StringComparer.Ordinal);

    /// <summary>True for the accounts that are counted in cells: all but the listings, which are decided hazard by hazard.</summary>
    public static bool Counts(byte code) => Slot[code] != NoSlot;

    /// <summary>First cell of a grade.</summary>
    public static int Of(Grade grade) => (int)grade * Slots;

    /// <summary>Number of a cell.</summary>
    public static int Of(short code, bool inWindow, bool markPassed, Grade grade) =>
        (inWindow ? InWindow : 0) + Of(grade) + Slot[code] + (markPassed ? Late[code] : 0);

    /// <summary>For each cell, whether a predicate takes it.</summary>
    public static bool[] Mask(Func<FigureCell, bool> counts) => [.. Known.Select(cell => cell.Code != 0 && counts(cell))];

    /// <summary>A figure from the sums of a group that begins at <paramref name="first"/>.</summary>
    public static long Sum(string figure, ReadOnlySpan<long> sums, int first) => Sum(Summed[figure], sums, first);

    /// <summary>The denominator of a rate.</summary>
    public static long SumOver(string figure, ReadOnlySpan<long> sums, int first) => Sum(Over[figure], sums, first);

    private static long Sum(int[] cells, ReadOnlySpan<long> sums, int first)
    {
        long sum = 0;
        foreach (var cell in cells)
        {
            sum += sums[first + cell];
        }

        return sum;
    }

    private static int[] Taken(Func<FigureCell, bool> counts)
    {
        var mask = Mask(counts);
        return [.. Enumerable.Range(0, Width).Where(cell => mask[cell])];
    }

    private static bool HasCells(short code) =>
        Account.IsUnit(code) || Account.IsNotice(code) || code is >= Account.Closed and <= Account.Merged;

    private static FigureCell[] Number()
    {
        var cells = new FigureCell[Width];
        byte slot = 0;
        Array.Fill(Slot, NoSlot);
        foreach (var code in Enumerable.Range(1, byte.MaxValue - 1).Select(code => (short)code).Where(HasCells))
        {
            (Slot[code], Late[code]) = (slot, Account.IsDue(code) || code == Account.AwaitingAcceptance ? (byte)1 : (byte)0);
            for (var at = 0; at < 2 * Grades; at++)
            {
                var (inWindow, grade) = (at >= Grades, (Grade)(at % Grades));
                cells[Of(code, inWindow, false, grade)] = new(code, inWindow, false, grade);
                if (Late[code] == 1)
                {
                    cells[Of(code, inWindow, true, grade)] = new(code, inWindow, true, grade);
                }
            }

            slot += (byte)(1 + Late[code]);
        }

        return cells;
    }
}
