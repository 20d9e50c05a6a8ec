using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>A span of days, both ends within it.</summary>
/// <param name="Name">Its place in the JSON answer.</param>
/// <param name="SinceDue">Days since the deadline ran out rather than since the day found.</param>
internal sealed record AgeSpan(string Name, bool SinceDue, int From, int To)
{
    /// <summary>True when an unfinished leg's days lie in the span at asOf.</summary>
    public bool Takes(FigureCell cell, DateOnly cohort, DateOnly? mark, DateOnly asOf)
    {
        var since = SinceDue ? mark : cohort;
        return since is { } day && (!SinceDue || Account.IsDue(cell.Code)) && asOf.DayNumber - day.DayNumber is var days && days >= From && days <= To;
    }
}

/// <summary>The spans by which unfinished hazards are told apart (domain §3.3, Ageing).</summary>
internal static class Ages
{
    private const int SinceFound = 7;

    /// <summary>First the seven by days since found, which split all that is unfinished; then three by days overdue.</summary>
    public static readonly AgeSpan[] All =
    [
        new("days0To7", false, 0, 7), new("days8To15", false, 8, 15), new("days16To30", false, 16, 30), new("days31To60", false, 31, 60),
        new("days61To90", false, 61, 90), new("days91To180", false, 91, 180), new("over180Days", false, 181, int.MaxValue),
        new("overdue1To7Days", true, 1, 7), new("overdue8To30Days", true, 8, 30), new("overdueOver30Days", true, 31, int.MaxValue),
    ];

    /// <summary>Sums of one group: all spans outside the window, then all inside.</summary>
    public static int Width => 2 * All.Length;

    /// <summary>For each count of days, the span since found that it lies in.</summary>
    public static readonly byte[] OfFound = Numbers(0, SinceFound);

    /// <summary>For each count of days overdue, 1 and more, the span that it lies in.</summary>
    public static readonly byte[] OfOverdue = Numbers(SinceFound, All.Length);

    private static byte[] Numbers(int first, int end) =>
        [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(days => (byte)Math.Max(first, Array.FindIndex(All, first, end - first, span => days >= span.From && days <= span.To)))];
}
