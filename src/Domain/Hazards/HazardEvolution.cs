namespace HazardLedger.Domain.Hazards;

/// <summary>What each event makes of the state. Total: an unknown event throws, so that forgetting one cannot pass in silence.</summary>
public static partial class HazardEvolution
{
    /// <summary>The state after <paramref name="recorded"/> happened.</summary>
    public static Hazard Evolve(this Hazard hazard, HazardEvent recorded, Entry entry) => recorded switch
    {
        HazardRegistered registered => Register(registered, entry),
        HazardGraded graded => hazard with { Grade = graded.Grade, GradedBy = entry.Actor.Person },
        HazardUpgraded upgraded => hazard with { Grade = upgraded.Grade, GradedBy = entry.Actor.Person },
        HazardDowngraded downgraded => hazard with { Grade = downgraded.Grade, GradedBy = entry.Actor.Person },
        HazardRectifiedOnTheSpot => hazard.Accept(entry.OccurredOn, entry.OccurredOn, onTheSpot: true),
        HazardAssigned assigned => (hazard.Lifecycle == Lifecycle.Registered ? hazard.Rectify() : hazard) with
        {
            AssignedTo = assigned.To, Handover = new(entry.Actor.Organisation, assigned.To, IsTransfer: false, RequestStatus.Pending),
        },
        RectificationOrdered ordered => hazard.Rectify(ordered.Deadline) with
        {
            OrderNo = entry.DocumentNo, DeadlineSetBy = entry.Actor.Organisation, OrderDays = [.. hazard.OrderDays, entry.OccurredOn],
        },
        SelfRectificationStarted started => hazard.Rectify(started.Deadline) with { DeadlineSetBy = entry.Actor.Organisation },
        RectificationCompletionReported reported => hazard with
        {
            Lifecycle = Lifecycle.PendingAcceptance,
            CompletedOn = reported.CompletedOn ?? entry.OccurredOn,
            CompletionReportedBy = entry.Actor.Person,
            ReinspectBy = reported.ReinspectBy,
        },
        AcceptancePassed => hazard.Accept(entry.OccurredOn, hazard.CompletedOn ?? entry.OccurredOn, onTheSpot: false),
        AcceptanceFailed => hazard.SendBack() with { FailedAcceptances = hazard.FailedAcceptances + 1 },
        HazardClosed closed => hazard with { Lifecycle = Lifecycle.Closed, ClosedOn = entry.OccurredOn, ClosureKind = closed.Kind },
        HazardListed or ListingPublished or DelistingRequested or HazardDelisted or ListingRevoked => hazard.EvolveListing(recorded, entry),
        HazardReopened reopened => hazard.Reopen(reopened) with { DeadlineSetBy = entry.Actor.Organisation },
        HazardMerged merged => hazard with { Lifecycle = Lifecycle.Merged, MergedInto = merged.Survivor },
        DuplicateAbsorbed absorbed => hazard.Absorb(absorbed),
        HazardVoided => hazard with { Lifecycle = Lifecycle.Voided },
        HazardCorrected corrected => hazard.Correct(corrected.Field, corrected.NewValue),
        EntryCancelled or EvidenceAdded or NoteAdded or CommandProposed or ProposalRefused => hazard, // proposals stand beside the story (Story.Proposals)
        _ => hazard.EvolveRectification(recorded, entry) ?? hazard.EvolveControls(recorded, entry)
            ?? hazard.EvolveSupervision(recorded, entry) ?? throw new InvalidOperationException($"Hazard does not know the event {recorded.GetType().Name}."),
    };

    /// <summary>Text of a correctable field as it stands, in the form a correction names it.</summary>
    public static string? ValueOf(this Hazard hazard, CorrectableField field) => field switch
    {
        CorrectableField.Area => hazard.Area,
        CorrectableField.Sector => hazard.Sector,
        CorrectableField.Enterprise => hazard.Enterprise,
        CorrectableField.Site => hazard.Site,
        CorrectableField.DiscoveredOn => hazard.DiscoveredOn.ToString("yyyy-MM-dd"),
        CorrectableField.Source => Camel(hazard.Source),
        CorrectableField.Category => Camel(hazard.Category),
        CorrectableField.Place => hazard.Place,
        CorrectableField.Description => hazard.Description,
        _ => throw new InvalidOperationException($"Hazard has no correctable field {field}."),
    };

