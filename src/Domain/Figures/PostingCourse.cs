using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

public static partial class HazardPostings
{
    /// <summary>What each event of a journal posted when it was recorded, in that order: the same as <see cref="Difference(Story, Story)"/> of the
    /// story before and after it, without telling the whole story again for each.</summary>
    /// <param name="journal">A hazard's facts in the order of recording.</param>
    public static IEnumerable<IReadOnlyList<Leg>> Each(IReadOnlyList<Fact> journal) => GoesForward(journal) ? EachForward(journal) : EachAgain(journal);

    // Nothing was learned late or taken back: then an event changes its own day and no other.
    private static bool GoesForward(IReadOnlyList<Fact> journal)
    {
        for (var i = 0; i < journal.Count; i++)
        {
            if (journal[i].Event is EntryCancelled or ListingRevoked or CommandProposed or HazardVoided or HazardMerged
                || (i > 0 && Story.DayOf(journal[i]) < Story.DayOf(journal[i - 1])))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<IReadOnlyList<Leg>> EachAgain(IReadOnlyList<Fact> journal)
    {
        var stood = Of(Story.Empty);
        for (var i = 1; i <= journal.Count; i++)
        {
            var stands = Of(Story.Of(journal.Take(i)));
            yield return Difference(stood, stands);
            stood = stands;
        }
    }

    private static IEnumerable<IReadOnlyList<Leg>> EachForward(IReadOnlyList<Fact> journal)
    {
        var (course, over, before, now) = (new Course(), new List<Leg>(), new List<Leg>(), new List<Leg>());
        foreach (var fact in journal)
        {
            if (course.IsOver(fact))
            {
                course.EndDay(over);
                before.Clear();
            }

            course.Take(fact);
            now.Clear();
            course.AddDay(now);
            yield return before.Count == 0 ? Ordered(Difference([], now), over) : now.SequenceEqual(before) ? [] : Ordered(Difference(before, now), over);
            (before, now) = (now, before);
        }
    }

    // Legs that stood before are named first, as in the difference of whole stories.
    private static IReadOnlyList<Leg> Ordered(IReadOnlyList<Leg> posted, List<Leg> over)
    {
        if (posted.Count < 2 || over.Count == 0 || over[^1].Day < posted[0].Day)
        {
            return posted;
        }

        return [.. posted.OrderBy(leg => over.FindIndex(stood => stood with { Amount = leg.Amount } == leg) is var at and >= 0 ? at : int.MaxValue)];
    }

    /// <summary>A story as its days go by.</summary>
    private sealed class Course
    {
        private Hazard hazard = Hazard.Unknown;
        private List<Standing> standing = [];
        private List<Standing> now = [];
        private readonly List<short> happened = [];
        private readonly Dictionary<Standing, Cause> causes = [];
        private Lateness late;
        private DateOnly? day;
        private Cause cause;

        /// <summary>True when a fact belongs to another day than the one before it.</summary>
        public bool IsOver(Fact next) => day is { } present && Story.DayOf(next) != present;

        public void Take(Fact fact)
        {
            day = Story.DayOf(fact);
            hazard = hazard.Evolve(fact.Event, fact.Entry);
            cause = CauseOf(fact.Event) is var step and not Cause.None ? step : cause;
            happened.AddRange(HappeningOf(fact.Event));
            Attribute(StandingOf(hazard, late.FirstOverdue(hazard, FromOf(day.Value, hazard))));
        }

        /// <summary>Adds the legs of the day and goes on to the next.</summary>
        public void EndDay(List<Leg> legs)
        {
            AddDay(legs);
            late = late.After(hazard, FromOf(day!.Value, hazard));
            (standing, cause, day) = (now, Cause.None, null);
            happened.Clear();
            causes.Clear();
        }

        /// <summary>Adds the legs of the day as it is so far.</summary>
        public void AddDay(List<Leg> legs)
        {
            var from = FromOf(day!.Value, hazard);
            for (var i = 0; i < standing.Count; i++)
            {
                if (IsOnlyIn(standing, i, now))
                {
                    legs.Add(standing[i].Leg(from, CauseOf(standing[i]), -1));
                }
            }

            for (var i = 0; i < now.Count; i++)
            {
                if (IsOnlyIn(now, i, standing))
                {
                    legs.Add(now[i].Leg(from, CauseOf(now[i]), +1));
                }
            }

            if (happened.Count > 0)
            {
                legs.AddRange(happened.GroupBy(code => code).Select(same => new Leg(
                    same.Key, from, from, null, DimsOf(hazard), PartyOf(hazard), HazardPostings.CauseOf(same.Key), same.Count())));
            }

            // Leaving one unit account is entering another: both legs name the step that led to where it stands at the day's end.
            Cause CauseOf(Standing moved) => causes[Account.IsUnit(moved.Code) ? now[0] : moved];
        }

        // Of several steps of one day the last wins, but each move belongs to the step that made it.
        private void Attribute(List<Standing> after)
        {
            Attribute(now, after);
            Attribute(after, now);
            now = after;
        }

        private void Attribute(List<Standing> some, List<Standing> others)
        {
            for (var i = 0; i < some.Count; i++)
            {
                if (IsOnlyIn(some, i, others))
                {
                    causes[some[i]] = cause;
                }
            }
        }

        // Among some and not among the others, and named once where it stands twice. A handful on each side: looking through them is cheaper than a set.
        private static bool IsOnlyIn(List<Standing> some, int at, List<Standing> others) => !others.Contains(some[at]) && some.IndexOf(some[at]) == at;
    }
}
