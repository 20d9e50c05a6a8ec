using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>One full example of every event, every member filled: what its golden file holds.</summary>
internal static class Examples
{
    private static readonly DateOnly Day = new(2026, 2, 26);
    private static readonly Guid Other = new("0197aaaa-0000-7000-8000-000000000001");
    private static readonly Criterion[] Criteria = [new("工贸企业重大事故隐患判定标准", "第十一条", "2023")];
    private static readonly Panel Panel = new(7, 6);

    /// <summary>An entry with everything that an entry can say.</summary>
    public static readonly Entry Full = new()
    {
        OccurredOn = Day,
        OccurredAt = new(2026, 2, 26, 15, 2, 11, TimeSpan.FromHours(8)),
        Actor = new("P-2041", "350304-SCO", "listingBody"),
        Channel = "mobile",
        DocumentNo = "荔安委〔2026〕3号",
        Basis = ["WSL-41", "WSL-65"],
        Evidence = [new(new string('a', 64), "image/jpeg", "before", new(2026, 2, 26, 9, 30, 0, TimeSpan.FromHours(8))), new(new string('b', 64), "application/pdf", "notice")],
        Note = "当场说明",
        LateReason = "补录纸质台账",
        Profile = "historical",
        Missing = ["inspectors", "plan"],
        ApprovedBy = new("P-7", "350304-EMB", "approver"),
    };

