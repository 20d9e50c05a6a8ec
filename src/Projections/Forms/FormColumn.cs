using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;

namespace HazardLedger.Projections.Forms;

/// <summary>What a column of the form is counted in.</summary>
public enum FormUnit
{
    /// <summary>Enterprises, or places without one (家).</summary>
    Enterprises,

    /// <summary>Hazards (项).</summary>
    Hazards,

    /// <summary>Per cent, one decimal, half up (%).</summary>
    Percent,

    /// <summary>Ten thousands of yuan (万元).</summary>
    WanYuan,
}

/// <summary>One of the twelve columns of the national monthly form on the governance of hazards (安全生产事故隐患排查治理情况月报表), which is sent by the
/// 6th of the next month and is cumulative since January.</summary>
/// <param name="No">1…12, as printed under the heading.</param>
/// <param name="Group">Heading over several columns; null where there is none.</param>
/// <param name="Figure">Name of the figure; every cell is that figure's value for the row's question.</param>
/// <param name="Adds">False for a column whose rows do not add up to the total: distinct enterprises, rates.</param>
public sealed record FormColumn(int No, Name? Group, Name Name, string Figure, FormUnit Unit, bool Adds)
{
    private static readonly Name General = new("一般隐患", "General hazards");
    private static readonly Name Major = new("重大隐患", "Major hazards");
    private static readonly Name Planned = new("列入治理计划", "In governance plans");
    private static readonly Name Listed = new("挂牌督办", "Listed for supervision");
    private static readonly Name Rate = new("整改率", "Rate");

    /// <summary>All twelve, in the order of the form.</summary>
    public static IReadOnlyList<FormColumn> All { get; } =
    [
        new(1, null, new("排查治理单位", "Units screened"), "enterprises", FormUnit.Enterprises, Adds: false),
        new(2, General, new("排查", "Found"), "general.found", FormUnit.Hazards, Adds: true),
        new(3, General, new("其中已整改", "Of these rectified"), "general.rectified", FormUnit.Hazards, Adds: true),
        new(4, General, Rate, "general.rectificationRate", FormUnit.Percent, Adds: false),
        new(5, Major, new("排查", "Found"), "major.found", FormUnit.Hazards, Adds: true),
        new(6, Major, new("其中已整改销号", "Of these rectified and closed"), "major.closed", FormUnit.Hazards, Adds: true),
        new(7, Major, Rate, "major.closureRate", FormUnit.Percent, Adds: false),
        new(8, Planned, new("项数", "Hazards"), "major.planned", FormUnit.Hazards, Adds: true),
        new(9, Planned, new("其中达到五到位", "Of these with all five elements"), "major.fiveElements", FormUnit.Hazards, Adds: true),
        new(10, Listed, new("项数", "Hazards"), "supervision.listed", FormUnit.Hazards, Adds: true),
        new(11, Listed, new("其中省级", "Of these by the province"), "supervision.byLevel.province", FormUnit.Hazards, Adds: true),
        new(12, null, new("累计落实资金", "Funds secured"), "funds.secured", FormUnit.WanYuan, Adds: true),
    ];

    /// <summary>The figure that a click opens; column 4 is a quotient of two figures and opens its numerator.</summary>
    public string Drill => Figure == "general.rectificationRate" ? "general.rectified" : Figure;

    /// <summary>The column's cell of a row; without figures, a zero: the row was asked about and nothing stands in it.</summary>
    public FormCell Of(HeadlineFigures? figures) => No switch
    {
        1 => Cell(figures?.Enterprises),
        2 => Cell(figures?.General.Found),
        3 => Cell(figures?.General.Rectified),
        4 => Share(figures?.General.Rectified, figures?.General.Found),
        5 => Cell(figures?.Major.Found),
        6 => Cell(figures?.Major.Closed),
        7 => Share(figures?.Major.Closed, figures?.Major.Found),
        8 => Cell(figures?.Major.Planned),
        9 => Cell(figures?.Major.FiveElements),
        10 => Cell(figures?.Supervision.Listed),
        11 => Cell(figures?.Supervision.ByLevel.GetValueOrDefault(Domain.Hazards.Level.Province)),
        _ => new(No, figures?.Funds.Secured.WanYuan ?? 0, null),
    };

    private FormCell Cell(long? count) => new(No, count ?? 0, null);

    private FormCell Share(long? part, long? whole) => new Rate(part ?? 0, whole ?? 0) switch { var rate => new(No, rate.Percent, rate) };
}

/// <summary>One cell.</summary>
/// <param name="Column">1…12.</param>
/// <param name="Value">In the column's unit; null for a rate over nothing, which is printed as a dash.</param>
/// <param name="Rate">A rate's parts, so that nobody has to trust the division.</param>
public sealed record FormCell(int Column, decimal? Value, Rate? Rate);
