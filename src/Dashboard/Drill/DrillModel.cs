using System.Text.Json;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Dashboard.Drill;

/// <summary>A hazard behind a figure.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">As the viewpoint sees it; null when it may not be read any more, for it has moved out of the visitor's scope.</param>
public sealed record DrillHazard(Guid Id, HazardView? State);

/// <summary>What the drill shows, from a figure down to one event.</summary>
/// <param name="Definition">What the figure means.</param>
/// <param name="Value">The figure as the headline answer has it: a number, or a rate's or sample's parts.</param>
/// <param name="Filters">Filters beside the viewpoint's.</param>
/// <param name="Page">Hazards behind it.</param>
/// <param name="Hazards">This page's, as the viewpoint sees them.</param>
/// <param name="Sum">Sum of all postings behind it; null when they are too many to add up here.</param>
/// <param name="Chosen">The hazard whose postings are shown.</param>
/// <param name="Postings">Its postings.</param>
/// <param name="Event">The event that one of them names.</param>
public sealed record DrillModel(
    FigureDefinition Definition, JsonElement Value, IReadOnlyList<(string Name, string? Value)> Filters, HazardPage Page, IReadOnlyList<DrillHazard> Hazards, long? Sum,
    DrillHazard? Chosen, IReadOnlyList<FigurePosting> Postings, EventView? Event);
