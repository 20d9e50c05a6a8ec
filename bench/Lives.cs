using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;

namespace HazardLedger.Bench;

/// <summary>What happens to the hazards of the bench: registered, graded, ordered, reported on, upgraded, reported on again, noted. Half of
/// what follows a registration moves figures.</summary>
internal static class Lives
{
    /// <summary>Steps after registration before the life is over; what comes later are notes.</summary>
    public const int Steps = 7;

    public const int Areas = 12;

    private static readonly DateOnly Today = LegalZone.DayOf(DateTimeOffset.UtcNow);

    private static readonly Entry Entry = new() { OccurredOn = Today, Actor = new("P-2041", "350304-EMB", "recorder"), Channel = "platform" };

    public static string Area(int hazard) => $"3503041{hazard % Areas:00}";

    public static CommandLine Registration(Guid id, int hazard) => new(id, new RegisterHazard(
        null, DiscoverySource.BureauInspection, Area(hazard), "fire", Category.Thing, null, $"SITE-{hazard % 500}", $"Building {hazard}", "Goods stacked in the escape route",
        ["P-2041"], null, null, null, null, null), Entry);

    /// <summary>The step after a registration, 0 and up.</summary>
    public static CommandLine Step(Guid id, int step) => step switch
    {
        0 => new(id, new GradeHazard(Grade.General, [], GradingMethod.Direct, "meets no criterion", null, null), Entry),
        1 => new(id, new OrderRectification(OrderKind.Limited, Today.AddDays(20), ["clear the route", "mark it"], null, null), Entry),
        2 or 4 or 5 => new(id, new ReportProgress(20 * step, "cleared the stairs of building two", "the corridor on the third floor", null, null), Entry),
        3 => new(id, new GradeHazard(Grade.Major, [new("GB 35181-2025", "6.1")], GradingMethod.Direct, "meets the criterion", null, null), Entry),
        _ => new(id, new AddNote(), Entry with { Note = "seen on the way" }),
    };

    public static RecordRequest Request(string key, params CommandLine[] lines) =>
        new(lines, Scope.Everything) { Key = new RequestKey("bench", key, Hash) };

    private static readonly byte[] Hash = new byte[32];
}
