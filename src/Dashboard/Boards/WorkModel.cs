using HazardLedger.Dashboard.Recording;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Boards;

/// <summary>What waits for somebody.</summary>
public enum WorkList
{
    /// <summary>Unfinished, supervised by the visitor's organisation.</summary>
    Mine,

    /// <summary>Unfinished in the visitor's area.</summary>
    Area,

    /// <summary>Due today or in the next three days.</summary>
    DueSoon,

    /// <summary>Overdue.</summary>
    Overdue,

    /// <summary>Reported done; somebody has to look.</summary>
    Awaiting,

    /// <summary>Proposed by somebody else, for a second person to decide on.</summary>
    Approval,
}

/// <summary>What a work list shows.</summary>
/// <param name="List">Which one.</param>
/// <param name="Visitor">Who is signed in; null when nobody is.</param>
/// <param name="IsNow">The viewpoint stands at now; else there are no rows.</param>
/// <param name="Page">The rows of hazards; null for the proposals, when nobody is signed in to whom a list could belong, and of the past.</param>
/// <param name="Proposals">The proposals; null for the other lists.</param>
/// <param name="Total">Headline figures of the viewpoint.</param>
/// <param name="IsFirst">No cursor was given.</param>
public sealed record WorkModel(
    WorkList List, Visitor? Visitor, bool IsNow, RegisterPage? Page, ProposalPage? Proposals, HeadlineFigures Total, bool IsFirst);
