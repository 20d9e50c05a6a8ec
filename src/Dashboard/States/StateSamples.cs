using HazardLedger.Dashboard.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.States;

/// <summary>Made-up answers, so that the gallery shows the very components that the pages use.</summary>
internal static class StateSamples
{
    private const long SeenVersion = 13;

    private static readonly string[] AllowedInstead = ["completion-reports", "extension-requests"];

    /// <summary>What the desk may say to a form.</summary>
    public static IReadOnlyList<(string Status, Ruling Ruling)> Rulings { get; } =
    [
        ("409", new Ruling.Refused(HazardRefusals.NotAccepted, AllowedInstead, TakesTwo: false)),
        ("409", new Ruling.Refused(HazardRefusals.SecondPersonRequired, [], TakesTwo: true)),
        ("412", new Ruling.Stale(SeenVersion + 1)),
        ("403", new Ruling.Closed(403, "notAllowed")),
        ("503", new Ruling.Closed(503, "unavailable")),
        ("200", new Ruling.AlreadySo()),
        ("200", new Ruling.WouldRecord([new HazardClosed(ClosureKind.Rectified)])),
    ];

    /// <summary>The form to which that is said.</summary>
    public static CommandFormModel FormOf(Ruling ruling, DateOnly today) => new()
    {
        Row = HazardCommands.Of(new CloseHazard(ClosureKind.Rectified)), Hazard = HazardOf(today), Fields = [], Entry = [], Said = static _ => null,
        Guard = ("", ""), Key = "", Version = SeenVersion, Ruling = ruling,
    };

    private static RegisterItem HazardOf(DateOnly today) => new()
    {
        Id = Guid.Empty, Number = $"350304-{today.Year}-000000", Version = SeenVersion, Position = 1, RecordedAt = default, Lifecycle = Lifecycle.Rectifying,
        Standing = Standing.NotYetDue, Grade = Grade.General, Area = "350304", Sector = "fire", Source = DiscoverySource.BureauInspection,
        SourceGroup = SourceGroup.Department, Category = Category.Thing, Place = "—", Description = "—", DiscoveredOn = today,
        Deadline = new(today, today, Overdue: false), Campaigns = [], ReopenCount = 0,
    };
}
