namespace HazardLedger.Domain.Calendars;

/// <summary>Which days are working days in China: weekdays that are no public holiday, and make-up weekends
/// (Holidays Regulation; the State Council's yearly notices of 2024, 2025 and 2026).</summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DateOnly> _holidays;
    private readonly HashSet<DateOnly> _makeUpDays;
    private readonly HashSet<int> _years;

    public WorkingCalendar(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> makeUpDays)
    {
        (_holidays, _makeUpDays) = ([.. holidays], [.. makeUpDays]);
        _years = [.. _holidays.Concat(_makeUpDays).Select(day => day.Year)];
    }

    /// <summary>The calendar of 2024–2026; other years know weekends only.</summary>
    public static WorkingCalendar China { get; } = new(
        [
            .. Days("2024-01-01", 1), .. Days("2024-02-10", 8), .. Days("2024-04-04", 3), .. Days("2024-05-01", 5),
            .. Days("2024-06-10", 1), .. Days("2024-09-15", 3), .. Days("2024-10-01", 7),
            .. Days("2025-01-01", 1), .. Days("2025-01-28", 8), .. Days("2025-04-04", 3), .. Days("2025-05-01", 5),
            .. Days("2025-05-31", 3), .. Days("2025-10-01", 8),
            .. Days("2026-01-01", 3), .. Days("2026-02-15", 9), .. Days("2026-04-04", 3), .. Days("2026-05-01", 5),
            .. Days("2026-06-19", 3), .. Days("2026-09-25", 3), .. Days("2026-10-01", 7),
        ],
        new[]
        {
            "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
            "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
            "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
        }.Select(DateOnly.Parse));

    /// <summary>True when the notice of that year is known; in other years working days are Monday to Friday.</summary>
    public bool Knows(int year) => _years.Contains(year);

    /// <summary>The days off of a year, in order; empty when its notice is not known.</summary>
    public IReadOnlyList<DateOnly> HolidaysOf(int year) => [.. _holidays.Where(day => day.Year == year).Order()];

    /// <summary>The worked weekend days of a year, in order.</summary>
    public IReadOnlyList<DateOnly> WorkingWeekendsOf(int year) => [.. _makeUpDays.Where(day => day.Year == year).Order()];

    /// <summary>The calendar with a year's notice in place of what was known of that year.</summary>
    public WorkingCalendar With(int year, IReadOnlyList<DateOnly> holidays, IReadOnlyList<DateOnly> workingWeekends)
    {
        var changed = new WorkingCalendar(
            _holidays.Where(day => day.Year != year).Concat(holidays), _makeUpDays.Where(day => day.Year != year).Concat(workingWeekends));
        changed._years.UnionWith([.. _years, year]);
        return changed;
    }

    /// <summary>What of the calendar lies after one day and up to another: why a limit ends when it ends.</summary>
    public CalendarUse Between(DateOnly after, DateOnly upTo) => new(
        [.. _holidays.Where(day => day > after && day <= upTo).Order()],
        [.. _makeUpDays.Where(day => day > after && day <= upTo).Order()],
        [.. Enumerable.Range(after.Year, Math.Clamp(upTo.Year - after.Year + 1, 0, 300)).Where(year => !Knows(year))]);

    /// <summary>True on a working day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _makeUpDays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    /// <summary>The day itself if it is a working day, else the next one: a period that ends on a rest day runs on.</summary>
    public DateOnly RollForward(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>The <paramref name="count"/>-th working day after <paramref name="start"/>; the day of the trigger is not counted.</summary>
    public DateOnly AddWorkingDays(DateOnly start, int count)
    {
        var day = start;
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The <paramref name="count"/>-th working day before <paramref name="end"/>; the day itself is not counted.</summary>
    public DateOnly SubtractWorkingDays(DateOnly end, int count)
    {
        var day = end;
        for (var left = count; left > 0;)
        {
            day = day.AddDays(-1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    private static IEnumerable<DateOnly> Days(string first, int count) =>
        Enumerable.Range(0, count).Select(DateOnly.Parse(first).AddDays);
}

/// <summary>The part of a calendar that lies within a limit.</summary>
/// <param name="Holidays">Public holidays.</param>
/// <param name="WorkingWeekends">Weekend days that are worked.</param>
/// <param name="YearsWithoutNotice">Years of which no notice is known: there working days are taken to be Monday to Friday.</param>
public sealed record CalendarUse(IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkingWeekends, IReadOnlyList<int> YearsWithoutNotice);
