using static HazardLedger.Domain.Hazards.HazardRefusals;
using static HazardLedger.Domain.Hazards.Lifecycle;

namespace HazardLedger.Domain.Hazards;

/// <summary>Which step may follow which: one row per event, checked in the order of days. The same table decides a new
/// step, re-checks the later steps when one is entered late or cancelled, and tells a caller what is allowed now.</summary>
public static partial class HazardOrder
{
    private static readonly Dictionary<Type, Func<Hazard, Refusal?>> CourseRows = new()
    {
        [typeof(HazardRegistered)] = hazard => hazard.Lifecycle == Unregistered ? null : AlreadyRegistered,
        [typeof(HazardGraded)] = hazard => hazard.Lifecycle == Closed ? HazardIsClosed : hazard.Grade == Grade.Ungraded ? null : AlreadyGraded,
        [typeof(HazardUpgraded)] = hazard => hazard.Lifecycle == Closed ? HazardIsClosed : hazard.Grade == Grade.General ? null : NotGeneral,
        [typeof(HazardDowngraded)] = hazard => hazard switch
        {
            { Lifecycle: Closed } => HazardIsClosed,
            { Grade: not Grade.Major } => NotMajor,
            { Listing: not null } => HazardIsListed,
            _ => null,
        },
        [typeof(HazardRectifiedOnTheSpot)] = hazard => hazard switch
        {
            { Grade: Grade.Major } => MajorNeedsOrder,
            { Lifecycle: Registered } => null,
            _ => NotOnTheSpotAnyMore,
        },
        [typeof(HazardAssigned)] = hazard => hazard.Lifecycle is Registered or Rectifying or PendingAcceptance ? null : Finished(hazard),
        [typeof(RectificationOrdered)] = Orderable,
        [typeof(SelfRectificationStarted)] = hazard => hazard.Lifecycle == Registered ? null : hazard.Lifecycle == Rectifying ? AlreadyRectifying : Orderable(hazard),
        [typeof(RectificationCompletionReported)] = hazard => hazard.Lifecycle switch
        {
            Rectifying => null,
            Registered => NotOrdered,
            PendingAcceptance => AwaitsAcceptance,
            _ => Finished(hazard),
        },
        [typeof(AcceptancePassed)] = Inspectable,
        [typeof(AcceptanceFailed)] = Inspectable,
        [typeof(HazardClosed)] = hazard => hazard.Lifecycle switch { Accepted => null, Closed => HazardIsClosed, _ => NotAccepted },
        [typeof(HazardListed)] = hazard => hazard.Lifecycle is Registered or Rectifying or PendingAcceptance ? null : Finished(hazard),
        [typeof(ListingPublished)] = hazard => hazard.Listings.Count == 0 ? NotListed : null,
        [typeof(DelistingRequested)] = hazard => hazard.Listing is null ? NotListed : hazard.Acceptance is null ? NotAccepted : null,
        [typeof(HazardDelisted)] = hazard => hazard switch
        {
            { Listing: null } => NotListed,
            { Acceptance: null } => NotAccepted,
            { Listing: { } listing, Acceptance: { } acceptance } when acceptance.On < listing.ListedOn => AcceptedBeforeListing,
            _ => null,
        },
        [typeof(ListingRevoked)] = _ => null,
        [typeof(HazardReopened)] = hazard => hazard.Lifecycle == Closed ? null : NotClosed,
        [typeof(HazardMerged)] = hazard => hazard switch
        {
            { Listing: not null } => HazardIsListed,
            { Lifecycle: Registered or Rectifying or PendingAcceptance } => null,
            _ => Finished(hazard),
        },
        [typeof(DuplicateAbsorbed)] = _ => null,
        [typeof(HazardVoided)] = hazard => hazard switch
        {
            { Listing: not null } => HazardIsListed,
            { Lifecycle: Registered or Rectifying or PendingAcceptance } => null,
            _ => Finished(hazard),
        },
        [typeof(HazardCorrected)] = _ => null,
        [typeof(EntryCancelled)] = _ => null,
        [typeof(EvidenceAdded)] = _ => null,
        [typeof(NoteAdded)] = _ => null,
        [typeof(CommandProposed)] = _ => null,
        [typeof(ProposalRefused)] = _ => null,
    };

