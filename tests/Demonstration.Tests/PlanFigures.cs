using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration.Tests;

/// <summary>Figures of one question, summed from the legs of every story (decisions 24–30).</summary>
internal sealed class PlanFigures
{
    private readonly DateOnly _from;
    private readonly DateOnly _asOf;
    private readonly List<List<Leg>> _hazards;

    public PlanFigures(IEnumerable<IReadOnlyList<Leg>> legs, DateOnly from, DateOnly asOf, Func<Dims, bool>? where = null)
    {
        (_from, _asOf) = (from, asOf);
        _hazards = [.. legs.Select(hazard => hazard
            .Where(leg => AreaCode.IsWithin(leg.Dims.Area, "350304") && (where?.Invoke(leg.Dims) ?? true)).ToList())];
    }

    public long Found => Cohort(Account.IsUnit);
    public long Rectified => Cohort(Account.IsFinished);
    public long Open => Cohort(Account.IsUnfinished);
    public long MajorFound => Cohort(Account.IsUnit, Grade.Major);
    public long MajorClosed => Cohort(Account.IsFinished, Grade.Major);
    public long NoDeadline => Cohort(code => code == Account.NoDeadline);
    public long Overdue => Sum(leg => leg.Code == Account.Due && leg.Cohort >= _from && leg.Mark < _asOf);
    public long NotYetDue => Sum(leg => leg.Code == Account.Due && leg.Cohort >= _from && leg.Mark >= _asOf);
    public long Awaiting => Cohort(code => code == Account.AwaitingAcceptance);
    public long AcceptedNotClosed => Cohort(code => code == Account.AcceptedNotClosed);
    public long OnTheSpot => Cohort(code => Account.Has(code, Account.OnTheSpot));
    public long OnTime => Cohort(code => Account.Has(code, Account.OnTime));
    public long FirstPass => Cohort(code => Account.Has(code, Account.FirstPass));
    public long StockOpen => Sum(leg => Account.IsUnfinished(leg.Code) && leg.Cohort <= _asOf);
    public long Reopened => Sum(leg => leg.Code == Account.Reopened && leg.Cohort >= _from);
    public long Listed => Sum(leg => Account.IsListing(leg.Code) && leg.Cohort >= _from);
    public long Active => Sum(leg => Account.IsListing(leg.Code) && Account.ListingStateOf(leg.Code) == Account.ListingActive);
    public long Delisted => Sum(leg => Account.IsListing(leg.Code) && leg.Cohort >= _from && Account.ListingStateOf(leg.Code) == Account.ListingDelistedAndFinished);
    public long CarryOverOpening => CarriedOver().Count();
    public long CarryOverClosed => CarriedOver().Count(legs => At(legs, _asOf, leg => Account.IsFinished(leg.Code)) > 0);

    /// <summary>How often a hazard went from unfinished to finished in the window, whatever became of it later.</summary>
    public int FinishMoves => _hazards.Sum(legs => legs.Where(leg => leg.Day >= _from && leg.Day <= _asOf && Account.IsUnit(leg.Code))
        .Select(leg => leg.Day).Distinct()
        .Count(day => At(legs, day, leg => Account.IsFinished(leg.Code)) > 0 && At(legs, day.AddDays(-1), leg => Account.IsFinished(leg.Code)) == 0));

    private IEnumerable<List<Leg>> CarriedOver() => _hazards
        .Where(legs => At(legs, _from.AddDays(-1), leg => Account.IsUnfinished(leg.Code) && leg.Cohort < _from) > 0);

    private long Cohort(Func<short, bool> code, Grade? grade = null) =>
        Sum(leg => code(leg.Code) && leg.Cohort >= _from && leg.Cohort <= _asOf && (grade is null || leg.Dims.Grade == grade));

    private long Sum(Func<Leg, bool> which) => _hazards.Sum(legs => At(legs, _asOf, which));

    private static long At(List<Leg> legs, DateOnly day, Func<Leg, bool> which) => legs.Where(leg => leg.Day <= day && which(leg)).Sum(leg => leg.Amount);
}
