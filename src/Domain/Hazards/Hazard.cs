namespace HazardLedger.Domain.Hazards;

/// <summary>One listing for supervision with its course.</summary>
/// <param name="DelistedOn">The day it was lifted; null while it stands.</param>
/// <param name="Requested">True when somebody asked the listing body to lift it.</param>
public sealed record Listing(
    string ListingNo, Level Level, string ListingBody, DateOnly ListedOn, DateOnly Deadline, ListingStatus Status,
    DateOnly? DelistedOn = null, bool Requested = false);

/// <summary>A passing acceptance: what on-time is measured by.</summary>
/// <param name="On">Day of the acceptance, or of the rectification on the spot.</param>
/// <param name="DoneOn">Day the work was done: the completion report's day, else the acceptance's. A slow authority does not make a firm late.</param>
/// <param name="Deadline">Deadline in force then; null when there was none.</param>
/// <param name="OriginalDeadline">The first deadline; extensions do not help here.</param>
/// <param name="FirstAttempt">True when no acceptance had failed before.</param>
public sealed record Acceptance(DateOnly On, DateOnly DoneOn, DateOnly? Deadline, DateOnly? OriginalDeadline, bool FirstAttempt, bool OnTheSpot);

/// <summary>State of a hazard: facets, not one status (domain §2.1). Holds only what a later decision or a posting needs.</summary>
public sealed record Hazard
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly Hazard Unknown = new();

    public Lifecycle Lifecycle { get; init; } = Lifecycle.Unregistered;
    public string Number { get; init; } = "";

    /// <summary>The cohort day: corrected, and the earliest of all merged registrations.</summary>
    public DateOnly DiscoveredOn { get; init; }
    public DiscoverySource Source { get; init; }
    public string FoundBy { get; init; } = "";
    public IReadOnlyList<string> AlsoFoundBy { get; init; } = [];
    public string Area { get; init; } = "";
    public string Sector { get; init; } = "";
    public Category Category { get; init; }
    public string? Enterprise { get; init; }
    public string? Site { get; init; }
    public string Place { get; init; } = "";
    public string Description { get; init; } = "";
    public string? Regulator { get; init; }
    public IReadOnlyList<string> Campaigns { get; init; } = [];
    public ExternalId? External { get; init; }
    public string? RecurrenceOf { get; init; }

    public Grade Grade { get; init; } = Grade.Ungraded;
    public string? GradedBy { get; init; }

    public DateOnly? Deadline { get; init; }
    public DateOnly? OriginalDeadline { get; init; }

    /// <summary>Organisation that set the deadline in force; only it can extend it, unless a listing stands.</summary>
    public string? DeadlineSetBy { get; init; }
    public string? OrderNo { get; init; }
    public string? AssignedTo { get; init; }

    public RectificationPlan? Plan { get; init; }
    public IReadOnlyList<RectificationItem> Items { get; init; } = [];
    public Extension? Extension { get; init; }

    public Handover? Handover { get; init; }
    public IReadOnlyList<PenaltyCase> PenaltyCases { get; init; } = [];

    /// <summary>Daily fines that were started and whose penalty stands.</summary>
    public IReadOnlyList<DailyFine> DailyFines { get; init; } = [];

    /// <summary>Days of the written orders since the registration or the latest reopening.</summary>
    public IReadOnlyList<DateOnly> OrderDays { get; init; } = [];

    /// <summary>The look-back that is planned and not done yet.</summary>
    public LookBackPlan? LookBackPlan { get; init; }
    public IReadOnlyList<InterimControl> Controls { get; init; } = [];
    public Resumption? Resumption { get; init; }

    public string? CompletionReportedBy { get; init; }
    public DateOnly? CompletedOn { get; init; }
    public DateOnly? ReinspectBy { get; init; }
    public int FailedAcceptances { get; init; }
    public Acceptance? Acceptance { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public ClosureKind? ClosureKind { get; init; }
    public int ReopenCount { get; init; }

    public IReadOnlyList<Listing> Listings { get; init; } = [];
    public Guid? MergedInto { get; init; }

    /// <summary>What was proposed, in the order of recording. They belong to the time of the ledger: a day's state has all that are known.</summary>
    public IReadOnlyList<Proposal> Proposals { get; init; } = [];

    /// <summary>The listing that stands, if any.</summary>
    public Listing? Listing => Listings.LastOrDefault(listing => listing.Status == ListingStatus.Active);

    /// <summary>Voided or merged: it leaves every figure and takes no further step.</summary>
    public bool IsGone => Lifecycle is Lifecycle.Voided or Lifecycle.Merged;

    /// <summary>Major hazards finish at closing, all others at acceptance (domain §0.4).</summary>
    public bool IsFinished => FinishedOn is not null;

    /// <summary>The day it was finished; null while it is open. General: acceptance. Major: closing.</summary>
    public DateOnly? FinishedOn => IsGone ? null : Grade == Grade.Major ? ClosedOn : Acceptance?.On;
}
