using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using static HazardLedger.Projections.Figures.FigureKind;

namespace HazardLedger.Projections.Figures;

/// <content>Families of figures, and what counts beside the hazards: money, enforcement, audit.</content>
public static partial class FigureDefinitions
{
    private const string LevelPrefix = "supervision.byLevel.";

    private static IEnumerable<FigureDefinition> ByLevel =>
    [
        Level(Domain.Hazards.Level.Township, "乡镇级", "township"), Level(Domain.Hazards.Level.County, "县级", "county"), Level(Domain.Hazards.Level.City, "市级", "city"),
        Level(Domain.Hazards.Level.Province, "省级", "province"), Level(Domain.Hazards.Level.State, "国家级", "state"),
    ];

    private static IEnumerable<FigureDefinition> Beside =>
    [
        new("funds.secured", "落实治理资金", "Funds secured", "发现的隐患中未被退回的治理方案已到位的资金，按元累计。", "Of found: funds of plans that were not sent back, as far as they are secured; yuan.",
            "Σ fundsSecured, from ≤ cohort ≤ asOf", FigureKind.Money, c => c.InWindow && Is(c, Account.FundsSecured)),
        new("enforcement.penalties", "行政处罚", "Penalties", "起始日至截止日之间作出且未撤销的处罚决定数。", "Penalties decided between from and asOf and not revoked.",
            "Σ penalty, from ≤ cohort ≤ asOf, cohort = day decided", Events, c => c.InWindow && Is(c, Account.Penalty)),
        new("enforcement.fines", "罚款", "Fines", "其中罚款金额，按元累计。", "Of these: the fines, in yuan.",
            "Σ fine, from ≤ cohort ≤ asOf, cohort = day decided", FigureKind.Money, c => c.InWindow && Is(c, Account.Fine)),
        new("enforcement.exposed", "公开曝光", "Exposed", "起始日至截止日之间公开曝光的次数。", "Public exposures between from and asOf.",
            "Σ exposed, from ≤ cohort ≤ asOf, cohort = its day", Events, c => c.InWindow && Is(c, Account.Exposed)),
        new("enforcement.notices", "提醒督办", "Notices", "起始日至截止日之间发出的提醒、督办函、约谈、通报总数。", "Reminders, supervision notices, talks and circulars between from and asOf.",
            "Σ notices of all kinds, from ≤ cohort ≤ asOf, cohort = its day", Events, c => c.InWindow && Account.IsNotice(c.Code)),
        Notices("reminders", "提醒", "Reminders", NoticeKind.Reminder),
        Notices("supervisionNotices", "督办函", "Supervision notices", NoticeKind.SupervisionNotice),
        Notices("talks", "约谈", "Talks", NoticeKind.Summons),
        Notices("circulars", "通报", "Circulars", NoticeKind.Circular),
        new("audit.voided", "作废", "Voided", "起始日至截止日之间作废的隐患数，供审计；不计入其他任何数字。", "Hazards voided between from and asOf, for audit; they stand in no other figure.",
            "Σ voided, from ≤ cohort ≤ asOf, cohort = day voided", Events, c => c.InWindow && Is(c, Account.Voided)),
        new("audit.merged", "并入他项", "Merged", "起始日至截止日之间并入他项的隐患数，供审计；不计入其他任何数字。", "Hazards merged into others between from and asOf, for audit; they stand in no other figure.",
            "Σ merged, from ≤ cohort ≤ asOf, cohort = day merged", Events, c => c.InWindow && Is(c, Account.Merged)),
    ];

    /// <summary>The level that a figure of listings by level counts; null for all other figures.</summary>
    internal static Level? LevelOf(string figure) =>
        figure.StartsWith(LevelPrefix, StringComparison.Ordinal) && Enum.TryParse<Level>(figure[LevelPrefix.Length..], ignoreCase: true, out var level) ? level : null;

    private static FigureDefinition Level(Level level, string chinese, string english) => new(
        LevelPrefix + StoredDims.Word(level), chinese + "挂牌督办", $"Listed: {english}", $"挂牌督办中截止日已达最高层级为{chinese}的。", $"Of listed: the highest level reached by asOf is the {english}'s.",
        $"distinct hazards of supervision.listed, highest listing = {StoredDims.Word(level)}", Listings, null);

    private static FigureDefinition Notices(string name, string chinese, string english, NoticeKind kind) => new(
        "enforcement." + name, chinese, english, $"其中{chinese}的份数。", $"Of notices: {english.ToLowerInvariant()}.",
        $"Σ notice{{{StoredDims.Word(kind)}}}, from ≤ cohort ≤ asOf, cohort = its day", Events, c => c.InWindow && c.Code == Account.NoticeOf + (int)kind);

    private static IEnumerable<FigureDefinition> Ageing(string family, string chinese, string english, Func<FigureCell, bool> counts, string window) => Ages.All.Select(span =>
    {
        var days = span.To == int.MaxValue ? $"> {span.From - 1}" : $"{span.From}–{span.To}";
        var since = span.SinceDue ? "mark" : "cohort";
        return new FigureDefinition(
            $"{family}.{span.Name}", $"{chinese}{(span.SinceDue ? "逾期" : "已")}{days}天", $"{(english == "stock" ? "Stock" : "Open")}: {(span.SinceDue ? "overdue " : "")}{days} days",
            span.SinceDue ? $"{chinese}中整改期限已过{days}天的。" : $"{chinese}中自发现日起已{days}天的。",
            span.SinceDue ? $"Of {english}: {days} days after the deadline ran out." : $"Of {english}: {days} days after it was found.",
            $"Σ {(span.SinceDue ? "due" : "unfinished")}, asOf − {since} {(span.To == int.MaxValue ? days : "in " + days)}{window}",
            FigureKind.Ageing, c => counts(c) && (!span.SinceDue || Overdue(c)))
        { Span = span };
    });
}
