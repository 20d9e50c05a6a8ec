using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Bench;

/// <summary>The whole life of one hazard of the bench, as the commands of an import: found in four and a half years, at one of fifty thousand
/// enterprises in sixty areas, graded, ordered, extended, reported, sent back or accepted, closed; some major, listed, fined, corrected, reopened or
/// voided. What lies after the last day has not happened: those hazards are open. About 6.2 events a hazard.</summary>
/// <param name="number">Which hazard, from 0.</param>
/// <param name="of">How many there are: they are found evenly over the days.</param>
internal sealed class MillionLife(int number, int of)
{
    public const int Enterprises = 50_000;
    public const int Areas = 60;

    public static readonly DateOnly First = new(2022, 1, 1);
    public static readonly DateOnly Last = new(2026, 6, 30);

    private readonly Dice dice = new(number);
    private readonly List<CommandLine> lines = [];
    private Guid id;
    private string county = "";
    private DateOnly on;
    private int papers;

    /// <summary>The leaf area of an enterprise: ten counties of six towns each.</summary>
    public static string AreaOf(int enterprise) => $"3503{(enterprise % Areas / 6) + 1:00}{(enterprise % 6) + 100:000}";

    /// <summary>Its sector.</summary>
    public static string SectorOf(int enterprise)
    {
        var drawn = new Dice(1_000_000_007L + enterprise).Below(1000);
        foreach (var (sector, weight) in MillionWords.Sectors)
        {
            drawn -= weight;
            if (drawn < 0)
            {
                return sector;
            }
        }

        return "other";
    }

    /// <summary>The commands in order, addressed to a hazard whose id tells its day.</summary>
    public IReadOnlyList<CommandLine> Lines()
    {
        (on, id) = (FoundOn(number, of), IdOf(number, of));
        var enterprise = (int)(Enterprises * (dice.Below(1 << 20) / (double)(1 << 20)) * (dice.Below(1 << 20) / (double)(1 << 20))); // some have many
        county = AreaOf(enterprise)[..6];
        Register(enterprise);
        if (dice.Chance(6))
        {
            Say(3, new VoidHazard(VoidReason.RegisteredInError));
        }
        else if (dice.Chance(20))
        {
            Major(enterprise);
        }
        else
        {
            General();
        }

        return lines;
    }

    private void Register(int enterprise)
    {
        var sector = SectorOf(enterprise);
        var source = (DiscoverySource)((sector.Length + dice.Below(4)) % 16); // each sector has four ways of coming to light
        Say(0, new RegisterHazard(
            null, source, AreaOf(enterprise), sector, (Category)dice.Below(3), MillionWords.CreditCodeOf(enterprise, county), null,
            $"{MillionWords.AddressOf(enterprise)}{MillionWords.Spot(dice)}", MillionWords.Description(dice), ["P-" + dice.Between(1000, 1400)], null,
            enterprise % 5 == 0 ? ["rootCause"] : [], null, null, new("old", $"H-{number:0000000}")));
    }

    private void General()
    {
        if (dice.Chance(950))
        {
            Say(0, new GradeHazard(Grade.General, [], GradingMethod.Direct, "危害和整改难度较小，发现后能够立即整改排除", null, null));
        }

        if (dice.Chance(180))
        {
            Say(0, new RectifyOnTheSpot(MillionWords.Measures(dice), "P-" + dice.Between(1000, 1400)));
            Say(dice.Below(2), new CloseHazard(ClosureKind.Rectified));
            return;
        }

        if (dice.Chance(200))
        {
            Say(0, new AssignHazard($"{county}-EMB", null, "", null));
        }

        var deadline = Order(dice.Between(7, 40));
        Work(deadline, report: null);
    }

    private void Major(int enterprise)
    {
        var upgraded = dice.Chance(300);
        if (upgraded)
        {
            Say(0, new GradeHazard(Grade.General, [], GradingMethod.Direct, "初步判定为一般隐患", null, null));
        }

        Say(upgraded ? 3 : 1, new GradeHazard(Grade.Major, [new("工贸企业重大事故隐患判定标准", "第三条")], GradingMethod.Direct, "符合重大事故隐患判定情形", null, null));
        var deadline = Order(dice.Between(40, 120));
        Say(2, new SubmitPlan([MillionWords.Measures(dice)], "责任单位安全部", "安全总监", new(dice.Between(1, 300) * 1000L, "企业自筹", dice.Chance(800)), deadline, "现场处置方案", "停用区域并专人看护", null));
        Say(3, new DecidePlan(PlanVerdict.Approved, null));
        var listing = dice.Chance(150) ? $"L-{county}-{on.Year}-{number:0000000}" : null;
        if (listing is not null)
        {
            Say(1, new ListForSupervision(listing, dice.Chance(200) ? Level.City : Level.County, $"{county}-GOV", null, $"{county}-EMB", MillionWords.CreditCodeOf(enterprise, county), null, deadline.AddDays(30), null), paper: "挂牌");
            Say(4, new PublishListing(listing, "政府门户网站", null));
        }

        Penalise(200);
        Work(deadline, "自验报告（含第三方评估意见）", listing);
    }

