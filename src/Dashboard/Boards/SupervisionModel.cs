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

/// <summary>What the board of supervision shows.</summary>
/// <param name="Rows">Listings that stand, by level and deadline; null of the past.</param>
/// <param name="Unlisted">Unfinished major hazards without a listing; null of the past.</param>
/// <param name="IsWhole">False when there are more than the board shows.</param>
/// <param name="Total">Headline figures of the viewpoint.</param>
public sealed record SupervisionModel(IReadOnlyList<ListedRow>? Rows, IReadOnlyList<RegisterItem>? Unlisted, bool IsWhole, HeadlineFigures Total);