    public static IReadOnlyList<HazardEvent> All { get; } =
    [
        new HazardRegistered(
            "350304-2026-000123", Day, DiscoverySource.BureauInspection, "350304103", "industryTrade", Category.Thing, "91350304MA2XA0K7XA", "SITE-1",
            "1号车间东侧", "安全出口被堵塞", ["P-2041", "P-2042"], new(119.0215, 25.4308, "GCJ-02"), ["rootCause"], "350304-2025-000007", "D-9", new("mqa", "77")),
        new HazardGraded(Grade.Major, Criteria, GradingMethod.Expert, "符合判定标准", Panel, Day),
        new HazardUpgraded(Grade.General, Grade.Major, Criteria, GradingMethod.Direct, "符合判定标准", Panel, Day),
        new HazardDowngraded(Grade.Major, Grade.General, Criteria, GradingMethod.Comprehensive, "复核后不符合", Panel, Day),
        new HazardRectifiedOnTheSpot("清理通道", "P-2042"),
        new InterimControlImposed("C-1", ControlKind.Seize, "店内全部烟花爆竹", new(2026, 3, 28), [new("烟花", 19, "箱"), new("鞭炮", 12, "挂")],
            new(2026, 2, 27, 9, 0, 0, TimeSpan.FromHours(8)), new(2026, 2, 26, 9, 0, 0, TimeSpan.FromHours(8)), "P-12", false),
        new InterimControlExtended("C-1", new(2026, 4, 27), "案情复杂"),
        new InterimControlLifted("C-1", "已作出处罚决定", Disposal.Confiscated),
        new ResumptionRequested(["C-2", "C-3"], "结构检测报告", new(2026, 3, 9), "resumption-review-10"),
        new ResumptionApproved(["P-2041", "P-2042"], "雨棚已加固"),
        new ResumptionRefused(["P-2041", "P-2042"], "螺栓未更换"),
        new HazardAssigned("91350304MA2XA0K7XA", "P-9", "S-1", Day),
        new AssignmentAccepted(),
        new AssignmentRejected("不属本单位职责"),
        new HazardTransferred("350304-EMB", "350304-HCB", "燃气隐患由住建部门监管"),
        new RectificationOrdered(OrderKind.Limited, new(2026, 5, 15), ["清理粉尘", "除尘管道接地"], Day, "P-9"),
        new SelfRectificationStarted(new(2026, 3, 20), "P-9"),
        new RectificationPlanSubmitted(
            ["清理粉尘", "除尘管道接地"], "91350304MA2XA0K7XA", "P-9", new(860_000, "企业自筹", true), new(2026, 5, 15), "停电撤人预案", "停用除尘线", "消除粉尘爆炸风险"),
        new RectificationPlanApproved("同意"),
        new RectificationPlanReturned("补充应急预案"),
        new RectificationItemAdded(12, "二层安全出口改造", new(2026, 4, 30)),
        new RectificationItemCompleted(12),
        new RectificationProgressReported(40, "设备到货", "安装调试", 320_000, "备件短缺"),
        new ExtensionRequested(new(2026, 6, 5), "设备交货延迟", "停用除尘线", new(2026, 5, 7), "listed-extension-decision-10"),
        new ExtensionApproved(new(2026, 6, 5)),
        new ExtensionRefused(),
        new RectificationCompletionReported(Day, "已接地", 860_000, "自验报告", new(2026, 3, 9), "reinspection-10"),
        new AcceptancePassed(["P-2041", "P-2042"]),
        new AcceptanceFailed(["P-2041", "P-2042"], ["管道未接地"]),
        new HazardClosed(ClosureKind.Rectified),
        new HazardListed("L-350304-2026-001", Level.County, "350304-GOV", "2026-1", "350304-EMB", "91350304MA2XA0K7XA", "P-11", new(2026, 5, 15), new(2026, 3, 15), new(2026, 3, 4), "listing-publication-5"),
        new ListingPublished("L-350304-2026-001", "website", "https://example.org/notice"),
        new OnSiteNoticePosted("L-350304-2026-001", "厂区东门"),
        new ListingEscalated("L-350304-2026-001", "L-3503-2026-007", Level.City, "3503-GOV", new(2026, 7, 31), "逾期未整改"),
        new DelistingRequested("L-350304-2026-001"),
        new HazardDelisted("L-350304-2026-001", DelistingGround.Rectified, new(2026, 6, 16), "delisting-publication-5"),
        new ListingRevoked("L-350304-2026-001", "挂错单位"),
        new RectificationOverdueRecorded(new(2026, 5, 15), new(2026, 5, 25), "reinspection-10"),
        new NoticeIssued(NoticeKind.SupervisionNotice, "350304103-TWN", new(2026, 6, 1)),
        new PenaltyCaseOpened("荔应急罚〔2026〕5号", "WSL-102", new(2026, 8, 24), "penalty-decision-90"),
        new PenaltyDecided("荔应急罚〔2026〕5号", 50_000, "违法所得", "停产停业整顿", new(2026, 6, 11), "penalty-publication-7"),
        new PenaltyRevoked("荔应急罚〔2026〕5号", "适用法律错误"),
        new DailyFineStarted("荔应急罚〔2026〕5号", new(2026, 4, 16), 50_000),
        new PubliclyExposed("website", "https://example.org/exposed"),
        new LookBackPlanned(new(2026, 5, 26), "350304-EMB"),
        new LookBackPerformed(LookBackOutcome.NotActuallyRectified, ["P-2041", "P-2042"]),
        new RewardDecided("安监总财〔2018〕19号", 3_900, "R-7f3a"),
        new HazardReopened("回头看发现未整改", new(2026, 4, 20), "LB-1"),
        new HazardMerged(Other, "同一出口"),
        new DuplicateAbsorbed(Other, "350304-2026-000124", Day, DiscoverySource.PublicReport, "350304001-TWN"),
        new HazardVoided(VoidReason.NotFound),
        new HazardCorrected(CorrectableField.Area, "350304103", "350302001", "登记错误", Day),
        new EntryCancelled(16342, 6, "记错隐患"),
        new EvidenceAdded(),
        new NoteAdded(),
        new CommandProposed(2, "corrections", new CorrectHazard(CorrectableField.Area, "350302001", "登记错误", Day), new(2026, 3, 2)),
        new ProposalRefused(2, "现场核实登记无误"),
    ];
}