    private DateOnly Order(int days)
    {
        var after = dice.Below(3);
        var deadline = on.AddDays(after + days);
        Say(after, new OrderRectification(OrderKind.Limited, deadline, [MillionWords.Measures(dice)], null, null), paper: "责改");
        return deadline;
    }

    private void Penalise(int inThousand)
    {
        if (dice.Chance(inThousand))
        {
            var one = $"{county}-C-{number:0000000}-{papers}";
            Say(2, new OpenPenaltyCase(one, "未按期消除事故隐患"), paper: "立案");
            Say(9, new DecidePenalty(one, dice.Between(1, 50) * 1000L, null, null), paper: "处罚");
        }
    }

    // From the order to the closing; one in fifty is never put right.
    private void Work(DateOnly deadline, string? report, string? listing = null)
    {
        if (dice.Chance(250))
        {
            Say(dice.Between(1, 4), new ReportProgress(dice.Between(2, 9) * 10, MillionWords.Measures(dice), null, null, null));
        }

        if (dice.Chance(80))
        {
            Say(1, new RequestExtension(deadline.AddDays(listing is null ? 30 : 60), "设备厂家排期延误", "停用并专人看护"));
            Say(2, new DecideExtension(dice.Chance(800) ? Domain.Hazards.Verdict.Approved : Domain.Hazards.Verdict.Refused, null));
        }

        Correct();
        if (dice.Chance(20))
        {
            Penalise(500);
            return;
        }

        var left = deadline.DayNumber - on.DayNumber;
        Finish(Math.Max(1, dice.Chance(850) ? left - dice.Between(0, 6) : left + dice.Between(1, 40)), report, listing);
        if (listing is null && dice.Chance(20))
        {
            Say(dice.Between(20, 90), new ReopenHazard("回头看发现问题反弹", on.AddDays(15), null));
            Finish(dice.Between(3, 25), report, null);
        }
    }

    private void Correct()
    {
        if (dice.Chance(30))
        {
            Say(0, dice.Chance(500)
                ? new CorrectHazard(CorrectableField.Sector, dice.Pick(MillionWords.Sectors).Sector, "登记时行业选错", null)
                : new CorrectHazard(CorrectableField.Place, MillionWords.AddressOf(dice.Below(Enterprises)) + MillionWords.Spot(dice), "地址写错", null));
        }

        if (dice.Chance(60))
        {
            Say(1, new AddNote(), note: "现场跟进，所需配件已订购");
        }
    }

    private void Finish(int after, string? report, string? listing)
    {
        Say(after, Reported(report), by: "enterprise");
        if (dice.Chance(120))
        {
            Say(dice.Between(1, 6), new InspectAcceptance(AcceptanceResult.Failed, ["P-3001", "P-3002"], ["现场仍有部分问题未整改到位"]), paper: "复查");
            Say(dice.Between(2, 12), Reported(report), by: "enterprise");
        }

        Say(dice.Between(1, 8), new InspectAcceptance(AcceptanceResult.Passed, ["P-3001", "P-3002"], null), paper: "复查");
        if (listing is not null)
        {
            Say(1, new RequestDelisting(listing));
            Say(3, new DelistHazard(listing, DelistingGround.Rectified), paper: "摘牌");
        }

        Say(dice.Below(3), new CloseHazard(ClosureKind.Rectified));
    }

    private ReportCompletion Reported(string? report) => new(null, MillionWords.Measures(dice), dice.Between(1, 900) * 100L, report);

    private void Say(int after, HazardCommand command, string? paper = null, string by = "EMB", string? note = null)
    {
        on = on.AddDays(after);
        if (on > Last)
        {
            return;
        }

        lines.Add(new(id, command, new Entry
        {
            OccurredOn = on, Actor = by == "EMB" ? new("P-" + (2000 + (number % 300)), $"{county}-EMB", "recorder") : new("E-" + (number % 5000), "enterprise", "safetyOfficer"),
            Channel = "import", Profile = "historical", Note = note,
            DocumentNo = paper is null ? null : $"应急{paper}〔{on.Year}〕{number % 90_000}-{++papers}号",
        }));
    }

    private static DateOnly FoundOn(int number, int of) => First.AddDays((int)((long)number * (Last.DayNumber - First.DayNumber + 1) / of));

    /// <summary>A UUID of version 7 (RFC 9562) whose clock says the day found, so that ids lie together as they do in a ledger that grew.</summary>
    public static Guid IdOf(int number, int of)
    {
        var at = new DateTimeOffset(FoundOn(number, of).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).ToUnixTimeMilliseconds() + number;
        return new((int)(at >> 16), (short)at, 0x7000, 0x80, 0, 0, 0, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);
    }
}
