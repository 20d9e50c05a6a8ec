using System.Runtime.InteropServices;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

public static partial class HazardPostings
{
    // Things that happen and do not stand: each is one more under its code, for ever, with the dims of its day.
    private static IEnumerable<short> HappeningOf(HazardEvent recorded) => recorded switch
    {
        HazardReopened => [Account.Reopened],
        PubliclyExposed => [Account.Exposed],
        NoticeIssued notice => [(short)(Account.NoticeOf + (int)notice.Kind)],
        _ => [],
    };

    private static Cause CauseOf(short happened) => happened switch
    {
        Account.Reopened => Cause.Reopened,
        Account.Exposed => Cause.Exposed,
        _ => Cause.Noticed,
    };

    // Beside the unit account: plans of unfinished major hazards, their money, what came back, and penalties that stand.
    private static IEnumerable<Standing> MemosOf(Hazard hazard, Dims dims, string party)
    {
        if (hazard is { Grade: Grade.Major, IsFinished: false, Plan: { Status: not PlanStatus.Returned } plan })
        {
            yield return new(Account.Planned, hazard.DiscoveredOn, plan.SubmittedOn, dims, party, "");
            if (plan.FiveElementsReached)
            {
                yield return new(Account.FiveElements, hazard.DiscoveredOn, plan.SubmittedOn, dims, party, "");
            }
        }

        if (hazard.Plan is { Status: not PlanStatus.Returned, FundsSecured: true, Funds: > 0 } paid)
        {
            yield return new(Account.FundsSecured, hazard.DiscoveredOn, paid.SubmittedOn, dims, party, "", paid.Funds);
        }

        if (hazard.RecurrenceOf is not null)
        {
            yield return new(Account.Recurrence, hazard.DiscoveredOn, null, dims, party, "");
        }

        foreach (var penalty in hazard.PenaltyCases.Where(penalty => penalty is { DecidedOn: not null, RevokedOn: null }))
        {
            yield return new(Account.Penalty, penalty.DecidedOn!.Value, null, dims, party, penalty.CaseNo);
            if (penalty.Fine > 0)
            {
                yield return new(Account.Fine, penalty.DecidedOn.Value, null, dims, party, penalty.CaseNo, penalty.Fine);
            }
        }
    }

    // What is left of a voided or merged hazard: that it was, on which day, with the dimensions of that day.
    private static Leg Gone(Story story)
    {
        var left = story.Ordered.First(fact => fact.Event is HazardVoided or HazardMerged);
        var (on, hazard) = (Story.DayOf(left), story.On(Story.DayOf(left)));
        var code = left.Event is HazardVoided ? Account.Voided : Account.Merged;
        return new(code, on, on, hazard.DiscoveredOn, DimsOf(hazard), PartyOf(hazard), CauseOf(left.Event), 1);
    }

    /// <summary>Whether a hazard was ever overdue at the end of a day, as its days go by. While it still stands under the deadline that
    /// it missed, this is read and not posted: a deadline runs out without an event.</summary>
    /// <param name="Deadline">The deadline under which it stood at the end of the last day that had a step; null when under none.</param>
    /// <param name="Since">From when on it stood under it.</param>
    /// <param name="First">First day at whose end it was overdue, under a deadline that it has left.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Lateness(DateOnly? Deadline, DateOnly Since, DateOnly? First)
    {
        /// <summary>First day overdue under any deadline that a state on a day has left; null when there is none.</summary>
        public DateOnly? FirstOverdue(Hazard hazard, DateOnly on)
        {
            if (First is not null || Deadline is not { } missed || DeadlineOf(hazard) == missed)
            {
                return First;
            }

            var first = missed < Since ? Since.DayNumber : missed.DayNumber + 1;
            return first < on.DayNumber ? DateOnly.FromDayNumber(first) : null;
        }

        /// <summary>After a day that ends with this state.</summary>
        public Lateness After(Hazard hazard, DateOnly on) =>
            new(DeadlineOf(hazard), DeadlineOf(hazard) == Deadline ? Since : on, FirstOverdue(hazard, on));

        private static DateOnly? DeadlineOf(Hazard hazard) => UnitOf(hazard) is (Account.Due, { } deadline) ? deadline : null;
    }
}
