using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Policies;

/// <summary>A limit that an event froze for an authority: from its trigger, by a rule, up to a day.</summary>
/// <param name="Member">The policy's member that gave the rule.</param>
/// <param name="Version">Place of the event in the hazard's stream.</param>
/// <param name="StartedOn">Day of the trigger, which is not counted.</param>
/// <param name="By">Last day, as frozen.</param>
/// <param name="Rule">Permanent name of the rule, as frozen.</param>
/// <param name="AnsweredOn">Day on which what was due was done, or no longer asked for; null while it is awaited.</param>
public sealed record FrozenLimit(string Member, long Version, DateOnly StartedOn, DateOnly By, string Rule, DateOnly? AnsweredOn)
{
    /// <summary>The last day that another policy and calendar would have given.</summary>
    public DateOnly Under(Policy policy, WorkingCalendar calendar) => ((LimitRule)PolicyMembers.ValueOf(policy, Member)).From(StartedOn, calendar);

    /// <summary>True when the answer came, or at the end of a day is awaited, after a last day.</summary>
    public bool IsLate(DateOnly by, DateOnly asOf) => (AnsweredOn ?? asOf) > by;

    /// <summary>The limits that the events of a story froze up to the end of a day, in their order.</summary>
    public static IReadOnlyList<FrozenLimit> Of(Story story, DateOnly asOf)
    {
        var facts = story.Ordered.Where(fact => Story.DayOf(fact) <= asOf).ToList();
        var (limits, hazard) = (new List<FrozenLimit>(), Hazard.Unknown);
        for (var at = 0; at < facts.Count; at++)
        {
            var fact = facts[at];
            if (Frozen(fact.Event, hazard) is var (member, by, rule))
            {
                var answer = facts.Skip(at + 1).FirstOrDefault(later => Answers(fact.Event, later.Event));
                limits.Add(new(member, fact.Version, StartOf(fact), by, rule, answer?.Entry.OccurredOn));
            }

            hazard = hazard.Evolve(fact.Event, fact.Entry);
        }

        return limits;
    }

    private static (string Member, DateOnly By, string Rule)? Frozen(HazardEvent recorded, Hazard before) => recorded switch
    {
        RectificationCompletionReported reported => (before.Sector == "fire" ? "fireReinspection" : "reinspection", reported.ReinspectBy, reported.ReinspectByRule),
        ExtensionRequested requested => (before.Listing is null ? "extensionDecision" : "listedExtensionDecision", requested.DecideBy, requested.DecideByRule),
        ResumptionRequested requested => ("resumptionReview", requested.ReviewBy, requested.ReviewByRule),
        PenaltyCaseOpened opened => ("penaltyDecision", opened.DecideBy, opened.DecideByRule),
        PenaltyDecided decided => ("penaltyPublication", decided.PublishBy, decided.PublishByRule),
        HazardListed { PublishBy: { } by, PublishByRule: { } rule } => ("listingPublication", by, rule),
        HazardDelisted { PublishBy: { } by, PublishByRule: { } rule } => ("delistingPublication", by, rule),
        RectificationOverdueRecorded { ReinspectBy: { } by, ReinspectByRule: { } rule } => (before.Sector == "fire" ? "fireReinspection" : "reinspection", by, rule),
        _ => null,
    };

    // The authority looks unasked so many days after the deadline, whatever day the sweep came by.
    private static DateOnly StartOf(Fact fact) => fact.Event is RectificationOverdueRecorded over ? over.Deadline : fact.Entry.OccurredOn;

    private static bool Answers(HazardEvent asked, HazardEvent later) => (asked, later) switch
    {
        (RectificationCompletionReported, AcceptancePassed or AcceptanceFailed) => true,
        (ExtensionRequested, ExtensionApproved or ExtensionRefused or AcceptancePassed) => true,
        (ResumptionRequested, ResumptionApproved or ResumptionRefused) => true,
        (PenaltyCaseOpened opened, PenaltyDecided decided) => opened.CaseNo == decided.CaseNo,
        (PenaltyDecided, PubliclyExposed) => true,
        (HazardListed listed, ListingPublished published) => listed.ListingNo == published.ListingNo,
        (HazardListed listed, ListingRevoked revoked) => listed.ListingNo == revoked.ListingNo,
        (HazardDelisted delisted, ListingPublished published) => delisted.ListingNo == published.ListingNo,
        (RectificationOverdueRecorded, RectificationCompletionReported or AcceptancePassed or AcceptanceFailed) => true,
        (PenaltyDecided decided, PenaltyRevoked revoked) => decided.CaseNo == revoked.CaseNo,
        _ => false,
    };
}
