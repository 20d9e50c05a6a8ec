using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>What counts beside the unit accounts: most of it in cells, listings hazard by hazard, for distinct hazards do not add up.</summary>
internal sealed class MemoPass
{
    private readonly Dictionary<(int Hazard, int Group, byte Code, ushort Cohort, ushort Mark), int> listings = [];
    private readonly FigureQuestion question;

    /// <summary>Runs the pass.</summary>
    /// <param name="sums">Cells of every group, to be added to; null when only the listings are wanted.</param>
    public MemoPass(ColumnsView view, FigureFilter filter, FigureQuestion question, long[]? sums = null)
    {
        this.question = question;
        var sink = new Sink(view, filter, question, this, sums);
        view.Memo(question.From.Year, question.AsOf, ref sink);
        Standing = [.. listings.Where(listing => listing.Value > 0).Select(listing => listing.Key).GroupBy(listing => (listing.Hazard, listing.Group))
            .Select(same => new HazardListings(same.Key.Hazard, same.Key.Group, [.. same.Select(listing => (listing.Code, DayCode.Day(listing.Cohort), DayCode.Mark(listing.Mark)))]))];
    }

    /// <summary>Every hazard with a listing that is known and not revoked, in the group where it stands at asOf.</summary>
    public List<HazardListings> Standing { get; }

    /// <summary>True when a hazard is counted in a figure of listings.</summary>
    public bool Counts(string figure, HazardListings hazard) => figure switch
    {
        "supervision.listed" => hazard.All.Exists(listing => InWindow(listing.ListedOn)),
        "supervision.active" => hazard.All.Exists(listing => Account.ListingStateOf(listing.Code) == Account.ListingActive),
        "supervision.delisted" => hazard.All.Exists(
            listing => InWindow(listing.ListedOn) && Account.ListingStateOf(listing.Code) == Account.ListingDelistedAndFinished),
        "supervision.delistedInPeriod" => hazard.All.Exists(listing => listing.DelistedOn is { } on && InWindow(on)),
        _ when FigureDefinitions.LevelOf(figure) is { } level => Counts("supervision.listed", hazard) && hazard.All.Max(listing => Account.LevelOf(listing.Code)) == level,
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

    private bool InWindow(DateOnly day) => day >= question.From && day <= question.AsOf;

    /// <summary>Listings of one hazard.</summary>
    internal sealed record HazardListings(int Hazard, int Group, List<(byte Code, DateOnly ListedOn, DateOnly? DelistedOn)> All);

    private readonly struct Sink(ColumnsView view, FigureFilter filter, FigureQuestion question, MemoPass pass, long[]? sums) : IStandingSink
    {
        private readonly ushort from = DayCode.Of(question.From);

        public void Take(int face, byte code, ushort mark, long amount)
        {
            var cell = filter.CellOf(face);
            if (cell < 0)
            {
                return;
            }

            var (cohort, hazard) = (view.FaceCohort[face], view.FaceHazard[face]);
            if (Account.IsListing(code))
            {
                var key = (hazard, cell / Cells.Width, code, cohort, mark);
                pass.listings[key] = pass.listings.GetValueOrDefault(key) + (int)amount;
            }
            else if (sums is not null && Cells.Counts(code) && (cohort >= from || code is (byte)Account.Planned or (byte)Account.FiveElements))
            {
                sums[cell + (cohort >= from ? Cells.InWindow : 0) + Cells.Slot[code]] += amount;
            }
        }
    }
}