    private static readonly Dictionary<Type, Func<Hazard, Refusal?>> Rows = new([.. CourseRows, .. RectificationRows, .. ControlRows, .. SupervisionRows]);

    /// <summary>Every event type that has a row.</summary>
    public static IReadOnlyCollection<Type> Steps => Rows.Keys;

    /// <summary>Why a step of this kind may not follow this state; null when it may.</summary>
    public static Refusal? Refuses(Type step, Hazard hazard) => hazard switch
    {
        { Lifecycle: Unregistered } when step != typeof(HazardRegistered) => NotRegistered,
        { Lifecycle: Voided } => HazardIsVoided,
        { Lifecycle: Merged } => HazardIsMerged,
        _ => Rows[step](hazard),
    };

    /// <summary>True when a command may follow this state, as far as its order goes; an approval, when something waits for one.</summary>
    public static bool Allows(CommandRow row, Hazard hazard) => row.Command == typeof(ApproveProposal) || row.Command == typeof(RefuseProposal)
        ? hazard.Proposals.Any(proposal => proposal.State == ProposalState.Pending)
        : row.Steps.Any(step => Refuses(step, hazard) is null);

    /// <summary>The same for one fact, with what depends on its own content: its day and the listing that it names.</summary>
    internal static Refusal? Refuses(Fact fact, Hazard before) =>
        HasNoOrder(fact, before) ? null : Refuses(fact.Event.GetType(), before) ?? RefusesContent(fact, before);

    private static Refusal? RefusesContent(Fact fact, Hazard before) => fact.Event switch
    {
        HazardRegistered or DuplicateAbsorbed or EntryCancelled or EvidenceAdded or NoteAdded => null,
        HazardCorrected { EffectiveOn: null } => null,
        ListingPublished published when before.Listings.All(listing => listing.ListingNo != published.ListingNo) => NotListed,
        DelistingRequested requested when before.Listing?.ListingNo != requested.ListingNo => NotListed,
        HazardDelisted delisted when before.Listing?.ListingNo != delisted.ListingNo => NotListed,
        HazardListed when before.Listing is not null => AlreadyListed,
        RectificationCompletionReported reported when reported.CompletedOn < before.DiscoveredOn => BeforeDiscovery,
        AcceptancePassed passed when HazardDecider.ReporterTakesPart(passed.Inspectors, fact.Entry, before) => ReporterInspects,
        _ when Story.DayOf(fact) < before.DiscoveredOn => BeforeDiscovery,
        RectificationItemAdded added when before.Items.Any(item => item.No == added.No) => ItemNoTaken,
        RectificationItemCompleted completed when before.Items.All(item => item.No != completed.No) => ItemUnknown,
        _ => RefusesControl(fact.Event, before) ?? RefusesSupervision(fact.Event, before),
    };

    // What the sweep said was so as it was known then; it stands in nobody's way. Registers kept elsewhere often hold no order: there an acceptance may follow the registration at once.
    private static bool HasNoOrder(Fact fact, Hazard before) =>
        fact.Event is RectificationOverdueRecorded
        || fact.Event is AcceptancePassed && fact.Entry.IsHistorical && before.Lifecycle == Registered
        && fact.Entry.OccurredOn >= before.DiscoveredOn;

    /// <summary>What a step was allowed on beyond the order, and that a later entry can take from under it: null when it is still there.</summary>
    internal static Refusal? Breaks(Fact fact, Hazard before, Policies.Policy policy) => fact.Event switch
    {
        HazardClosed => HazardDecider.RefusesClosing(before, policy, fact.Entry),
        InterimControlLifted lifted when HazardDecider.NeedsResumption(Find(before, lifted.ControlId), before, fact.Entry) => ResumptionRequired,
        _ => null,
    };

    private static Refusal? Orderable(Hazard hazard) => hazard.Lifecycle switch
    {
        Registered or Rectifying => null,
        PendingAcceptance => AwaitsAcceptance,
        _ => Finished(hazard),
    };

    private static Refusal? Inspectable(Hazard hazard) => hazard.Lifecycle switch
    {
        PendingAcceptance or Rectifying => null,
        Registered => NotOrdered,
        _ => Finished(hazard),
    };

    private static Refusal Finished(Hazard hazard) => hazard.Lifecycle == Closed ? HazardIsClosed : AlreadyAccepted;
}
