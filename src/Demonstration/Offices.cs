using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>Which organisation acts, with which people and under which document series. People are pseudonyms.</summary>
internal static class Offices
{
    public const string Emergency = "350304-EMB";
    public const string Fire = "350304-FIRE";
    public const string CommitteeOffice = "350304-SCO";
    public const string Government = "350304-GOV";
    public const string Assignments = "荔安办交办";
    public const string Listings = "荔安委";

    private static readonly (string Organisation, string Series)[] All =
    [
        (Emergency, "荔应急责改"), (Fire, "荔消责改"), ("350304-HOUSING", "荔住建责改"), ("350304-TRANSPORT", "荔交责改"),
        ("350304-MARKET", "荔市监责改"), ("350304-CULTURE", "荔文旅责改"), ("350304-EDUCATION", "荔教责改"), ("350304-INDUSTRY", "荔工信责改"),
        ("350304001-GOV", "镇海安责改"), ("350304002-GOV", "拱辰安责改"), ("350304100-GOV", "西天尾安责改"), ("350304101-GOV", "黄石安责改"),
        ("350304102-GOV", "新度安责改"), ("350304103-GOV", "北高安责改"), ("Z-350304-01-ADM", "荔开安责改"),
        ("350302-EMB", "城应急责改"), (CommitteeOffice, "荔安办督"), (Government, "荔安委"),
    ];

    /// <summary>The department in charge of a sector.</summary>
    public static string DepartmentOf(string sector, string area) => sector switch
    {
        _ when area.StartsWith("350302", StringComparison.Ordinal) => "350302-EMB",
        "fire" => Fire,
        "construction" or "gas" => "350304-HOUSING",
        "roadTraffic" => "350304-TRANSPORT",
        "specialEquipment" => "350304-MARKET",
        "cultureTourism" => "350304-CULTURE",
        "education" => "350304-EDUCATION",
        "electricity" => "350304-INDUSTRY",
        _ => Emergency,
    };

    /// <summary>The town, sub-district or zone that owns the ground.</summary>
    public static string TownOf(string area) => area switch
    {
        _ when area.StartsWith("350302", StringComparison.Ordinal) => "350302-EMB",
        _ when area.StartsWith('Z') => area + "-ADM",
        _ => area + "-GOV",
    };

    /// <summary>Who registers what comes from a source.</summary>
    public static string FinderOf(DiscoverySource source, string sector, DemonstrationParty party) => source switch
    {
        DiscoverySource.EnterpriseSelfInspection or DiscoverySource.WorkerReport or DiscoverySource.DataPlatformAlert => party.Id,
        DiscoverySource.TownshipInspection => TownOf(party.Area),
        DiscoverySource.LeaderVisit or DiscoverySource.HigherLevelSupervision or DiscoverySource.CircularWarning => CommitteeOffice,
        DiscoverySource.UnannouncedInspection or DiscoverySource.ThirdPartyExpert or DiscoverySource.BureauInspection =>
            party.Area.StartsWith("350302", StringComparison.Ordinal) ? "350302-EMB" : Emergency,
        _ => DepartmentOf(sector, party.Area),
    };

    public static string SeriesOf(string organisation) => All.First(office => office.Organisation == organisation).Series;

    /// <summary>Somebody of an office; <paramref name="seat"/> 0–7.</summary>
    public static string PersonOf(string organisation, int seat)
    {
        var index = Array.FindIndex(All, office => office.Organisation == organisation);
        return $"P-{2001 + index * 10 + seat}";
    }

    /// <summary>Two inspectors of an office, never the same.</summary>
    public static string[] InspectorsOf(string organisation, Dice dice)
    {
        var first = dice.Below(8);
        return [PersonOf(organisation, first), PersonOf(organisation, (first + 1 + dice.Below(7)) % 8)];
    }

    /// <summary>The person of an enterprise or site who is in charge of safety.</summary>
    public static Actor SafetyOfficerOf(DemonstrationParty party) => new($"P-{5001 + Serials[party.Id]}", party.Id, "safetyOfficer");

    private static readonly Dictionary<string, int> Serials =
        Parties.All.Select((party, i) => (party.Id, Serial: i)).ToDictionary(pair => pair.Id, pair => pair.Serial, StringComparer.Ordinal);
}
