using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Bench;

/// <summary>Postings of a made-up province: found evenly over four and a half years, ordered, reported, accepted, closed, some re-graded,
/// reopened, corrected or never finished; who was overdue is remembered, major ones are listed. Recorded up to three days late. The same for the same number of hazards.</summary>
internal sealed class SyntheticLedger(int hazards)
{
    public static readonly DateOnly First = new(2022, 1, 1);
    public static readonly DateOnly Today = new(2026, 6, 30);
    private const int Areas = 60;
    private const int Sectors = 10;
    private const int Sources = 16;

    private enum Step : byte { Found, Graded, OnTheSpot, Ordered, Reported, Passed, Closed, Reopened, Moved }

    private readonly Random random = new(20260630);
    private readonly List<(int Hazard, Step Step)>[] days = [.. Enumerable.Range(0, Today.DayNumber - First.DayNumber + 1).Select(_ => new List<(int, Step)>())];
    private readonly Guid[] ids = new Guid[hazards];
    private readonly (short Code, DateOnly? Mark, int Dims, bool Closed)[] standing = new (short, DateOnly?, int, bool)[hazards];
    private readonly DateOnly[] found = new DateOnly[hazards];
    private short n;

    public long Position { get; private set; }

    public void Feed(FigureColumns columns)
    {
        for (var id = 1; id <= Areas * Sectors * Sources * 3; id++)
        {
            var (grade, at) = ((Grade)((id - 1) % 3), (id - 1) / 3);
            var (area, sector, source) = (at % Areas, at / Areas % Sectors, (DiscoverySource)(at / Areas / Sectors));
            columns.Put(id, new Dims($"3503{area % 4:00}{area:000}", "sector" + sector, grade, source, source < (DiscoverySource)2 ? null : "ORG-" + sector, area % 5 == 0 ? "rootCause" : "", "ORG-" + sector));
        }

        Enumerable.Range(1, 50_000).ToList().ForEach(party => columns.PutParty(party, "E-" + party));
        for (var hazard = 0; hazard < hazards; hazard++)
        {
            Plan(hazard, (int)((long)hazard * days.Length / hazards), 0, Step.Found);
        }

        for (var day = 0; day < days.Length; day++)
        {
            for (var at = 0; at < days[day].Count; at++)
            {
                Record(columns, days[day][at].Hazard, days[day][at].Step, First.AddDays(day));
            }
        }
    }

    private void Plan(int hazard, int day, int after, Step step)
    {
        if (day + after < days.Length)
        {
            days[day + after].Add((hazard, step));
        }
    }

    private void Record(FigureColumns columns, int hazard, Step step, DateOnly recordedOn)
    {
        (Position, n) = (Position + 1, 0);
        var today = recordedOn.DayNumber - First.DayNumber;
        var day = step == Step.Found ? recordedOn : Later(recordedOn.AddDays(-random.Next(4)), found[hazard]);
        if (step <= Step.Ordered || step == Step.Reopened)
        {
            Begin(columns, hazard, step, day, today);
        }
        else
        {
            Finish(columns, hazard, step, day, today);
        }

        columns.Publish(Position);
    }

