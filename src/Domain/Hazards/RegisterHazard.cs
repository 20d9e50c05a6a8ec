using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Someone found a hazard and enters it (登记). The number is given by the ledger when it is recorded.</summary>
public sealed record RegisterHazard(
    DateOnly? DiscoveredOn, DiscoverySource Source, string Area, string Sector, Category Category, string? Enterprise, string? Site,
    string Place, string Description, IReadOnlyList<string> Discoverers, GeoPoint? Point, IReadOnlyList<string>? Campaigns,
    string? RecurrenceOf, string? UpperDispatchNo, ExternalId? External) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(RegisterHazard command, Entry entry) => command switch
    {
        _ when command.DiscoveredOn > entry.OccurredOn => DiscoveredAfterRegistration,
        _ =>
        [
            new HazardRegistered(
                "", command.DiscoveredOn ?? entry.OccurredOn, command.Source, command.Area, command.Sector, command.Category,
                command.Enterprise, command.Site, command.Place, command.Description, command.Discoverers, command.Point,
                command.Campaigns ?? [], command.RecurrenceOf, command.UpperDispatchNo, command.External),
        ],
    };
}
