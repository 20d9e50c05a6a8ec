using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Reopenings in the window, and listings decided hazard by hazard: they are few, and distinct hazards do not add up.</summary>
internal sealed class MemoPass
{
    private readonly Dictionary<(int Hazard, int Group, byte Code, ushort Cohort, ushort Mark), int> listings = [];
    private readonly Dictionary<(int Hazard, int Group), int> reopened = [];
    private readonly FigureQuestion question;

    public MemoPass(ColumnsView view, FigureFilter filter, FigureQuestion question)
    {
        this.question = question;
        var sink = new Sink(view, filter, question, this);
        view.Memo(question.AsOf, ref sink);
        Standing = [.. listings.Where(listing => listing.Value > 0).Select(listing => listing.Key).GroupBy(listing => (listing.Hazard, listing.Group))
            .Select(same => new HazardListings(same.Key.Hazard, same.Key.Group, [.. same.Select(listing => (listing.Code, DayCode.Day(listing.Cohort), DayCode.Mark(listing.Mark)))]))];
    }

    /// <summary>Every hazard with a listing that is known and not revoked, in the group where it stands at asOf.</summary>
    public List<HazardListings> Standing { get; }

    /// <summary>Reopenings by hazard and group.</summary>
    public IReadOnlyDictionary<(int Hazard, int Group), int> Reopened => reopened;

    /// <summary>True when a hazard is counted in a figure of listings.</summary>
    public bool Counts(string figure, HazardListings hazard) => figure switch
    {
        "supervision.listed" => hazard.All.Exists(listing => InWindow(listing.ListedOn)),
        "supervision.active" => hazard.All.Exists(listing => Account.ListingStateOf(listing.Code) == Account.ListingActive),
        "supervision.delisted" => hazard.All.Exists(
            listing => InWindow(listing.ListedOn) && Account.ListingStateOf(listing.Code) == Account.ListingDelistedAndFinished),
        "supervision.delistedInPeriod" => hazard.All.Exists(listing => listing.DelistedOn is { } on && InWindow(on)),
        _ => throw new KeyNotFoundException($"'{figure}' is no figure of listings."),
    };

    /// <summary>Supervision of one group, or of all for −1. A hazard stands in one group only, so distinct per group adds up.</summary>
    public Supervision Supervision(int group)
    {
        var hazards = Standing.Where(hazard => group < 0 || hazard.Group == group).ToList();
        var byLevel = Enum.GetValues<Level>().ToDictionary(level => level, _ => 0L);
        foreach (var hazard in hazards.Where(hazard => Counts("supervision.listed", hazard)))
        {
            byLevel[hazard.All.Max(listing => Account.LevelOf(listing.Code))]++;
        }

        return new(Count("supervision.listed"), Count("supervision.active"), Count("supervision.delisted"), Count("supervision.delistedInPeriod"), byLevel);

        long Count(string figure) => hazards.Count(hazard => Counts(figure, hazard));
    }

    /// <summary>Reopenings of one group, or of all for −1.</summary>
    public long ReopenedIn(int group) => reopened.Where(events => group < 0 || events.Key.Group == group).Sum(events => (long)events.Value);

    private bool InWindow(DateOnly day) => day >= question.From && day <= question.AsOf;

    /// <summary>Listings of one hazard.</summary>
    internal sealed record HazardListings(int Hazard, int Group, List<(byte Code, DateOnly ListedOn, DateOnly? DelistedOn)> All);

    private readonly struct Sink(ColumnsView view, FigureFilter filter, FigureQuestion question, MemoPass pass) : IStandingSink
    {
        private readonly ushort from = DayCode.Of(question.From);

        public void Take(int face, byte code, ushort mark, int amount)
        {
            var (group, cohort, hazard) = (filter.Group[view.FaceDims[face]], view.FaceCohort[face], view.FaceHazard[face]);
            if (group < 0 || (filter.Party != FigureFilter.AnyParty && view.FaceParty[face] != filter.Party))
            {
                return;
            }

            if (Account.IsListing(code))
            {
                var key = (hazard, group, code, cohort, mark);
                pass.listings[key] = pass.listings.GetValueOrDefault(key) + amount;
            }
            else if (code == Account.Reopened && cohort >= from)
            {
                pass.reopened[(hazard, group)] = pass.reopened.GetValueOrDefault((hazard, group)) + amount;
            }
        }
    }
}
