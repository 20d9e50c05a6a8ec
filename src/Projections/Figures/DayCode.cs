namespace HazardLedger.Projections.Figures;

/// <summary>Legal days in two bytes: days since 1970-01-01. Days outside 1970 … 2149 are kept as the first or the last one,
/// which keeps every comparison with a day of our time true. None is above all days, so a missing mark has never passed.</summary>
internal static class DayCode
{
    public const ushort None = ushort.MaxValue;
    private const int Last = None - 1;
    private static readonly int First = new DateOnly(1970, 1, 1).DayNumber;

    public static ushort Of(DateOnly day) => (ushort)Math.Clamp(day.DayNumber - First, 0, Last);

    public static ushort Of(DateOnly? day) => day is { } known ? Of(known) : None;

    public static DateOnly Day(ushort code) => DateOnly.FromDayNumber(First + code);

    public static DateOnly? Mark(ushort code) => code == None ? null : Day(code);
}