    private void Begin(FigureColumns columns, int hazard, Step step, DateOnly day, int today)
    {
        var now = standing[hazard];
        switch (step)
        {
            case Step.Found:
                ids[hazard] = new Guid(hazard, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
                found[hazard] = day;
                Move(columns, hazard, day, Cause.Found, (Account.NoDeadline, null, 1 + 3 * random.Next(Areas * Sectors * Sources), false));
                Plan(hazard, today, 0, random.Next(10) < 7 ? Step.Graded : random.Next(2) == 0 ? Step.OnTheSpot : Step.Ordered);
                break;
            case Step.Graded:
                var major = random.Next(50) == 0;
                Move(columns, hazard, day, Cause.Graded, now with { Dims = now.Dims + (major ? 2 : 1) });
                List(columns, hazard, day, major);
                Plan(hazard, today, random.Next(2), random.Next(6) == 0 ? Step.OnTheSpot : Step.Ordered);
                break;
            case Step.OnTheSpot:
                Move(columns, hazard, day, Cause.RectifiedOnTheSpot, now with { Code = Account.Finished + Account.OnTheSpot + Account.FirstPass, Mark = day });
                Plan(hazard, today, 1, Step.Closed);
                break;
            default:
                Move(columns, hazard, day, Cause.Ordered, now with { Code = Account.Due, Mark = day.AddDays(10 + random.Next(30)), Closed = false });
                Plan(hazard, today, random.Next(60) == 0 ? 5000 : 3 + random.Next(40), Step.Reported);
                break;
        }
    }

    private void Finish(FigureColumns columns, int hazard, Step step, DateOnly day, int today)
    {
        var now = standing[hazard];
        switch (step)
        {
            case Step.Reported:
                RememberOverdue(columns, hazard, day);
                Move(columns, hazard, day, Cause.CompletionReported, now with { Code = Account.AwaitingAcceptance, Mark = day.AddDays(10) });
                Plan(hazard, today, 1 + random.Next(12), Step.Passed);
                break;
            case Step.Passed:
                Move(columns, hazard, day, Cause.AcceptancePassed, now with { Code = (short)(Account.Finished + Account.HasDeadline + random.Next(4) * 2), Mark = day });
                Plan(hazard, today, 1, Step.Closed);
                break;
            case Step.Closed:
                Move(columns, hazard, day, Cause.Closed, now with { Closed = true });
                Plan(hazard, today, 30, random.Next(30) switch { 0 => Step.Reopened, 1 => Step.Moved, _ => (Step)255 });
                break;
            case Step.Moved:
                Move(columns, hazard, day, Cause.Corrected, now with { Dims = 1 + 3 * random.Next(Areas * Sectors * Sources) });
                break;
            default:
                break; // an event that posts nothing
        }
    }

    private void Move(FigureColumns columns, int hazard, DateOnly day, Cause cause, (short Code, DateOnly? Mark, int Dims, bool Closed) next)
    {
        var before = standing[hazard];
        if (before.Code != 0 && (before.Code, before.Mark, before.Dims) != (next.Code, next.Mark, next.Dims))
        {
            Post(columns, hazard, day, cause, before.Code, before.Mark, before.Dims, -1);
        }

        if ((before.Code, before.Mark, before.Dims) != (next.Code, next.Mark, next.Dims))
        {
            Post(columns, hazard, day, cause, next.Code, next.Mark, next.Dims, +1);
        }

        if (before.Closed)
        {
            Post(columns, hazard, day, cause, Account.Closed, found[hazard], before.Dims, next.Closed && next.Dims == before.Dims ? 0 : -1);
        }

        if (next.Closed && (!before.Closed || next.Dims != before.Dims))
        {
            Post(columns, hazard, day, cause, Account.Closed, found[hazard], next.Dims, +1);
        }

        standing[hazard] = next;
    }

    private void List(FigureColumns columns, int hazard, DateOnly day, bool major)
    {
        if (major)
        {
            Post(columns, hazard, day, Cause.Listed, (short)(Account.Listing + (hazard % 5 * 4) + Account.ListingActive), null, standing[hazard].Dims, +1, listedOn: day);
        }
    }

    private void RememberOverdue(FigureColumns columns, int hazard, DateOnly day)
    {
        if (standing[hazard].Mark is { } deadline && deadline < day)
        {
            Post(columns, hazard, day, Cause.CompletionReported, Account.EverOverdue, deadline.AddDays(1), standing[hazard].Dims, +1);
        }
    }

    private void Post(FigureColumns columns, int hazard, DateOnly day, Cause cause, short code, DateOnly? mark, int dims, int amount, DateOnly? listedOn = null)
    {
        if (amount != 0)
        {
            columns.Append(new(Position, n++, ids[hazard], (short)cause, code, day, listedOn ?? found[hazard], mark, dims, 1 + hazard % 50_000, amount));
        }
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
