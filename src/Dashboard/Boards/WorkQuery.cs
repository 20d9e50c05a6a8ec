using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Boards;

/// <summary>Reads the list that a visitor works through.</summary>
internal static class WorkQuery
{
    private const int Rows = 25;
    private const int Ahead = 3;

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        var visitor = call.Context.RequestServices.GetService<RecordingDoor>()?.VisitorOf(call.Context);
        var list = call.Query.Word<WorkList>("list") ?? (visitor is null ? WorkList.Area : WorkList.Mine);
        var cursor = call.Query.Text("cursor", 1024);
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var isNow = !call.View.IsPast && !call.View.IsProjected;
        var (page, proposals) = (default(RegisterPage), default(ProposalPage));
        if (isNow && list == WorkList.Approval)
        {
            proposals = await ProposalsAsync(call, visitor, cursor);
        }
        else if (isNow && FilterOf(call, list, visitor) is { } filter)
        {
            page = await call.Register.PageAsync(call.Scope, filter, cursor, Rows, call.Aborted) as RegisterPage;
            if (page is null)
            {
                call.Query.Fault("cursor");
            }
        }

        var total = call.Figures.Headline(call.View.Question());
        var sheet = call.SheetOf(call.Words["work.title"], "/work", "work", total) with { Own = [("list", WordOf(list))] };
        return call.Show<WorkPage, WorkModel>(sheet, new(list, visitor, isNow, page, proposals, total, cursor is null));
    }

    /// <summary>A list's word in an address.</summary>
    public static string WordOf(WorkList list) => char.ToLowerInvariant(list.ToString()[0]) + list.ToString()[1..];

    // Null: the list belongs to somebody, and nobody is signed in.
    private static RegisterFilter? FilterOf(PageCall call, WorkList list, Visitor? visitor)
    {
        var register = list switch
        {
            WorkList.DueSoon => RegisterName.DueSoon,
            WorkList.Overdue => RegisterName.Overdue,
            WorkList.Awaiting => RegisterName.AwaitingAcceptance,
            _ => RegisterName.Open,
        };
        return list == WorkList.Mine && visitor is null ? null : new(register, call.View.Today)
        {
            Area = call.View.Area, Regulator = list == WorkList.Mine ? visitor!.Organisation : null,
            Sort = new(RegisterKey.Deadline, Descending: false), DueSoonDays = Ahead, WithTotal = true,
        };
    }

    // Who proposed something does not decide on it: it waits for others.
    private static async Task<ProposalPage?> ProposalsAsync(PageCall call, Visitor? visitor, string? cursor)
    {
        var after = Guid.Empty;
        if (cursor is not null && !Guid.TryParseExact(cursor, "N", out after))
        {
            call.Query.Fault("cursor");
            return null;
        }

        var page = await call.Context.RequestServices.GetRequiredService<ProposalRegister>()
            .PageAsync(call.Scope, ProposalState.Pending, call.View.Area, cursor is null ? null : after, Rows, call.Aborted);
        return page with { Items = [.. page.Items.Where(item => item.Proposal.ProposedBy.Person != visitor?.Person)] };
    }
}
