using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Boards;

/// <summary>Reads the listings that stand, and the major hazards that nobody has listed.</summary>
internal static class SupervisionQuery
{
    private const int RowsOfBoard = 20;
    private const int RowsOfPage = 40;

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        var (list, cursor) = (call.Query.Word<SupervisionList>("list"), call.Query.Text("cursor", 1024));
        if (cursor is not null && list is null)
        {
            call.Query.Fault("cursor"); // which of the two does it go on with?
        }

        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var total = call.Figures.Headline(call.View.Question());
        var sheet = call.SheetOf(call.Words["supervision.title"], "/supervision", "supervision", total) with { Own = [("list", list is { } one ? WordOf(one) : null)] };
        if (call.View.IsPast || call.View.IsProjected)
        {
            return call.Show<SupervisionPage, SupervisionModel>(sheet, new(list, null, [], null, IsFirst: true, total));
        }

        var standing = list == SupervisionList.Unlisted ? null : await PageAsync(call, new(RegisterName.Listed, call.View.Today), list, cursor);
        var unlisted = list == SupervisionList.Standing ? null : await PageAsync(call, new(RegisterName.Open, call.View.Today) { Grade = Grade.Major, Unlisted = true }, list, cursor);
        return call.Show<SupervisionPage, SupervisionModel>(sheet, new(list, standing, await ListingsAsync(call, standing?.Items ?? []), unlisted, cursor is null, total));
    }

    /// <summary>A list's word in an address.</summary>
    public static string WordOf(SupervisionList list) => char.ToLowerInvariant(list.ToString()[0]) + list.ToString()[1..];

    private static async Task<RegisterPage?> PageAsync(PageCall call, RegisterFilter filter, SupervisionList? list, string? cursor)
    {
        filter = filter with { Area = call.View.Area, Sort = new(RegisterKey.Deadline, Descending: false), WithTotal = true };
        if (await call.Register.PageAsync(call.Scope, filter, cursor, list is null ? RowsOfBoard : RowsOfPage, call.Aborted) is RegisterPage page)
        {
            return page;
        }

        call.Query.Fault("cursor");
        return null;
    }

    private static async Task<List<ListedRow>> ListingsAsync(PageCall call, IReadOnlyList<RegisterItem> listed)
    {
        var rows = new List<ListedRow>();
        foreach (var item in listed)
        {
            if (await call.Histories.LoadAsync(call.Scope, item.Id, call.Aborted) is { Story: { Now.Listing: { } listing } story })
            {
                var published = story.Standing.Where(fact => fact.Event is ListingPublished one && one.ListingNo == listing.ListingNo).Select(fact => (DateOnly?)fact.Entry.OccurredOn).FirstOrDefault();
                var limit = story.Standing.Select(fact => fact.Event).OfType<HazardListed>().FirstOrDefault(one => one.ListingNo == listing.ListingNo)?.PublishBy;
                rows.Add(new(item, listing, published, limit, story.Now.Plan?.Status));
            }
        }

        return rows;
    }
}
