using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Boards;

/// <summary>A listing that stands.</summary>
/// <param name="Item">The hazard.</param>
/// <param name="Listing">Its listing.</param>
/// <param name="PublishedOn">The day on which it was published; null while it was not.</param>
/// <param name="PublishBy">The last day for it, as the listing froze it; null where the rules then had none.</param>
/// <param name="PlanStatus">Where its plan stands; null without one.</param>
public sealed record ListedRow(RegisterItem Item, Listing Listing, DateOnly? PublishedOn, DateOnly? PublishBy, PlanStatus? PlanStatus);

/// <summary>One of the board's two lists.</summary>
public enum SupervisionList
{
    /// <summary>Listings that stand.</summary>
    Standing,

    /// <summary>Unfinished major hazards without a listing.</summary>
    Unlisted,
}

/// <summary>What the board of supervision shows.</summary>
/// <param name="List">The one list that was asked for, in pages; null for the beginnings of both.</param>
/// <param name="Standing">Its page of the register, nearest deadline first; null of the past, or when the other list was asked for.</param>
/// <param name="Rows">That page's listings.</param>
/// <param name="Unlisted">Page of the other list; null likewise.</param>
/// <param name="IsFirst">No cursor was given.</param>
/// <param name="Total">Headline figures of the viewpoint.</param>
public sealed record SupervisionModel(
    SupervisionList? List, RegisterPage? Standing, IReadOnlyList<ListedRow> Rows, RegisterPage? Unlisted, bool IsFirst, HeadlineFigures Total);
