using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections;

namespace HazardLedger.Dashboard.Tests;

/// <summary>A made-up half year of a district: enough of every state, and texts that nobody would wish on a page.</summary>
internal static class HalfYear
{
    public const string Script = "<script>document.title='owned'</script><img src=x onerror=alert(1)>";
    public const string Backwards = "\u202Eexe.法无\u202C 右至左标记 \u200Fabc";
    public static readonly string Long = string.Concat(Enumerable.Repeat("疏散通道被货物堵塞且无法打开", 15))[..200];
    public static readonly string Latin = string.Concat(Enumerable.Repeat("Fireextinguishercompartmentdoor", 7));
    public static readonly string Emoji = string.Concat(Enumerable.Repeat("🧯🚒👩🏽‍🚒🔥", 8));
    public const string Listed = "砂光粉尘收集风管未接地";
    public const string Late = "喷淋阀门关闭";

    public const string Voided = "查无此隐患之登记";
    public const string Moved = "属地登记有误之隐患";

    /// <summary>Texts that nobody would wish on a page; each is the beginning of everything that somebody typed in one hazard's story.</summary>
    public static IReadOnlyList<string> Hostile { get; } = ["甲 " + Script, "乙 " + Backwards, "丙 " + Long, "丁 " + Latin, "戊 " + Emoji];

    private static readonly string[] Areas = ["350304101", "350304002", "350304001", "350304102", "350304100", "Z-350304-01", "350304103"];
    private static readonly string[] Sectors = ["fire", "industryTrade", "construction", "gas", "roadTraffic", "hazardousChemicals"];
    private static readonly string[] Texts = ["防火门常开未闭", "冲压设备双手按钮失效", "临边护栏缺失", "气瓶间通风不足", "动态监控长期离线", "储罐液位报警未投用"];
    private static readonly string[] Firms = ["癸巳影城", "甲午食品", "戊辰织造", "丙戌瓶装气站", "己丑货运", "壬戌学校", "庚辰食品"];
    private static readonly Actor Bureau = new("P-2041", "350304-EMB", "inspector");
    private static readonly Actor Government = new("P-1001", "350304-GOV", "listingBody");
    private static readonly Actor Firm = new("P-9001", "91350304MA2XA0K7XA", "safetyOfficer");

    public static async Task RecordAsync(Recorder recorder)
    {
        var steps = Enumerable.Range(0, 70).SelectMany(Ordinary).Concat(Special()).Concat(Hostile.SelectMany(Typed)).OrderBy(step => step.At).ToList();
        foreach (var step in steps)
        {
            var outcome = await recorder.RecordAsync(new([new(step.Hazard, step.Command, step.Entry)], Scope.Everything) { Clock = step.At }, CancellationToken.None);
            outcome.ShouldBeOfType<Recorded>($"{step.Command} on {step.Entry.OccurredOn}: {outcome}");
        }
    }

    private static IEnumerable<Step> Ordinary(int i)
    {
        var found = new DateOnly(2025, 12, 8).AddDays((int)(i * 2.7));
        var steps = new Steps(found).Found(i % 4 == 3 ? DiscoverySource.EnterpriseSelfInspection : DiscoverySource.BureauInspection,
            Areas[i % Areas.Length], Sectors[i % Sectors.Length], Texts[i % Texts.Length], $"{Firms[i % Firms.Length]}{i + 1}号楼");
        if (i % 10 == 0)
        {
            return steps.OnTheSpot().All;
        }

        steps.Graded(Grade.General).Ordered(found.AddDays(i % 5 == 3 ? 9 : 20));
        return (i % 10, found >= new DateOnly(2026, 5, 1)) switch
        {
            (8 or 3, _) => steps.All,
            (9, true) => steps.Reported(8).All,
            (7, true) => steps.Reported(6).Failed(9).All,
            (6, _) => steps.Reported(12).Accepted(15).All,
            (_, true) when found > new DateOnly(2026, 6, 5) => steps.All,
            _ => steps.Reported(7).Accepted(9).Closed(9).All,
        };
    }

    private static IEnumerable<Step> Special() =>
    [
        .. new Steps(new(2026, 2, 10)).Found(DiscoverySource.BureauInspection, "350304101", "industryTrade", Listed + "，除尘间未有效隔离", "戊申家具")
            .Graded(Grade.Major).Ordered(new(2026, 5, 15)).ListedFor("L-350304-2026-001", 16, new(2026, 5, 15)).Reported(107).Failed(111).Reported(113).Accepted(115)
            .Delisted("L-350304-2026-001", 119).Closed(119).All,
        .. new Steps(new(2026, 5, 20)).Found(DiscoverySource.JointInspection, "350304103", "hazardousChemicals", "储罐区可燃气体报警器失效", "己亥化工").Graded(Grade.Major).Ordered(new(2026, 7, 20)).All,
        .. new Steps(new(2026, 6, 3)).Found(DiscoverySource.PublicReport, "350304001", "fire", Script, Script).Ordered(new(2026, 6, 10)).Noted(Script, 8).All,
        .. new Steps(new(2026, 6, 4)).Found(DiscoverySource.PublicReport, "350304002", "fire", Backwards, Backwards).Ordered(new(2026, 6, 20)).All,
        .. new Steps(new(2026, 6, 5)).Found(DiscoverySource.WorkerReport, "350304102", "fire", Long, Long[..120]).Ordered(new(2026, 6, 19)).All,
        .. new Steps(new(2026, 6, 2)).Found(DiscoverySource.FireInspection, "350304101", "fire", Late, "乙丑影城", recordedAfter: 3).Ordered(new(2026, 6, 16)).All,
        .. new Steps(new(2026, 4, 12)).Found(DiscoverySource.PublicReport, "350304100", "fire", Voided, "庚申仓库").Voided(9).All,
        .. new Steps(new(2026, 4, 10)).Found(DiscoverySource.BureauInspection, "350304100", "gas", Moved, "辛未餐馆").Ordered(new(2026, 6, 30)).MovedTo("350304103", 10).All,
    ];

