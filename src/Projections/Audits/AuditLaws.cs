using HazardLedger.Projections.Names;

namespace HazardLedger.Projections.Audits;

/// <summary>The laws of the ledger by their permanent ids: domain §2.9 (I), the laws of the figures (L), separation of duties (D).</summary>
public static class AuditLaws
{
    /// <summary>All of them, in the order of the report.</summary>
    public static IReadOnlyList<(string Id, Name Name)> All { get; } =
    [
        ("V", new("每条隐患的事件版本连续，位次递增。", "A hazard's versions count without a gap and its positions grow.")),
        ("O", new("每一步都可以跟在它前一步之后。", "Every step may stand where it stands, in the order of days.")),
        ("I1", new("一条隐患同时至多有一个有效挂牌。", "At most one listing of a hazard stands at a time.")),
        ("I2", new("销号之前，须有最后一次责令整改或重新打开之后的验收合格。", "A closing has an acceptance after the last order or reopening before it.")),
        ("I3", new("摘牌须有挂牌之后的验收合格。", "A delisting has an acceptance on or after the day of the listing.")),
        ("I4", new("定为重大须有判定依据，或说明理由。", "A grade of major has a criterion, or the general definition with reasons.")),
        ("I5", new("作废、并案之后不再有记录，也没有有效挂牌。", "After a voiding or a merger nothing follows, and no listing stands.")),
        ("I6", new("各地区之和、各等级之和等于总数。", "The sum over areas is the total; so is the sum over grades.")),
        ("I7", new("登记册的每一行等于由事件重放的结果。", "Every row of the register is what its events come to.")),
        ("I8", new("期初加各项变动等于期末。", "Opening and movements come to the closing.")),
        ("I9", new("报告整改完成的人不参加该次验收。", "Nobody both reports a completion and passes its acceptance.")),
        ("I10", new("同一幂等键只对应一组事件。", "A request key stands for its own events and no others.")),
        ("L1", new("自发现之日起，每条有效隐患每天恰在一个账户；作废、并案的不在任何账户。", "From its cohort day on a live hazard stands in exactly one account on every day; one that is gone in none.")),
        ("L2", new("统计数等于逐条阅读历史所得。", "The figures are what reading the histories one by one comes to.")),
        ("L3", new("内存、数据表、事件重放三者的过账摘要相同。", "Postings in memory, in the table and replayed from the events have one digest.")),
        ("D1", new("申请延期的人不审批该延期。", "Nobody decides on his own request for more time.")),
        ("D2", new("报送方案的人不审核该方案。", "Nobody decides on his own plan.")),
        ("D3", new("定为重大的人不决定降级。", "Nobody decides on the downgrade of what he graded.")),
        ("D4", new("挂牌单位不是责任单位。", "The body that lists is not the responsible unit.")),
        ("D5", new("提请人与审批人不是同一人。", "Whoever proposes and whoever approves are two people.")),
    ];
}
