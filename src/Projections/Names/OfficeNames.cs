using System.Text.RegularExpressions;

namespace HazardLedger.Projections.Names;

/// <summary>Organisations by code: an area's code and what kind of office it is, as in <c>350304-EMB</c>.</summary>
internal static partial class OfficeNames
{
    private static readonly Dictionary<string, Name> Kinds = new(StringComparer.Ordinal)
    {
        ["EMB"] = new("应急管理局", "Emergency Management Bureau"),
        ["FIRE"] = new("消防救援大队", "Fire and Rescue Brigade"),
        ["SCO"] = new("安全生产委员会办公室", "Office of the Work Safety Committee"),
        ["GOV"] = new("人民政府", "People's Government"),
        ["ADM"] = new("管理委员会", "Administration"),
        ["HOUSING"] = new("住房和城乡建设局", "Housing and Construction Bureau"),
        ["TRANSPORT"] = new("交通运输局", "Transport Bureau"),
        ["MARKET"] = new("市场监督管理局", "Market Regulation Bureau"),
        ["CULTURE"] = new("文化体育和旅游局", "Culture, Sports and Tourism Bureau"),
        ["EDUCATION"] = new("教育局", "Education Bureau"),
        ["INDUSTRY"] = new("工业和信息化局", "Industry and Information Technology Bureau"),
    };

    // A sub-district has no government of its own, but an office of the district's (街道办事处).
    private static readonly Name SubdistrictOffice = new("办事处", "Office");

    /// <summary>The name; null for a code of another form, an unknown area or an unknown kind.</summary>
    public static Name? Of(string code)
    {
        if (Form().Match(code) is not { Success: true } parts || !AreaNames.All.TryGetValue(parts.Groups["area"].Value, out var area)
            || !Kinds.TryGetValue(parts.Groups["kind"].Value, out var kind))
        {
            return null;
        }

        var office = parts.Groups["kind"].Value == "GOV" && area.Zh.EndsWith("街道", StringComparison.Ordinal) ? SubdistrictOffice : kind;
        return new(area.Zh + office.Zh, $"{area.En} {office.En}");
    }

    [GeneratedRegex("^(?<area>[0-9]{2,9}|Z-[0-9]+-[0-9]+)-(?<kind>[A-Z]+)$")]
    private static partial Regex Form();
}