    // A whole life with a listing, every text of it as given.
    private static IEnumerable<Step> Typed(string text, int i)
    {
        var on = new DateOnly(2026, 2, 12);
        var (no, deadline) = ($"L-{i} {text}", new DateOnly(2026, 4, 30));
        var person = new Actor(text, text, "inspector");
        var pair = (string[])[text, text + "2"];
        return new Steps(on).Told(0, person, new RegisterHazard(null, DiscoverySource.BureauInspection, "350304101", "fire", Category.Thing, text, null, text, text, [text], null, null, null, null, new("别的系统", text)))
            .Told(0, person, new GradeHazard(Grade.Major, [new(text, text)], GradingMethod.Direct, text, null, null), text)
            .Told(0, person, new OrderRectification(OrderKind.Limited, deadline, [text, text], on, text), text)
            .Told(4, Government, new ListForSupervision(no, Level.County, "350304-GOV", text, text, text, text, deadline, deadline), text)
            .Told(20, Firm, new ReportCompletion(null, text, 1, text), text, evidence: true)
            .Told(22, person, new InspectAcceptance(AcceptanceResult.Failed, pair, pair), text)
            .Told(25, Firm, new ReportCompletion(null, text, 1, text), text, evidence: true)
            .Told(27, person, new InspectAcceptance(AcceptanceResult.Passed, pair, null), text)
            .Told(30, person, new RequestDelisting(no), text).Told(30, Government, new DelistHazard(no, DelistingGround.Rectified), text).Closed(30).All;
    }

    private sealed record Step(DateTimeOffset At, Guid Hazard, HazardCommand Command, Entry Entry);

    private sealed class Steps(DateOnly found)
    {
        private readonly Guid _hazard = Guid.CreateVersion7();
        private readonly List<Step> _all = [];
        private int _day;

        public IEnumerable<Step> All => _all.Where(step => step.At <= StoppedClock.Now);

        public Steps Found(DiscoverySource source, string area, string sector, string text, string place, int recordedAfter = 0) =>
            Add(0, Bureau, new RegisterHazard(null, source, area, sector, Category.Thing, null, "SITE-" + (sector.Length + area.Length), place, text, ["P-2041"], null, null, null, null, null), recordedAfter: _day = recordedAfter);

        public Steps Graded(Grade grade) => Add(_day, Bureau, new GradeHazard(grade, [new("MEM-10", "11")], GradingMethod.Direct, "现场判定", null, null));

        public Steps Ordered(DateOnly deadline) => Add(_day, Bureau, new OrderRectification(OrderKind.Limited, deadline, ["整改到位"], null, null), "荔应急责改〔2026〕12号");

        public Steps OnTheSpot() => Add(0, Bureau, new RectifyOnTheSpot("当场关闭", "P-2042"), evidence: true);

        public Steps Reported(int day) => Add(day, Firm, new ReportCompletion(null, "已整改", 1200, "report"), evidence: true);

        public Steps Accepted(int day) => Add(day, Bureau, new InspectAcceptance(AcceptanceResult.Passed, ["P-2043", "P-2044"], null));

        public Steps Failed(int day) => Add(day, Bureau, new InspectAcceptance(AcceptanceResult.Failed, ["P-2043", "P-2044"], ["风管未接地"]));

        public Steps Closed(int day) => Add(day, Bureau, new CloseHazard(ClosureKind.Rectified));

        public Steps ListedFor(string no, int day, DateOnly deadline) =>
            Add(day, Government, new ListForSupervision(no, Level.County, "350304-GOV", "2026-1", "350304-EMB", "91350304MA2XA0K7XA", null, deadline, null), "荔安委〔2026〕3号");

        public Steps Delisted(string no, int day) => Add(day, Bureau, new RequestDelisting(no)).Add(day, Government, new DelistHazard(no, DelistingGround.Rectified));

        public Steps Noted(string note, int day) => Add(day, Bureau, new AddNote(), note: note);

        public Steps Voided(int day) => Add(day, Bureau, new VoidHazard(VoidReason.NotFound), second: true);

        public Steps Told(int day, Actor actor, HazardCommand command, string? text = null, bool evidence = false) => Add(day, actor, command, text, evidence, note: text);

        public Steps MovedTo(string area, int day) => Add(day, Bureau, new CorrectHazard(CorrectableField.Area, area, "选错属地", null), second: true);

        private Steps Add(int day, Actor actor, HazardCommand command, string? paper = null, bool evidence = false, string? note = null, int recordedAfter = 0, bool second = false)
        {
            var on = found.AddDays(day);
            var at = new DateTimeOffset(on.AddDays(recordedAfter).ToDateTime(new(9, 0)), TimeSpan.FromHours(8)).AddMinutes(7 * _all.Count);
            _all.Add(new(at, _hazard, command, new()
            {
                OccurredOn = on,
                Actor = actor,
                DocumentNo = paper,
                Note = note,
                ApprovedBy = second ? new("P-2050", "350304-EMB", "approver") : null,
                Evidence = evidence ? [new(new string('a', 64), "image/jpeg", "整改后照片")] : [],
            }));
            return this;
        }
    }
}
