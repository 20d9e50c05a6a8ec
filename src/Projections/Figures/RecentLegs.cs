using System.Runtime.InteropServices;
using HazardLedger.Domain.Figures;

namespace HazardLedger.Projections.Figures;

/// <summary>The newest legs in ledger order, as much of them as tells whether an answer is still right.</summary>
internal sealed class RecentLegs
{
    private const int Kept = 1 << 13;
    private readonly Recent[] ring = new Recent[Kept];
    private readonly Lock gate = new();
    private long count;

    public void Add(uint position, int dims, int party, ushort day, ushort cohort, byte code)
    {
        lock (gate)
        {
            ring[count++ % Kept] = new(position, dims, party, day, cohort, code);
        }
    }

    /// <summary>True when none of the legs after one position, up to another, can change the answer to a question; false when some may,
    /// or when they are no longer known.</summary>
    public bool LeaveAlone(FigureQuestion question, TakenDims taken, uint after, uint upto)
    {
        var (from, asOf) = (DayCode.Of(question.From), DayCode.Of(question.AsOf));
        lock (gate)
        {
            var oldest = Math.Max(0, count - Kept);
            for (var at = count - 1; at >= oldest; at--)
            {
                ref readonly var leg = ref ring[at % Kept];
                if (leg.Position <= after)
                {
                    return true;
                }

                if (leg.Position <= upto && leg.Day <= asOf && (Passes(leg, taken) || (leg.Cohort < from && Account.IsUnfinished(leg.Code))))
                {
                    return false; // the carry-over asks what became of a hazard, wherever it is now
                }
            }

            return oldest == 0;
        }
    }

    private static bool Passes(in Recent leg, TakenDims taken) =>
        leg.Dims >= taken.Rows.Length || (taken.Rows[leg.Dims] && (taken.Party == FigureFilter.AnyParty || taken.Party == leg.Party));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Recent(uint Position, int Dims, int Party, ushort Day, ushort Cohort, byte Code);
}
