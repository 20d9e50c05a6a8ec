using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>Takes the legs of listings, as <see cref="StandingLegs"/>' entries.</summary>
internal readonly struct ListingSink(List<ulong> listings) : IStandingSink
{
    public void Take(int face, byte code, ushort mark, long amount)
    {
        if (Account.IsListing(code))
        {
            listings.Add(StandingLegs.Entry(StandingLegs.Key(face, code, mark), (int)amount));
        }
    }
}
