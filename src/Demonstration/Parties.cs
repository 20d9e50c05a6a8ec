namespace HazardLedger.Demonstration;

/// <summary>The fictional enterprises and sites: names of imaginary places, credit codes with the letters DEM in them.</summary>
internal static class Parties
{
    public const string ListedFurnitureMaker = "91350304MA2XA0K7XA";

    private static readonly (string Area, int Weight)[] Areas =
    [
        ("350304001", 17), ("350304002", 19), ("350304100", 15), ("350304101", 18), ("350304102", 12), ("350304103", 10), ("Z-350304-01", 9),
    ];

    private static readonly (string Kind, int Count)[] Kinds =
    [
        ("factory", 92), ("shop", 34), ("restaurant", 34), ("venue", 26), ("school", 18), ("builder", 26), ("carrier", 28),
        ("chemical", 14), ("gasDealer", 5), ("fireworks", 10), ("estate", 18),
    ];

    private static readonly Dictionary<string, string[]> KindsOf = new(StringComparer.Ordinal)
    {
        ["fire"] = ["factory", "shop", "restaurant", "venue", "estate"],
        ["industryTrade"] = ["factory"],
        ["roadTraffic"] = ["carrier"],
        ["construction"] = ["builder"],
        ["gas"] = ["restaurant", "restaurant", "gasDealer", "school"],
        ["hazardousChemicals"] = ["chemical"],
        ["fireworks"] = ["fireworks"],
        ["specialEquipment"] = ["factory", "venue"],
        ["electricity"] = ["factory", "shop", "estate"],
        ["cultureTourism"] = ["venue"],
        ["education"] = ["school"],
        ["other"] = ["shop", "estate"],
    };

    /// <summary>All of them: about three hundred in the district, and a few of the neighbouring one.</summary>
    public static IReadOnlyList<DemonstrationParty> All { get; } = [.. Licheng(), .. Neighbours()];

    private static readonly Dictionary<string, List<DemonstrationParty>> OfKind =
        All.Where(party => !party.Area.StartsWith("350302", StringComparison.Ordinal))
            .GroupBy(party => party.Kind, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.ToList(), StringComparer.Ordinal);

    /// <summary>A party in which a hazard of the sector may be found.</summary>
    public static DemonstrationParty For(string sector, Dice dice) => dice.Pick(OfKind[dice.Pick(KindsOf[sector])]);

    public static DemonstrationParty ById(string id) => All.First(party => party.Id == id);

    private static IEnumerable<DemonstrationParty> Licheng()
    {
        var serial = 0;
        foreach (var (kind, count) in Kinds)
        {
            var dice = new Dice($"parties/{kind}");
            var trades = Phrasebook.Texts.Trades[kind];
            for (var i = 0; i < count; i++)
            {
                serial++;
                var name = Phrasebook.Texts.Fictions[(serial * 7 + i) % Phrasebook.Texts.Fictions.Length] + trades[i % trades.Length];
                yield return new(IdOf(kind, serial, i), name + SuffixOf(kind), dice.Weighted(Areas), kind);
            }
        }

        yield return new(ListedFurnitureMaker, "无何有乡家具有限公司（演示）", "350304103", "factory");
    }

    private static IEnumerable<DemonstrationParty> Neighbours() => Enumerable.Range(0, 6).Select(i => new DemonstrationParty(
        FictionalCode.Of("91350302", $"MADEN{i + 1:D3}"), $"彼岸{Phrasebook.Texts.Trades["factory"][i]}有限公司（演示）", "350302001", "factory"));

    private static string IdOf(string kind, int serial, int index) => kind switch
    {
        "estate" => $"SITE-350304-{serial:D4}",
        "fireworks" when index % 3 != 0 => $"SITE-350304-{serial:D4}",
        "shop" or "restaurant" or "fireworks" => FictionalCode.Of("92350304", $"MADEM{serial:D3}"),
        _ => FictionalCode.Of("91350304", $"MADEM{serial:D3}"),
    };

    private static string SuffixOf(string kind) => kind switch
    {
        "factory" or "builder" or "carrier" or "chemical" or "gasDealer" => "有限公司（演示）",
        _ => "（演示）",
    };
}
