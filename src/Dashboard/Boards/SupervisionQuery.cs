using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Boards;

/// <summary>Reads the listings that stand, and the major hazards that nobody has listed.</summary>
internal static class SupervisionQuery
{
    private const int Most = 100;

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var total = call.Figures.Headline(call.View.Question());
        var sheet = call.SheetOf(call.Words["supervision.title"], "/supervision", "supervision", total);
        if (call.View.IsPast || call.View.IsProjected)
        {
            return call.Show<SupervisionPage, SupervisionModel>(sheet, new(null, null, IsWhole: true, total));
        }

        var (listed, more) = await RowsAsync(call, new(RegisterName.Listed, call.View.Today));
        var (majors, manyMajors) = await RowsAsync(call, new(RegisterName.Open, call.View.Today) { Grade = Grade.Major });
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

        return call.Show<SupervisionPage, SupervisionModel>(
            sheet,
            new([.. rows.OrderByDescending(row => row.Listing.Level).ThenBy(row => row.Listing.Deadline)], [.. majors.Where(item => item.Listing is null)], !more && !manyMajors, total));
    }

    private static async Task<(IReadOnlyList<RegisterItem> Items, bool More)> RowsAsync(PageCall call, RegisterFilter filter)
    {
        filter = filter with { Area = call.View.Area, Sort = new(RegisterKey.Deadline, Descending: false) };
        var page = (RegisterPage)await call.Register.PageAsync(call.Scope, filter, null, Most, call.Aborted);
        return (page.Items, page.Next is not null);
    }
}
