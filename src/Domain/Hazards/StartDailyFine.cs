using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A unit that was ordered and fined and still does not put it right is fined for each day (按日连续处罚; WSL Art. 112).</summary>
/// <param name="CaseNo">The fine's case; may be left out when there is one.</param>
/// <param name="From">The day after the order.</param>
/// <param name="BaseAmount">Whole yuan a day: the amount of the first fine.</param>
public sealed record StartDailyFine(string? CaseNo, DateOnly From, long BaseAmount) : HazardCommand;

public static partial class HazardDecider
{
    // That nothing was put right is read from the course: work that is reported done is not refused any more.
    private static Decision Decide(StartDailyFine command, Entry entry, Hazard hazard)
    {
        var fined = hazard.PenaltyCases.Where(penalty => penalty.IsFined && (command.CaseNo is null || penalty.CaseNo == command.CaseNo)).ToList();
        return fined switch
        {
            [var penalty] when hazard.DailyFines.Contains(new(penalty.CaseNo, command.From, command.BaseAmount)) => [],
            [_, _, ..] => CaseNoRequired,
            [] => NotFined,
            [var penalty] when penalty.Fine != command.BaseAmount && !entry.IsHistorical => DailyFineIsTheFine,
            _ when command.From > entry.OccurredOn => DailyFineFromOrder,
            _ => [new DailyFineStarted(fined[0].CaseNo, command.From, command.BaseAmount)],
        };
    }
}
