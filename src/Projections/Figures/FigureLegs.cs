using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;

namespace HazardLedger.Projections.Figures;

/// <summary>Which postings a figure is made of, one by one and by the definition itself: what the fast passes are explained with.</summary>
internal static class FigureLegs
{
    /// <summary>True when a posting is one of those that a figure sums.</summary>
    public static bool Takes(FigureDefinition definition, StoredPosting posting, ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        if (filter.Cell[posting.Dims] < 0 || (filter.Party != FigureFilter.AnyParty && posting.Party != filter.Party))
        {
            return false;
        }

        return definition.Kind switch
        {
            FigureKind.Listings => Account.IsListing(posting.Code) && posting.Day <= question.AsOf,
            FigureKind.CarryOver => Account.IsUnfinished(posting.Code) && posting.Day < question.From,
            FigureKind.Distinct when !view.IsNamed(posting.Party) => false,
            _ => posting.Day <= question.AsOf && definition.Takes(
                FigureCell.Of(posting.Code, posting.Cohort, posting.Mark, view.Dims[posting.Dims].Grade, question.From, question.AsOf),
                posting.Cohort, posting.Mark, question.AsOf),
        };
    }

    /// <summary>True when one hazard's listings put it in a figure of listings.</summary>
    public static bool ListingsNow(string figure, IEnumerable<StoredPosting> listings, FigureQuestion question)
    {
        var standing = listings.GroupBy(posting => (posting.Code, posting.Cohort, posting.Mark)).Where(same => same.Sum(posting => posting.Amount) > 0)
            .Select(same => same.Key).ToList();
        return FigureDefinitions.LevelOf(figure) is { } level
            ? standing.Exists(listing => listing.Cohort >= question.From) && standing.Max(listing => Account.LevelOf(listing.Code)) == level
            : standing.Exists(listing => figure switch
            {
                "supervision.active" => Account.ListingStateOf(listing.Code) == Account.ListingActive,
                "supervision.delistedInPeriod" => listing.Mark >= question.From && listing.Mark <= question.AsOf,
                _ => listing.Cohort >= question.From
                    && (figure == "supervision.listed" || Account.ListingStateOf(listing.Code) == Account.ListingDelistedAndFinished),
            });
    }

    /// <summary>True when one hazard is unfinished at the end of a day.</summary>
    public static bool IsUnfinished(IEnumerable<StoredPosting> all, DateOnly asOf) =>
        all.Where(posting => posting.Day <= asOf && Account.IsUnfinished(posting.Code)).Sum(posting => posting.Amount) != 0;
}
