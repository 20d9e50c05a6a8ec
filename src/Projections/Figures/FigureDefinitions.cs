using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using static HazardLedger.Projections.Figures.FigureKind;

namespace HazardLedger.Projections.Figures;

/// <summary>Every figure once: what is shown, summed, drilled, explained and printed in docs/figures.md comes from here.
/// Sources: the statutory monthly form (found, rectified, closed), Order 16 of 2007 (grades), domain §3.3.</summary>
public static partial class FigureDefinitions
{
    /// <summary>All figures in the order of the JSON answer.</summary>
    public static IReadOnlyList<FigureDefinition> All { get; } =
    [
        new("found", "发现", "Found", "发现日在起始日至截止日之间、且未作废或并入他项的隐患。", "Hazards found between from and asOf that were neither voided nor merged.",
            "Σ unit accounts, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Unit(c)),
        new("rectified", "已整改", "Rectified", "其中截止日已完成的：一般隐患验收合格，重大隐患已销号。", "Of found: finished at asOf; a general hazard when accepted, a major one when closed.",
            "Σ finished, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Finished(c)),
        new("open", "未整改", "Open", "其中截止日尚未完成的。", "Of found: not finished at asOf.",
            "Σ noDeadline + due + awaitingAcceptance + acceptedNotClosed, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Open(c)),
        new("rectificationRate", "整改率", "Rectification rate", "已整改占发现的百分比，保留一位小数；发现为零时无此数。", "Rectified over found, per cent to one decimal; none when nothing was found.",
            "rectified ÷ found", FigureKind.Rate, c => c.InWindow && Finished(c)) { Over = c => c.InWindow && Unit(c) },
        new("accepted", "已验收", "Accepted", "其中截止日验收合格(含当场整改)的，包括已销号的。", "Of found: acceptance, or rectification on the spot, stands at asOf; closed ones included.",
            "Σ finished + acceptedNotClosed, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && (Finished(c) || Is(c, Account.AcceptedNotClosed))),
        new("closed", "已销号", "Closed", "其中截止日已销号的。", "Of found: closing stands at asOf.",
            "Σ closed, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.Closed)),
        new("overdue", "逾期未整改", "Overdue", "其中整改期限早于截止日、仍在登记或整改中的。", "Of found: registered or rectifying with a deadline before asOf.",
            "Σ due, mark < asOf, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Overdue(c)),
        new("notYetDue", "未到期", "Not yet due", "其中登记或整改中、整改期限不早于截止日的。", "Of found: registered or rectifying with a deadline on or after asOf.",
            "Σ due, mark ≥ asOf, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && NotYetDue(c)),
        new("noDeadline", "无期限", "No deadline", "其中登记或整改中、没有整改期限的。", "Of found: registered or rectifying without a deadline.",
            "Σ noDeadline, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.NoDeadline)),
        new("awaitingAcceptance", "待验收", "Awaiting acceptance", "其中已报完成、等待验收的。", "Of found: completion reported, acceptance outstanding.",
            "Σ awaitingAcceptance, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.AwaitingAcceptance)),
        new("awaitingAcceptanceLate", "超期未验收", "Acceptance late", "待验收中复查期限早于截止日的。", "Of awaiting acceptance: the authority's re-inspection limit lies before asOf.",
            "Σ awaitingAcceptance, mark < asOf, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && AwaitingLate(c)),
        new("acceptedNotClosed", "已验收未销号", "Accepted, not closed", "其中验收合格而未销号的重大隐患。", "Of found: major hazards accepted and not yet closed.",
            "Σ acceptedNotClosed, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.AcceptedNotClosed)),
        new("ungraded", "未定级", "Ungraded", "其中截止日尚未定级的，各项统计按一般隐患计。", "Of found: not graded at asOf; counted as general everywhere.",
            "Σ unit accounts, grade ungraded, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Unit(c) && c.Grade == Grade.Ungraded),
        new("everOverdue", "曾逾期", "Ever overdue", "其中截止日前曾有一日终了时逾期的，其后延期、挂牌或整改亦不消除。", "Of found: overdue at the end of some day up to asOf; no extension, listing or rectification takes it away.",
            "Σ everOverdue + due{first}, mark < asOf, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && (Is(c, Account.EverOverdue) || c is { Code: Account.Due, MarkPassed: true })),
        new("recurrences", "重复发生", "Recurrences", "其中登记为此前隐患再次发生的。", "Of found: registered as the return of an earlier hazard.",
            "Σ recurrence, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.Recurrence)),
        new("enterprises", "涉及单位", "Enterprises", "发现的隐患所在的不同生产经营单位或场所数；各组之和不等于总数。", "Distinct enterprises, or places without one, of found; groups do not add up.",
            "distinct enterprises over unit accounts, from ≤ cohort ≤ asOf", Distinct, c => c.InWindow && Unit(c)),
        .. Ageing("ageing", "未整改", "open", c => c.InWindow && Open(c), ", from ≤ cohort ≤ asOf"),
        new("stock.open", "存量未整改", "Stock: open", "截止日以前发现(不论起始日)而未完成的全部隐患。", "All hazards found up to asOf, whatever from is, that are not finished.",
            "Σ noDeadline + due + awaitingAcceptance + acceptedNotClosed", Balance, Open),
        new("stock.overdue", "存量逾期", "Stock: overdue", "存量中整改期限早于截止日的。", "Of the stock: overdue.", "Σ due, mark < asOf", Balance, Overdue),
        new("stock.notYetDue", "存量未到期", "Stock: not yet due", "存量中整改期限不早于截止日的。", "Of the stock: not yet due.", "Σ due, mark ≥ asOf", Balance, NotYetDue),
        new("stock.noDeadline", "存量无期限", "Stock: no deadline", "存量中没有整改期限的。", "Of the stock: without a deadline.", "Σ noDeadline", Balance, c => Is(c, Account.NoDeadline)),
        new("stock.awaitingAcceptance", "存量待验收", "Stock: awaiting acceptance", "存量中等待验收的。", "Of the stock: awaiting acceptance.",
            "Σ awaitingAcceptance", Balance, c => Is(c, Account.AwaitingAcceptance)),
        new("stock.awaitingAcceptanceLate", "存量超期未验收", "Stock: acceptance late", "存量待验收中复查期限早于截止日的。", "Of the stock awaiting acceptance: past the re-inspection limit.",
            "Σ awaitingAcceptance, mark < asOf", Balance, AwaitingLate),
        new("stock.acceptedNotClosed", "存量已验收未销号", "Stock: accepted, not closed", "存量中验收合格而未销号的重大隐患。", "Of the stock: major hazards accepted and not closed.",
            "Σ acceptedNotClosed", Balance, c => Is(c, Account.AcceptedNotClosed)),
        new("stock.planned", "存量列入治理计划", "Stock: planned", "存量中已有治理方案且未被退回的重大隐患。", "Of the stock: major hazards with a plan that was not sent back.", "Σ planned", Balance, c => Is(c, Account.Planned)),
        new("stock.fiveElements", "存量五到位", "Stock: five elements", "存量中治理方案获批且五到位的重大隐患。", "Of the stock: major hazards whose approved plan has all five elements.",
            "Σ fiveElements", Balance, c => Is(c, Account.FiveElements)),
        .. Ageing("stock.ageing", "存量", "stock", Open, ""),
        new("reopened", "重新打开次数", "Reopened", "起始日至截止日之间重新打开的次数(不是隐患数),按当日所属地区等计。", "Reopening events between from and asOf, of any cohort, with the dimensions of their day.",
            "Σ reopened, from ≤ cohort ≤ asOf, cohort = day of the event", Events, c => c.InWindow && Is(c, Account.Reopened)),
        new("onTimeRate", "按期整改率", "On-time rate", "有期限的已完成隐患中，完成日不晚于验收时有效期限的，占有期限的已完成与逾期之和的百分比。",
            "Of finished with a deadline plus overdue: work done by the deadline in force at the passing acceptance.",
            "finished{onTime} ÷ (finished{hasDeadline} + overdue), from ≤ cohort ≤ asOf", FigureKind.Rate, c => c.InWindow && Has(c, Account.OnTime)) { Over = DueOrDone },
        new("originalOnTimeRate", "按原期限整改率", "Original on-time rate", "同按期整改率，但按最初期限计，延期不算。", "As the on-time rate, by the first deadline: extensions do not help.",
            "finished{originallyOnTime} ÷ (finished{hasDeadline} + overdue), from ≤ cohort ≤ asOf", FigureKind.Rate, c => c.InWindow && Has(c, Account.OriginallyOnTime)) { Over = DueOrDone },
        new("firstPassRate", "一次验收合格率", "First-pass rate", "已整改中首次验收即合格的百分比。", "Of rectified: no acceptance had failed before.",
            "finished{firstPass} ÷ finished, from ≤ cohort ≤ asOf", FigureKind.Rate, c => c.InWindow && Has(c, Account.FirstPass)) { Over = c => c.InWindow && Finished(c) },
        new("onTheSpot", "立行立改占比", "On-the-spot share", "已整改中当场整改的百分比。", "Of rectified: rectified on the spot.",
            "finished{onTheSpot} ÷ finished, from ≤ cohort ≤ asOf", FigureKind.Rate, c => c.InWindow && Has(c, Account.OnTheSpot)) { Over = c => c.InWindow && Finished(c) },
        new("daysToRectify", "整改天数", "Days to rectify", "已整改隐患自发现日至完成日的天数：中位数(偶数取中间两数均值)与第90百分位(最近秩)。",
            "Of rectified: days from found to finished; median (mean of the two middle values) and 90th percentile (nearest rank).",
            "mark − cohort over finished, from ≤ cohort ≤ asOf", Days, c => c.InWindow && Finished(c)),
        new("general.found", "一般隐患发现", "General: found", "发现中截止日为一般(含未定级)的。", "Of found: general at asOf, ungraded included.",
            "Σ unit accounts, grade ≠ major, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Unit(c) && !Major(c)),
        new("general.rectified", "一般隐患已整改", "General: rectified", "一般隐患中验收合格的。", "Of these: finished at asOf.",
            "Σ finished, grade ≠ major, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Finished(c) && !Major(c)),
        new("major.found", "重大隐患发现", "Major: found", "发现中截止日为重大的。", "Of found: major at asOf.",
            "Σ unit accounts, grade = major, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Unit(c) && Major(c)),
        new("major.closed", "重大隐患已整改销号", "Major: closed", "重大隐患中已整改销号的。", "Of these: closed at asOf.",
            "Σ finished, grade = major, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Finished(c) && Major(c)),
        new("major.open", "重大隐患未销号", "Major: open", "重大隐患中尚未销号的。", "Of these: not closed at asOf.",
            "Σ unfinished, grade = major, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Open(c) && Major(c)),
        new("major.closureRate", "重大隐患整改销号率", "Major: closure rate", "重大隐患已整改销号占发现的百分比。", "Major closed over major found.",
            "major.closed ÷ major.found", FigureKind.Rate, c => c.InWindow && Finished(c) && Major(c)) { Over = c => c.InWindow && Unit(c) && Major(c) },
        new("major.planned", "重大隐患列入治理计划", "Major: planned", "未销号的重大隐患中已有治理方案且未被退回的。", "Of major open: with a plan that was not sent back.",
            "Σ planned, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.Planned)),
        new("major.fiveElements", "重大隐患五到位", "Major: five elements", "未销号的重大隐患中治理方案获批且五到位的。", "Of major open: whose approved plan has all five elements.",
            "Σ fiveElements, from ≤ cohort ≤ asOf", Balance, c => c.InWindow && Is(c, Account.FiveElements)),
        new("supervision.listed", "挂牌督办", "Listed", "起始日至截止日之间挂牌(未撤销)的隐患数，升级挂牌只计一次。", "Distinct hazards listed between from and asOf, revoked listings left out; an escalated one counts once.",
            "distinct hazards with a listing, from ≤ cohort ≤ asOf, cohort = day listed", Listings, null),
        new("supervision.active", "在挂", "Listed now", "截止日仍在挂的全部隐患数。", "Distinct hazards, of all, whose listing stands at asOf.", "distinct hazards with listing{active}", Listings, null),
        new("supervision.delisted", "摘牌销号", "Delisted", "挂牌督办中截止日已摘牌且已完成的。", "Of listed: delisted by asOf, and finished.",
            "distinct hazards with listing{delistedAndFinished}, from ≤ cohort ≤ asOf", Listings, null),
        new("supervision.delistedInPeriod", "期内摘牌", "Delisted in period", "起始日至截止日之间摘牌的，不论何时挂牌。", "Distinct hazards delisted between from and asOf, whenever listed.",
            "distinct hazards with a listing, from ≤ mark ≤ asOf", Listings, null),
        .. ByLevel,
        .. Beside,
        new("carryOver.opening", "结转", "Carried over", "起始日前一日未完成的，按当日所属地区等计。", "Unfinished on the day before from, with the dimensions of that day.",
            "Σ unfinished at from − 1", FigureKind.CarryOver, null),
        new("carryOver.closed", "结转已整改", "Carried over: finished", "结转中截止日已完成的。", "Of these: finished at asOf.", "of carryOver.opening: no unfinished account at asOf", FigureKind.CarryOver, null),
        new("carryOver.open", "结转未整改", "Carried over: open", "结转中截止日仍未完成的。", "Of these: unfinished at asOf.", "carryOver.opening − carryOver.closed", FigureKind.CarryOver, null),
    ];

    /// <summary>The definition of a figure by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such figure.</exception>
    public static FigureDefinition Of(string name) =>
        All.FirstOrDefault(figure => string.Equals(figure.Name, name, StringComparison.Ordinal)) ?? throw new KeyNotFoundException($"There is no figure '{name}'.");

    private static bool Is(FigureCell cell, short code) => cell.Code == code;

    private static bool Unit(FigureCell cell) => Account.IsUnit(cell.Code);

    private static bool Open(FigureCell cell) => Account.IsUnfinished(cell.Code);

    private static bool Finished(FigureCell cell) => Account.IsFinished(cell.Code);

    private static bool Has(FigureCell cell, short flag) => Account.Has(cell.Code, flag);

    private static bool Major(FigureCell cell) => cell.Grade == Grade.Major;

    private static bool Overdue(FigureCell cell) => Account.IsDue(cell.Code) && cell.MarkPassed;

    private static bool NotYetDue(FigureCell cell) => Account.IsDue(cell.Code) && !cell.MarkPassed;

    private static bool AwaitingLate(FigureCell cell) => cell is { Code: Account.AwaitingAcceptance, MarkPassed: true };

    private static bool DueOrDone(FigureCell cell) => cell.InWindow && (Has(cell, Account.HasDeadline) || Overdue(cell));
}
