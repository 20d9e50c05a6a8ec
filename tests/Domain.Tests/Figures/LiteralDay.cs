using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>The slow, obvious oracle: one hazard at the end of one day, read straight from the definitions of the figures
/// (found on, grade at, finished on, effective deadline …) without legs, sets or the state machine of the domain.</summary>
internal sealed record LiteralDay(
    bool Alive, DateOnly FoundOn, Grade Grade, string Area, string Sector, string Unit, DateOnly? Mark, bool Closed, bool? OnTime, string Listings, int Reopened, string? Regulator, string FoundBy, string Memos)
{
    public static LiteralDay Of(Story story, DateOnly day)
    {
        var cancelled = story.Facts.Select(f => f.Event).OfType<EntryCancelled>().Select(c => c.Version).ToHashSet();
        var facts = story.Facts.Where(f => !cancelled.Contains(f.Version)).ToList();
        var revoked = facts.Select(f => f.Event).OfType<ListingRevoked>().Select(r => r.ListingNo).ToHashSet();
        var registered = facts.Select(f => f.Event).OfType<HazardRegistered>().Single();
        var steps = facts.Where(f => f.Entry.OccurredOn <= day).OrderBy(f => f.Entry.OccurredOn).ThenBy(f => f.Version).ToList();

        var foundOn = registered.DiscoveredOn;
        foreach (var e in facts.Select(f => f.Event))
        {
            foundOn = e switch
            {
                HazardCorrected { Field: CorrectableField.DiscoveredOn } c => DateOnly.ParseExact(c.NewValue, "yyyy-MM-dd"),
                DuplicateAbsorbed a when a.DiscoveredOn < foundOn => a.DiscoveredOn,
                _ => foundOn,
            };
        }

        var grade = facts.Where(f => f.Event is HazardGraded or HazardUpgraded or HazardDowngraded)
            .Select(f => (On: GradeDay(f), f.Version, Value: GradeOf(f.Event))).Where(g => g.On <= day)
            .OrderBy(g => g.On).ThenBy(g => g.Version).Select(g => g.Value).LastOrDefault(Grade.Ungraded);
        var course = Course.Run(steps, revoked);
        var finishedOn = grade == Grade.Major ? course.ClosedOn : course.AcceptedOn;
        var (unit, mark) = finishedOn is not null ? ("finished", finishedOn)
            : course.AcceptedOn is not null ? ("acceptedNotClosed", null)
            : course.Waiting ? ("awaiting", course.ReinspectBy)
            : course.Deadline is not null ? ("due", course.Deadline) : ("noDeadline", (DateOnly?)null);
        return new(
            !facts.Exists(f => f.Event is HazardVoided or HazardMerged), foundOn, grade,
            Field(facts, CorrectableField.Area, day) ?? registered.Area, Field(facts, CorrectableField.Sector, day) ?? registered.Sector,
            unit, mark, course.ClosedOn is not null,
            finishedOn is null || course.DeadlineAtAcceptance is null ? null : course.DoneOn <= course.DeadlineAtAcceptance,
            ListingsOf(steps, revoked), steps.Count(f => f.Event is HazardReopened), RegulatorOf(facts, steps), FoundByOf(facts),
            MemosOf(steps, grade == Grade.Major && finishedOn is null));
    }

    private static DateOnly GradeDay(Fact f) => (f.Event switch
    {
        HazardGraded g => g.EffectiveOn,
        HazardUpgraded g => g.EffectiveOn,
        _ => ((HazardDowngraded)f.Event).EffectiveOn,
    }) ?? f.Entry.OccurredOn;

    private static Grade GradeOf(HazardEvent e) => e switch { HazardGraded g => g.Grade, HazardUpgraded g => g.Grade, _ => ((HazardDowngraded)e).Grade };

    private static string? Field(List<Fact> facts, CorrectableField field, DateOnly day) => facts
        .Where(f => f.Event is HazardCorrected c && c.Field == field)
        .Select(f => (On: ((HazardCorrected)f.Event).EffectiveOn ?? DateOnly.MinValue, f.Version, ((HazardCorrected)f.Event).NewValue))
        .Where(c => c.On <= day).OrderBy(c => c.On).ThenBy(c => c.Version).Select(c => c.NewValue).LastOrDefault();

    private static string MemosOf(List<Fact> steps, bool openMajor)
    {
        var plan = steps.Select(f => f.Event).OfType<RectificationPlanSubmitted>().LastOrDefault();
        var said = steps.Select(f => f.Event).LastOrDefault(e => e is RectificationPlanSubmitted or RectificationPlanApproved or RectificationPlanReturned);
        var planned = openMajor && plan is not null && said is not RectificationPlanReturned;
        var five = planned && said is RectificationPlanApproved && plan!.Funds is { Secured: true };
        var penalties = steps.Count(f => f.Event is PenaltyDecided d && !steps.Exists(s => s.Event is PenaltyRevoked r && r.CaseNo == d.CaseNo));
        var fines = steps.Sum(f => f.Event is PenaltyDecided d && !steps.Exists(s => s.Event is PenaltyRevoked r && r.CaseNo == d.CaseNo) ? d.Fine ?? 0 : 0);
        var funds = said is not RectificationPlanReturned && plan?.Funds is { Secured: true } secured ? secured.Amount : 0;
        var notices = Enum.GetValues<NoticeKind>().Select(kind => steps.Count(f => f.Event is NoticeIssued n && n.Kind == kind));
        return $"planned={planned} five={five} funds={funds} penalties={penalties} fines={fines} "
            + $"exposed={steps.Count(f => f.Event is PubliclyExposed)} notices={string.Join('/', notices)}";
    }

    // Of all who found it, the earliest; of several on one day, the first to be recorded.
    private static string FoundByOf(List<Fact> facts)
    {
        var (foundOn, by) = (DateOnly.MaxValue, "");
        foreach (var f in facts.Where(f => f.Event is HazardRegistered or DuplicateAbsorbed or HazardCorrected { Field: CorrectableField.DiscoveredOn }))
        {
            (foundOn, by) = f.Event switch
            {
                HazardRegistered r => (r.DiscoveredOn, f.Entry.Actor.Organisation),
                HazardCorrected c => (DateOnly.ParseExact(c.NewValue, "yyyy-MM-dd"), by),
                DuplicateAbsorbed a when a.DiscoveredOn < foundOn => (a.DiscoveredOn, a.FoundBy),
                _ => (foundOn, by),
            };
        }

        return by;
    }

    private static string? RegulatorOf(List<Fact> facts, List<Fact> steps)
    {
        var registration = facts.Single(f => f.Event is HazardRegistered);
        var regulator = Vocabulary.GroupOf(((HazardRegistered)registration.Event).Source) == SourceGroup.Enterprise ? null : registration.Entry.Actor.Organisation;
        string? giveBackTo = null;
        foreach (var f in steps)
        {
            (regulator, giveBackTo) = f.Event switch
            {
                HazardTransferred t => (t.To, t.From ?? f.Entry.Actor.Organisation),
                HazardAssigned => (regulator, null),
                AssignmentRejected => (giveBackTo ?? regulator, null),
                _ => (regulator, giveBackTo),
            };
        }

        return regulator;
    }

    private static string ListingsOf(List<Fact> steps, HashSet<string> revoked)
    {
        var listed = steps.Where(f => f.Event is HazardListed).Select(f => (f.Entry.OccurredOn, ((HazardListed)f.Event).Level, No: ((HazardListed)f.Event).ListingNo))
            .Concat(steps.Where(f => f.Event is ListingEscalated).Select(f => (f.Entry.OccurredOn, ((ListingEscalated)f.Event).Level, No: ((ListingEscalated)f.Event).NewListingNo)))
            .Where(l => !revoked.Contains(l.No));
        return string.Join(' ', listed.Select(l => $"{l.Level}/{l.OccurredOn:MMdd}/{EndOf(l.No)}").Order(StringComparer.Ordinal));

        string EndOf(string no) =>
            steps.Exists(s => s.Event is ListingEscalated e && e.ListingNo == no && !revoked.Contains(e.NewListingNo)) ? "superseded"
            : steps.Where(s => s.Event is HazardDelisted d && d.ListingNo == no).Select(s => $"{s.Entry.OccurredOn:MMdd}").SingleOrDefault("stands");
    }

    private sealed class Course
    {
        public DateOnly? AcceptedOn { get; private set; }
        public DateOnly? ClosedOn { get; private set; }
        public DateOnly? Deadline { get; private set; }
        public DateOnly? ReinspectBy { get; private set; }
        public DateOnly? DoneOn { get; private set; }
        public DateOnly? DeadlineAtAcceptance { get; private set; }
        public bool Waiting { get; private set; }
        private DateOnly? _completedOn;

        public static Course Run(List<Fact> steps, HashSet<string> revoked)
        {
            var course = new Course();
            steps.ForEach(f => course.Take(f.Event, f.Entry.OccurredOn, revoked));
            return course;
        }

        private void Take(HazardEvent e, DateOnly on, HashSet<string> revoked)
        {
            switch (e)
            {
                case RectificationOrdered o: Deadline = o.Deadline; break;
                case SelfRectificationStarted s: Deadline = s.Deadline; break;
                case ListingEscalated l when !revoked.Contains(l.NewListingNo): Deadline = l.Deadline; break;
                case ExtensionApproved x: Deadline = x.Deadline; break;
                case HazardListed l when !revoked.Contains(l.ListingNo): Deadline = l.Deadline; break;
                case RectificationCompletionReported r: (Waiting, _completedOn, ReinspectBy) = (true, r.CompletedOn ?? on, r.ReinspectBy); break;
                case AcceptanceFailed: (Waiting, _completedOn) = (false, null); break;
                case AcceptancePassed: (Waiting, AcceptedOn, DoneOn, DeadlineAtAcceptance) = (false, on, _completedOn ?? on, Deadline); break;
                case HazardRectifiedOnTheSpot: (AcceptedOn, DoneOn, DeadlineAtAcceptance) = (on, on, Deadline); break;
                case HazardClosed: ClosedOn = on; break;
                case HazardReopened o: (AcceptedOn, ClosedOn, _completedOn, Deadline) = (null, null, null, o.Deadline); break;
                default: break;
            }
        }
    }
}