    private static Hazard Correct(this Hazard hazard, CorrectableField field, string value) => field switch
    {
        CorrectableField.Area => hazard with { Area = value },
        CorrectableField.Sector => hazard with { Sector = value },
        CorrectableField.Enterprise => hazard with { Enterprise = value, Site = null },
        CorrectableField.Site => hazard with { Site = value, Enterprise = null },
        CorrectableField.DiscoveredOn => hazard with { DiscoveredOn = DateOnly.ParseExact(value, "yyyy-MM-dd") },
        CorrectableField.Source => hazard with { Source = Enum.Parse<DiscoverySource>(value, ignoreCase: true) },
        CorrectableField.Category => hazard with { Category = Enum.Parse<Category>(value, ignoreCase: true) },
        CorrectableField.Place => hazard with { Place = value },
        CorrectableField.Description => hazard with { Description = value },
        _ => throw new InvalidOperationException($"Hazard has no correctable field {field}."),
    };

    private static Hazard Register(HazardRegistered registered, Entry entry) => new()
    {
        Lifecycle = Lifecycle.Registered,
        Number = registered.Number,
        DiscoveredOn = registered.DiscoveredOn,
        Source = registered.Source,
        FoundBy = entry.Actor.Organisation,
        Area = registered.Area,
        Sector = registered.Sector,
        Category = registered.Category,
        Enterprise = registered.Enterprise,
        Site = registered.Site,
        Place = registered.Place,
        Description = registered.Description,
        Regulator = Vocabulary.GroupOf(registered.Source) == SourceGroup.Enterprise ? null : entry.Actor.Organisation,
        Campaigns = registered.Campaigns,
        External = registered.External,
        RecurrenceOf = registered.RecurrenceOf,
    };

    private static Hazard Rectify(this Hazard hazard, DateOnly? deadline = null) => hazard with
    {
        Lifecycle = Lifecycle.Rectifying,
        Deadline = deadline ?? hazard.Deadline,
        OriginalDeadline = hazard.OriginalDeadline ?? deadline,
    };

    private static Hazard SendBack(this Hazard hazard) => hazard with
    {
        Lifecycle = Lifecycle.Rectifying, CompletedOn = null, CompletionReportedBy = null, ReinspectBy = null,
    };

    private static Hazard Accept(this Hazard hazard, DateOnly on, DateOnly doneOn, bool onTheSpot) => hazard with
    {
        Lifecycle = Lifecycle.Accepted,
        ReinspectBy = null,
        Acceptance = new(on, doneOn, hazard.Deadline, hazard.OriginalDeadline, hazard.FailedAcceptances == 0, onTheSpot),
    };

    private static Hazard Reopen(this Hazard hazard, HazardReopened reopened) => hazard.SendBack() with
    {
        Deadline = reopened.Deadline, Acceptance = null, ClosedOn = null, ClosureKind = null, ReopenCount = hazard.ReopenCount + 1, Extension = null,
        OrderDays = [], DailyFines = [], LookBackPlan = null,
    };

    private static Hazard Absorb(this Hazard hazard, DuplicateAbsorbed absorbed) => absorbed.DiscoveredOn < hazard.DiscoveredOn
        ? hazard with
        {
            DiscoveredOn = absorbed.DiscoveredOn, Source = absorbed.Source, FoundBy = absorbed.FoundBy,
            AlsoFoundBy = [.. hazard.AlsoFoundBy, hazard.FoundBy],
        }
        : hazard with { AlsoFoundBy = [.. hazard.AlsoFoundBy, absorbed.FoundBy] };

    private static Hazard EvolveListing(this Hazard hazard, HazardEvent recorded, Entry entry) => recorded switch
    {
        HazardListed listed => hazard.Rectify(listed.Deadline) with
        {
            Lifecycle = hazard.Lifecycle,
            DeadlineSetBy = listed.ListingBody,
            Listings = [.. hazard.Listings, new(listed.ListingNo, listed.Level, listed.ListingBody, entry.OccurredOn, listed.Deadline, ListingStatus.Active)],
        },
        DelistingRequested requested => hazard.Relist(requested.ListingNo, listing => listing with { Requested = true }),
        HazardDelisted delisted => hazard.Relist(delisted.ListingNo, listing => listing with
        {
            Status = ListingStatus.Delisted, DelistedOn = entry.OccurredOn,
        }),
        _ => hazard, // publications and revocations: a revoked listing never enters the story (Story.Live)
    };

    private static Hazard Relist(this Hazard hazard, string listingNo, Func<Listing, Listing> change) => hazard with
    {
        Listings = [.. hazard.Listings.Select(listing => listing.ListingNo == listingNo ? change(listing) : listing)],
    };

    internal static string Camel<T>(T value) where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
