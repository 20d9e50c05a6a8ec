using System.Globalization;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Recording;

/// <summary>A command's fields, with what the hazard's own state offers: which control, which item, which entry, which proposal.</summary>
internal static class FormFields
{
    // An entry's instant, another person's name and missing papers are for programs; files have a place of their own.
    private static readonly string[] NotAsked = ["occurredAt", "actor", "missing", "evidence"];

    /// <summary>The command's own members.</summary>
    public static IReadOnlyList<FormField> Of(RecordingDoor door, CommandRow row, History? history, PageCall call) =>
    [
        .. door.MembersOf(row.Command).Where(member => !(row.Command == typeof(CancelEntry) && member.Name == "version"))
            .Select(member => Offered(FormField.Of(member, "", door.MembersOf), row, history, call)),
    ];

    /// <summary>The members of the entry; an approval has none, for its entry is the proposal's.</summary>
    public static IReadOnlyList<FormField> Entry(RecordingDoor door, CommandRow row, DateOnly today) => row.Command == typeof(ApproveProposal) ? [] :
    [
        .. door.Entry.Where(member => !NotAsked.Contains(member.Name, StringComparer.Ordinal))
            .Select(member => member.Name == "note" && row.Command == typeof(AddNote) ? member with { Required = true } : member)
            .Select(member => FormField.Of(member, "", door.MembersOf)).Select(field => field.Member.Name == "occurredOn" ? field with { Default = Phrasing.Day(today) } : field),
    ];

    private static FormField Offered(FormField field, CommandRow row, History? history, PageCall call)
    {
        var now = history?.Story.Now ?? Hazard.Unknown;
        return field.Member.Name switch
        {
            "area" => field with { Choices = [.. Areas(call)] },
            "sector" => field with { Kind = FieldKind.Choice, Choices = NameBook.Sectors },
            "controlId" when row.Command != typeof(ImposeControl) => Chosen(field, now.Controls.Where(control => control.IsActive)
                .Select(control => new NamedCode(control.ControlId, Beside(control.ControlId, NameBook.Of(control.Kind))))),
            "no" when row.Command == typeof(CompleteItem) => Chosen(field, now.Items.Where(item => item.CompletedOn is null)
                .Select(item => new NamedCode(Text(item.No), Beside(Text(item.No), new(item.Description, item.Description))))),
            "n" => Chosen(field, now.Proposals.Where(proposal => proposal.State == ProposalState.Pending)
                .Select(proposal => new NamedCode(Text(proposal.N), Beside(Text(proposal.N), NameBook.Command(HazardCommands.Of(proposal.Command).Route))))),
            "position" when history is not null => Chosen(field, history.Facts.Reverse()
                .Select(fact => new NamedCode(Text(fact.Position), Beside($"v{fact.Version} {Phrasing.Day(fact.Entry.OccurredOn)}", NameBook.Event(fact.Type))))),
            "listingNo" when row.Command != typeof(ListForSupervision) => field with { Default = now.Listings is [.., var last] ? last.ListingNo : null },
            "caseNo" when row.Command != typeof(OpenPenaltyCase) => field with { Default = now.PenaltyCases is [.., var last] ? last.CaseNo : null },
            "controls" => field with { Default = string.Join('\n', now.Controls.Where(control => control.IsActive && control.Stops).Select(control => control.ControlId)) },
            "to" when row.Command == typeof(IssueNotice) => field with { Default = now.AssignedTo ?? now.Enterprise },
            _ => field,
        };
    }

    private static FormField Chosen(FormField field, IEnumerable<NamedCode> choices)
    {
        var list = choices.ToList();
        return field with { Kind = FieldKind.Choice, Choices = list, Default = list.Count == 1 ? list[0].Code : null };
    }

    private static Name Beside(string code, Name name) => new($"{code} · {name.Zh}", $"{code} · {name.En}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The areas that the visitor may name.</summary>
    public static IEnumerable<NamedCode> Areas(PageCall call) => Below(call.Options.DefaultArea)
        .Where(area => call.Scope.Areas.Count == 0 || call.Scope.Areas.Any(mine => AreaCode.IsWithin(area.Code, mine)))
        .Select(area => area with { Name = Beside(area.Code, area.Name) });

    private static IEnumerable<NamedCode> Below(string? code) => NameBook.AreasBelow(code).SelectMany(area => Below(area.Code).Prepend(area));
}
