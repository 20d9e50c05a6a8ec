using System.Runtime.InteropServices;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>A hazard with a listing that stands, which leaves out revoked ones.</summary>
/// <param name="Group">Where it stands at asOf.</param>
/// <param name="Traits">What its listings are in the question's window: <see cref="Listed"/> and those below.</param>
/// <param name="Highest">The highest level among its listings, in the window or not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ListedHazard(int Hazard, int Group, byte Traits, Level Highest)
{
    public const byte Listed = 1;
    public const byte Active = 2;
    public const byte Delisted = 4;
    public const byte DelistedInPeriod = 8;
    private const int LevelAt = 4; // the upper half of the byte, from 1 on, so that 0 is a hazard without a listing

    public bool Has(byte trait) => (Traits & trait) != 0;

    /// <summary>Net of legs given as <see cref="StandingLegs"/>' entries: those that take another back are gone with it.</summary>
    public static List<ulong> Net(List<ulong> legs)
    {
        var left = new Dictionary<ulong, int>();
        foreach (var leg in legs)
        {
            if (StandingLegs.AmountOf(leg) < 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(left, StandingLegs.KeyOf(leg), out _) -= StandingLegs.AmountOf(leg);
            }
        }

        // Most listings were never taken back.
        legs.RemoveAll(leg => StandingLegs.AmountOf(leg) < 0 || (left.Count > 0 && TakenBack(left, leg)));
        return legs;
    }

    /// <summary>The hazards of listings that stand, each once.</summary>
    /// <param name="standing">Net entries.</param>
    /// <param name="marks">One for each hazard, all 0.</param>
    public static List<ListedHazard> Of(List<ulong> standing, ColumnsView view, FigureFilter filter, FigureQuestion question, byte[] marks)
    {
        var (from, asOf) = (DayCode.Of(question.From), DayCode.Of(question.AsOf));
        var hazards = new List<ListedHazard>(standing.Count);
        foreach (var entry in standing)
        {
            var (face, code, mark) = (StandingLegs.FaceOf(entry), StandingLegs.CodeOf(entry), StandingLegs.MarkOf(entry));
            ref var known = ref marks[view.FaceHazard[face]];
            if (known == 0)
            {
                hazards.Add(new(view.FaceHazard[face], filter.GroupOf(face), 0, default));
            }

            var level = Math.Max(known >> LevelAt, (int)Account.LevelOf(code) + 1);
            known = (byte)((level << LevelAt) | (known & ((1 << LevelAt) - 1)) | TraitsOf(code, view.FaceCohort[face] >= from, mark >= from && mark <= asOf));
        }

        foreach (ref var hazard in CollectionsMarshal.AsSpan(hazards))
        {
            var known = marks[hazard.Hazard];
            hazard = hazard with { Traits = (byte)(known & ((1 << LevelAt) - 1)), Highest = (Level)((known >> LevelAt) - 1) };
        }

        return hazards;
    }

    // A listing after asOf does not stand at asOf, so from alone decides about its day.
    private static int TraitsOf(byte code, bool listedInWindow, bool delistedInWindow) =>
        (listedInWindow ? Listed : 0)
        | (Account.ListingStateOf(code) == Account.ListingActive ? Active : 0)
        | (listedInWindow && Account.ListingStateOf(code) == Account.ListingDelistedAndFinished ? Delisted : 0)
        | (delistedInWindow ? DelistedInPeriod : 0);

    private static bool TakenBack(Dictionary<ulong, int> left, ulong leg)
    {
        var amount = StandingLegs.AmountOf(leg);
        if (!left.TryGetValue(StandingLegs.KeyOf(leg), out var waiting) || waiting < amount)
        {
            return false;
        }

        left[StandingLegs.KeyOf(leg)] = waiting - amount;
        return true;
    }
}
