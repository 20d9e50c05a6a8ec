using HazardLedger.Domain.Calendars;

namespace HazardLedger.Demonstration;

/// <summary>The days that matter, and how busy each one is.</summary>
internal static class Days
{
    public static readonly DateOnly YearStart = new(2026, 1, 1);

    /// <summary>The day of the published figures. What happened up to it is recorded by its end, save what is late on purpose.</summary>
    public static readonly DateOnly Cut = new(2026, 6, 17);

    /// <summary>Last day of the demonstration.</summary>
    public static readonly DateOnly End = new(2026, 6, 30);

    private static readonly DateOnly Begin = new(2025, 9, 1);
    private static readonly int[] MonthWeights = [88, 62, 112, 108, 106, 124];

    private static readonly int[] Sums = RunningSums();

    /// <summary>A day between two days: working days, and the months of inspection campaigns, are likelier.</summary>
    public static DateOnly Draw(Dice dice, DateOnly from, DateOnly to)
    {
        var (first, last) = (from.DayNumber - Begin.DayNumber, to.DayNumber - Begin.DayNumber);
        var left = dice.Below(Sums[last + 1] - Sums[first]);
        var at = first;
        while (Sums[at + 1] - Sums[first] <= left)
        {
            at++;
        }

        return Begin.AddDays(at);
    }

    /// <summary>The day itself if offices are open, else the next such day.</summary>
    public static DateOnly Working(DateOnly day) => WorkingCalendar.China.RollForward(day);

    public static bool IsWorking(DateOnly day) => WorkingCalendar.China.IsWorkingDay(day);

    private static int[] RunningSums()
    {
        var sums = new int[End.DayNumber - Begin.DayNumber + 2];
        for (var i = 1; i < sums.Length; i++)
        {
            sums[i] = sums[i - 1] + WeightOf(Begin.AddDays(i - 1));
        }

        return sums;
    }

    private static int WeightOf(DateOnly day)
    {
        var month = MonthWeights[(day.Month - 1) % MonthWeights.Length];
        var bustle = day.DayOfWeek switch { DayOfWeek.Tuesday or DayOfWeek.Thursday => 11, DayOfWeek.Friday => 8, _ => 10 };
        var holiday = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 14 : 7; // weekend night checks; a skeleton watch on holidays
        return month * (IsWorking(day) ? bustle * 10 : holiday) / 10;
    }
}
