using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>What is found, where, and by whom: draws the subject of a dossier.</summary>
internal static class Finds
{
    private static readonly (string Sector, int Weight)[] Sectors =
    [
        ("fire", 25), ("industryTrade", 20), ("roadTraffic", 13), ("construction", 11), ("gas", 10), ("hazardousChemicals", 5),
        ("electricity", 5), ("specialEquipment", 4), ("cultureTourism", 3), ("education", 2), ("fireworks", 1), ("other", 1),
    ];

    private static readonly string[] MajorSectors = ["industryTrade", "industryTrade", "construction", "hazardousChemicals"];

    private static readonly (DiscoverySource Source, int Weight)[] ByEnterprises =
    [
        (DiscoverySource.EnterpriseSelfInspection, 15), (DiscoverySource.WorkerReport, 2), (DiscoverySource.DataPlatformAlert, 4),
    ];

    private static readonly (DiscoverySource Source, int Weight)[] ByOthers =
    [
        (DiscoverySource.TownshipInspection, 25), (DiscoverySource.JointInspection, 9), (DiscoverySource.PublicReport, 4),
        (DiscoverySource.LeaderVisit, 3), (DiscoverySource.HigherLevelSupervision, 4), (DiscoverySource.UnannouncedInspection, 3),
        (DiscoverySource.ThirdPartyExpert, 3), (DiscoverySource.CircularWarning, 2), (DiscoverySource.LookBack, 1), (DiscoverySource.AccidentAnalogy, 1),
    ];

    /// <summary>A general hazard somewhere in the district.</summary>
    public static Dossier General(string key, DateOnly? lateUntil = null)
    {
        var dice = new Dice(key);
        var sector = dice.Weighted(Sectors);
        var party = Parties.For(sector, dice);
        return new(key, sector, party, SourceFor(sector, party, dice), dice) { LateUntil = lateUntil };
    }

    /// <summary>A major hazard: found by an authority, of a sector whose criteria are in the phrases.</summary>
    public static Dossier Major(string key)
    {
        var dice = new Dice(key);
        var sector = dice.Pick(MajorSectors);
        var source = dice.Weighted([(Main(sector), 6), (DiscoverySource.UnannouncedInspection, 2), (DiscoverySource.ThirdPartyExpert, 2), (DiscoverySource.HigherLevelSupervision, 1)]);
        var party = Parties.For(sector, dice);
        while (Phrasebook.Sectors[sector].At(party, major: true).Count == 0)
        {
            party = Parties.For(sector, dice);
        }

        return new(key, sector, party, source, dice, major: true);
    }

    /// <summary>The same thing seen by somebody else: registered a second time, in other words.</summary>
    public static Dossier Again(string key, Dossier first)
    {
        var source = first.Source == DiscoverySource.TownshipInspection ? Main(first.Sector) : DiscoverySource.TownshipInspection;
        var dice = new Dice(key);
        return new(key, first.Sector, first.Party, source, dice)
        {
            Area = first.Area, Place = first.Place, Defect = first.Defect, Description = $"{first.Defect.Text}，{dice.Fill(dice.Pick(first.Defect.Details))}。",
        };
    }

    /// <summary>A hazard that the neighbouring district registers.</summary>
    public static Dossier Neighbouring(string key)
    {
        var dice = new Dice(key);
        var party = dice.Pick(Parties.All.Where(candidate => candidate.Area == "350302001").ToList());
        return new(key, "industryTrade", party, DiscoverySource.BureauInspection, dice);
    }

    /// <summary>A hazard of this district that was registered under the neighbouring one by mistake.</summary>
    public static Dossier Misplaced(string key)
    {
        var dice = new Dice(key);
        return new(key, "industryTrade", Parties.For("industryTrade", dice), DiscoverySource.BureauInspection, dice)
        {
            Area = "350302001", Finder = "350302-EMB", Handler = Offices.Emergency,
        };
    }

    private static DiscoverySource SourceFor(string sector, DemonstrationParty party, Dice dice) => dice.Weighted(
    [
        (Main(sector), sector == "fire" ? 30 : 24), .. ByOthers, .. party.IsLicensed ? ByEnterprises : [],
    ]);

    private static DiscoverySource Main(string sector) => sector switch
    {
        "fire" => DiscoverySource.FireInspection,
        "industryTrade" or "hazardousChemicals" or "fireworks" or "other" => DiscoverySource.BureauInspection,
        _ => DiscoverySource.SectorRegulatorInspection,
    };
}
