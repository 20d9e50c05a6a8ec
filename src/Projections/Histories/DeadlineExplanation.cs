using System.Text.Json.Serialization;
using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Histories;

/// <summary>Why a hazard's deadline is what it is.</summary>
public sealed record DeadlineExplanation
{
    private static readonly Name SetByPerson = new(
        "期限由出具文书的人确定，并非按规则推算；以后的政策变更不影响已定期限。", "The date was set by whoever issued the paper; no rule computed it, and no later change of policy moves it.");

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateOnly? On { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateOnly? Original { get; init; }
    public required bool Overdue { get; init; }

    /// <summary>First day of the overdue time that lasts.</summary>
    public DateOnly? OverdueSince { get; init; }

    /// <summary>Position of the event by which the daily sweep recorded it.</summary>
    public long? OverdueRecorded { get; init; }

    /// <summary>Days until the deadline; negative when it is over. Absent when nothing is due.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>How the date came about, in both languages; absent without a deadline.</summary>
    public Name? Rule { get; init; }

    /// <summary>The event that set the deadline in force.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DeadlineStep? SetBy { get; init; }

    /// <summary>The events that set earlier ones, by the days on which they were so.</summary>
    public required IReadOnlyList<DeadlineStep> Earlier { get; init; }

    /// <summary>What of the calendar lies between the day that set the deadline and the deadline.</summary>
    public CalendarUse? Calendar { get; init; }

    /// <summary>Requests for more time with their answers.</summary>
    public required IReadOnlyList<ExtensionStep> Extensions { get; init; }

    /// <summary>Times in which the deadline asked nothing of the unit.</summary>
    public required IReadOnlyList<DeadlinePause> Pauses { get; init; }

    /// <summary>The listing that stands, with its deadline.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ListingView? Listing { get; init; }

    /// <summary>While a completion report waits for the authority.</summary>
    public ReinspectionLimit? Reinspection { get; init; }

    /// <summary>All limits that events of this hazard froze for authorities.</summary>
    public required IReadOnlyList<LimitExplanation> Limits { get; init; }

    /// <summary>What is usually done about the deadline, while it asks something of the unit.</summary>
    public required IReadOnlyList<SuggestedStep> Suggested { get; init; }

    /// <summary>Name of the policy set in which the rules were looked up.</summary>
    public required string Policy { get; init; }

    /// <summary>Explains the deadline at the end of a day by what the history knows; null when the hazard was not known or found yet.</summary>
    /// <param name="history">What is known of the hazard.</param>
    /// <param name="asOf">The legal day.</param>
    /// <param name="book">What is known of the rules.</param>
    public static DeadlineExplanation? Of(History history, DateOnly asOf, PolicyBook book)
    {
        if (HazardView.Of(history, asOf) is not { } view)
        {
            return null;
        }

        var recorded = history.Facts.ToDictionary(fact => fact.Version);
        var known = history.Story.Ordered.Where(fact => Story.DayOf(fact) <= asOf).Select(fact => recorded[fact.Version]).ToList();
        var steps = known.Select(StepOf).OfType<DeadlineStep>().ToList();
        var due = view.Standing is Standing.NotYetDue or Standing.Overdue;
        var (on, setBy) = (view.Deadline.On, steps.LastOrDefault());
        var limits = FrozenLimit.Of(history.Story, asOf).Select(limit => LimitExplanation.From(limit, recorded[limit.Version], book, asOf)).ToList();
        var policy = book.On(view.Area, asOf);
        return new()
        {
            On = on,
            Original = view.Deadline.Original,
            Overdue = view.Deadline.Overdue,
            OverdueSince = history.Story.OverdueSince(asOf),
            OverdueRecorded = known.FindLast(fact => fact.Event is RectificationOverdueRecorded over && over.Deadline == on)?.Position,
            DaysLeft = due ? on?.DayNumber - asOf.DayNumber : null,
            Rule = on is null ? null : SetByPerson,
            SetBy = setBy,
            Earlier = [.. steps.SkipLast(1)],
            Calendar = setBy is null ? null : book.Calendar.Between(setBy.OccurredOn, setBy.On),
            Extensions = ExtensionsOf(known),
            Pauses = PausesOf(known),
            Listing = view.Listing,
            Reinspection = view.ReinspectBy is null ? null : Looking(limits.FindLast(limit => limit.Of.EndsWith("einspection", StringComparison.Ordinal))),
            Limits = limits,
            Suggested = due && on is { } day ? [.. policy.Escalation.OrderBy(step => step.AfterDays).Select(step => Suggest(step, day, asOf))] : [],
            Policy = policy.Name,
        };
    }

    private static SuggestedStep Suggest(LadderStep step, DateOnly deadline, DateOnly asOf)
    {
        var day = deadline.AddDays(step.AfterDays);
        return new(step.Step, NameBook.Step(step.Step), day, day <= asOf, step.Source, step.Confidence);
    }

    private static ReinspectionLimit? Looking(LimitExplanation? limit) => limit is null ? null
        : new(limit.By, limit.StartedOn, limit.Position, limit.Rule, limit.Count, limit.Unit, limit.Source, limit.Confidence);

    private static DeadlineStep? StepOf(RecordedFact fact) => DeadlineOf(fact.Event) is { } on
        ? new(on, fact.Position, fact.Version, fact.Type, fact.Entry.OccurredOn, fact.RecordedAt, fact.Entry.Actor.Organisation, fact.Entry.DocumentNo, fact.Entry.Basis)
        : null;

    private static DateOnly? DeadlineOf(HazardEvent recorded) => recorded switch
    {
        RectificationOrdered ordered => ordered.Deadline,
        SelfRectificationStarted started => started.Deadline,
        HazardListed listed => listed.Deadline,
        HazardReopened reopened => reopened.Deadline,
        ListingEscalated escalated => escalated.Deadline,
        ExtensionApproved approved => approved.Deadline,
        _ => null,
    };

    private static List<ExtensionStep> ExtensionsOf(List<RecordedFact> known)
    {
        var steps = new List<ExtensionStep>();
        foreach (var (recorded, on) in known.Select(fact => (fact.Event, fact.Entry.OccurredOn)))
        {
            if (recorded is ExtensionRequested asked)
            {
                steps.Add(new(on, asked.Until, asked.DecideBy, RequestStatus.Pending, null, null));
            }
            else if (recorded is ExtensionApproved or ExtensionRefused && steps.Count > 0)
            {
                var given = (recorded as ExtensionApproved)?.Deadline;
                steps[^1] = steps[^1] with { Status = given is null ? RequestStatus.Refused : RequestStatus.Approved, DecidedOn = on, Deadline = given };
            }
        }

        return steps;
    }

    private static List<DeadlinePause> PausesOf(List<RecordedFact> known)
    {
        var pauses = new List<DeadlinePause>();
        foreach (var (recorded, on) in known.Select(fact => (fact.Event, fact.Entry.OccurredOn)))
        {
            if (recorded is RectificationCompletionReported)
            {
                pauses.Add(new(on, null));
            }
            else if (recorded is AcceptancePassed or AcceptanceFailed && pauses.Count > 0 && pauses[^1].To is null)
            {
                pauses[^1] = pauses[^1] with { To = on };
            }
        }

        return pauses;
    }
}
