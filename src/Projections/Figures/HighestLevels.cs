using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Finds for each hazard the highest level of its listings that stand, which leaves out revoked ones.</summary>
internal readonly struct HighestLevels(ColumnsView view) : IStandingSink
{
    private readonly Dictionary<(int Hazard, byte Code, ushort Cohort, ushort Mark), long> listings = [];

    public void Take(int face, byte code, ushort mark, long amount)
    {
        if (Account.IsListing(code))
        {
            var key = (view.FaceHazard[face], code, view.FaceCohort[face], mark);
            listings[key] = listings.GetValueOrDefault(key) + amount;
        }
    }

    public IEnumerable<(int Hazard, Level Level)> ByHazard() =>
        listings.Where(listing => listing.Value > 0).GroupBy(listing => listing.Key.Hazard, (hazard, all) => (hazard, all.Max(listing => Account.LevelOf(listing.Key.Code))));
}
