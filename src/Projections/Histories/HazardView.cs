using System.Text.Json.Serialization;
using HazardLedger.Domain;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Histories;

/// <summary>To whom rectification was handed (交办).</summary>
/// <param name="To">The responsible unit.</param>
/// <param name="Status">Whether it took the assignment; absent when the latest handover is another.</param>
public sealed record AssignmentView(string To, RequestStatus? Status = null);

/// <summary>A hazard's state on the wire, at the end of a legal day and as known at some place in the ledger.</summary>
public sealed record HazardView
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }

    /// <summary>Version of the last event known.</summary>
    public required long Version { get; init; }

    /// <summary>Position of the last event known.</summary>
    public required long Position { get; init; }
    public required Lifecycle Lifecycle { get; init; }

    /// <summary>The unit account it stands under on that day.</summary>
    public required Standing Standing { get; init; }
    public required Grade Grade { get; init; }
    public required string Area { get; init; }
    public required string Sector { get; init; }
    public required DiscoverySource Source { get; init; }
    public required SourceGroup SourceGroup { get; init; }
    public required Category Category { get; init; }
    public string? Enterprise { get; init; }
    public string? Site { get; init; }
    public required string Place { get; init; }
    public required string Description { get; init; }
    public required DateOnly DiscoveredOn { get; init; }
    public required string FoundBy { get; init; }
    public required IReadOnlyList<string> AlsoFoundBy { get; init; }
    public string? Regulator { get; init; }
    public required IReadOnlyList<string> Campaigns { get; init; }
    public required DeadlineView Deadline { get; init; }
    public string? OrderNo { get; init; }

    /// <summary>The listing that stands.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ListingView? Listing { get; init; }

    /// <summary>All listings with their course; revoked ones count nowhere and are not among them.</summary>
    public required IReadOnlyList<Listing> Listings { get; init; }

    /// <summary>All interim controls with their course.</summary>
    public required IReadOnlyList<InterimControl> Controls { get; init; }

    /// <summary>The latest request to take up again what was stopped.</summary>
    public Resumption? Resumption { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public AssignmentView? Assignment { get; init; }

    /// <summary>The latest rectification plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public RectificationPlan? Plan { get; init; }

    /// <summary>Parts of the work of a compound hazard; they are not hazards in any figure.</summary>
    public IReadOnlyList<RectificationItem>? Items { get; init; }

    /// <summary>The latest request for more time.</summary>
    public Extension? Extension { get; init; }

    /// <summary>Penalty cases; a penalty is no rectification.</summary>
    public IReadOnlyList<PenaltyCase>? PenaltyCases { get; init; }

    /// <summary>Fines for each day whose penalty stands.</summary>
    public IReadOnlyList<DailyFine>? DailyFines { get; init; }

    /// <summary>The look-back that is planned and not done yet.</summary>
    public LookBackPlan? LookBackPlan { get; init; }
    public DateOnly? CompletedOn { get; init; }

    /// <summary>The authority's limit for looking, frozen into the completion report.</summary>
    public DateOnly? ReinspectBy { get; init; }
    public required int FailedAcceptances { get; init; }
    public Acceptance? Acceptance { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public ClosureKind? ClosureKind { get; init; }

    /// <summary>General: the day of acceptance. Major: the day of closing.</summary>
    public DateOnly? FinishedOn { get; init; }
    public required int ReopenCount { get; init; }
    public string? RecurrenceOf { get; init; }
    public Guid? MergedInto { get; init; }
    public ExternalId? External { get; init; }

    /// <summary>What was proposed on this hazard, and what became of it.</summary>
    public required IReadOnlyList<ProposalView> Proposals { get; init; }

    /// <summary>Files cited by the entries that stand, once for each thing that they are said to show.</summary>
    public required IReadOnlyList<EvidenceView> Evidence { get; init; }

    /// <summary>True in a demonstration ledger; absent in a real one.</summary>
    public bool? Synthetic { get; init; }

    /// <summary>What may be recorded next; only for the present state.</summary>
    public IReadOnlyList<NextCommand>? Next { get; init; }

    /// <summary>The state at the end of a day by what the history knows; null when the hazard was not known yet, or not found yet on that day.</summary>
    public static HazardView? Of(History history, DateOnly asOf)
    {
        var hazard = history.StateOn(asOf);
        return hazard.Lifecycle == Lifecycle.Unregistered || hazard.DiscoveredOn > asOf ? null : Of(history, hazard, asOf);
    }

    /// <summary>The present state with the commands that may follow.</summary>
    /// <param name="history">All that is known.</param>
    /// <param name="today">The present legal day.</param>
    /// <param name="policy">The rules in force.</param>
    public static HazardView? Now(History history, DateOnly today, Policy policy) => Of(history, today) is { } view
        ? view with { Next = NextCommand.After(history.Story.Now, policy) }
        : null;

    private static HazardView Of(History history, Hazard hazard, DateOnly asOf)
    {
        var standing = Standings.Of(HazardPostings.UnitCodeOf(hazard), hazard.Deadline, asOf);
        return new()
        {
            Id = history.Hazard, Number = hazard.Number, Version = history.Version, Position = history.Position,
            Area = hazard.Area, Sector = hazard.Sector, Category = hazard.Category,
            Source = hazard.Source, SourceGroup = Vocabulary.GroupOf(hazard.Source),
            Enterprise = hazard.Enterprise, Site = hazard.Site, Place = hazard.Place, Description = hazard.Description,
            DiscoveredOn = hazard.DiscoveredOn, FoundBy = hazard.FoundBy, AlsoFoundBy = hazard.AlsoFoundBy, RecurrenceOf = hazard.RecurrenceOf,
            Regulator = hazard.Regulator, Campaigns = hazard.Campaigns, External = hazard.External,
            Lifecycle = hazard.Lifecycle, Standing = standing, Grade = hazard.Grade,
            Deadline = new(hazard.Deadline, hazard.OriginalDeadline, standing == Standing.Overdue),
            OrderNo = hazard.OrderNo,
            Assignment = hazard.AssignedTo is { } to ? new(to, hazard.Handover is { IsTransfer: false } handover && handover.To == to ? handover.Status : null) : null,
            Listing = hazard.Listing is { } listing ? new(listing.ListingNo, listing.Level, listing.Deadline) : null,
            Listings = hazard.Listings,
            Controls = hazard.Controls, Resumption = hazard.Resumption,
            Plan = hazard.Plan, Items = hazard.Items.Count == 0 ? null : hazard.Items, Extension = hazard.Extension,
            PenaltyCases = hazard.PenaltyCases.Count == 0 ? null : hazard.PenaltyCases,
            DailyFines = hazard.DailyFines.Count == 0 ? null : hazard.DailyFines, LookBackPlan = hazard.LookBackPlan,
            CompletedOn = hazard.CompletedOn, ReinspectBy = hazard.ReinspectBy, FailedAcceptances = hazard.FailedAcceptances,
            Acceptance = hazard.Acceptance, FinishedOn = hazard.FinishedOn,
            ClosedOn = hazard.ClosedOn, ClosureKind = hazard.ClosureKind, ReopenCount = hazard.ReopenCount,
            MergedInto = hazard.MergedInto,
            Proposals = [.. hazard.Proposals.Select(ProposalView.Of)],
            Evidence = EvidenceView.Of(history.Story, asOf),
            Synthetic = history.Synthetic ? true : null,
        };
    }
}
