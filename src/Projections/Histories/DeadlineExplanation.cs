using System.Text.Json.Serialization;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Histories;

/// <summary>The event that set a deadline.</summary>
/// <param name="On">The deadline it set.</param>
/// <param name="Position">The event's place in the ledger.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Type">Its stored alias.</param>
/// <param name="OccurredOn">The day from which the deadline stood.</param>
/// <param name="RecordedAt">When the ledger learned it.</param>
/// <param name="By">Organisation that set it.</param>
/// <param name="DocumentNo">The paper.</param>
/// <param name="Basis">Articles of law or rules named by the entry.</param>
public sealed record DeadlineStep(
    DateOnly On, long Position, long Version, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string By, string? DocumentNo,
    IReadOnlyList<string> Basis);

/// <summary>The authority's limit for looking after a completion report, frozen into the report's event.</summary>
/// <param name="By">Last day of the limit.</param>
/// <param name="StartedOn">Day of the report, which is not counted.</param>
/// <param name="Position">The report's place in the ledger.</param>
/// <param name="Rule">Permanent name of the rule, as frozen.</param>
/// <param name="Count">Number of days, where the present policy still knows the rule.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Source">Law, rule or mirror that says so.</param>
/// <param name="Confidence">"law", "rule" or "example": how sure the source is.</param>
public sealed record ReinspectionLimit(
    DateOnly By, DateOnly StartedOn, long Position, string Rule, int? Count, LimitUnit? Unit, string? Source, string? Confidence);

/// <summary>Why a hazard's deadline is what it is.</summary>
public sealed record DeadlineExplanation
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateOnly? On { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateOnly? Original { get; init; }
    public required bool Overdue { get; init; }

    /// <summary>Days until the deadline; negative when it is over. Absent when nothing is due.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>The event that set the deadline in force.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DeadlineStep? SetBy { get; init; }

    /// <summary>The events that set earlier ones, by the days on which they were so.</summary>
    public required IReadOnlyList<DeadlineStep> Earlier { get; init; }

    /// <summary>The listing that stands, with its deadline.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ListingView? Listing { get; init; }

    /// <summary>While a completion report waits for the authority.</summary>
    public ReinspectionLimit? Reinspection { get; init; }

    /// <summary>Name of the policy set in which the rules were looked up.</summary>
    public required string Policy { get; init; }

    /// <summary>Explains the deadline at the end of a day by what the history knows; null when the hazard was not known or found yet.</summary>
    public static DeadlineExplanation? Of(History history, DateOnly asOf, Policy policy)
    {
        if (HazardView.Of(history, asOf) is not { } view)
        {
            return null;
        }

        var recorded = history.Facts.ToDictionary(fact => fact.Version);
        var known = history.Story.Ordered.Where(fact => Story.DayOf(fact) <= asOf).Select(fact => recorded[fact.Version]).ToList();
        var steps = known.Select(StepOf).OfType<DeadlineStep>().ToList();
        var due = view.Standing is Standing.NotYetDue or Standing.Overdue;
        return new()
        {
            On = view.Deadline.On,
            Original = view.Deadline.Original,
            Overdue = view.Deadline.Overdue,
            DaysLeft = due ? view.Deadline.On?.DayNumber - asOf.DayNumber : null,
            SetBy = steps.LastOrDefault(),
            Earlier = [.. steps.SkipLast(1)],
            Listing = view.Listing,
            Reinspection = view.ReinspectBy is null ? null : LimitOf(known.Last(fact => fact.Event is RectificationCompletionReported), policy),
            Policy = policy.Name,
        };
    }

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

    private static ReinspectionLimit LimitOf(RecordedFact fact, Policy policy)
    {
        var reported = (RectificationCompletionReported)fact.Event;
        LimitRule[] rules = [policy.Reinspection, policy.FireReinspection];
        var rule = Array.Find(rules, known => known.Id == reported.ReinspectByRule);
        return new(
            reported.ReinspectBy, fact.Entry.OccurredOn, fact.Position, reported.ReinspectByRule, rule?.Count, rule?.Unit, rule?.Source, rule?.Confidence);
    }
}
