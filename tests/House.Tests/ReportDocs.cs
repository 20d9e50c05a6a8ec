using System.Text;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.House.Tests;

/// <summary>The part of docs/events.md on reports.</summary>
internal static class ReportDocs
{
    /// <summary>Writes it.</summary>
    public static void Append(StringBuilder page, Func<Type, string> members)
    {
        page.Append("\n## Reports\n\nIn streams of their own, one a report and one an area and month; they post nothing.\n\n");
        foreach (var (type, record) in ReportJson.EventTypes.OrderBy(pair => pair.Value.MetadataToken))
        {
            var name = NameBook.Event(type);
            page.Append($"### `{type}`\n\n{name.Zh} · {name.En}. {EventDocs.Summary(record)}\n\n{members(record)}\n");
        }

        foreach (var part in new[] { typeof(ReportScope), typeof(ReportEdition), typeof(ReportFlow) })
        {
            page.Append($"**{part.Name}**: {EventDocs.Summary(part)}\n\n{members(part)}\n");
        }

        page.Append("| code | | |\n|---|---|---|\n");
        foreach (var refusal in ReportDecider.Refusals)
        {
            page.Append($"| `{refusal.Code}` | {refusal.Chinese} | {refusal.English} |\n");
        }
    }
}
