using HazardLedger.Dashboard.Frame;
using HazardLedger.Projections.Figures;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Definitions;

/// <summary>Shows what each figure means.</summary>
internal static class DefinitionsQuery
{
    public static IResult Show(PageCall call) => call.Query.Faults.Count > 0
        ? call.NotUnderstood()
        : call.Show<DefinitionsPage, IReadOnlyList<FigureDefinition>>(
            call.SheetOf(call.Words["definitions.title"], "/figures/definitions", "definitions"), FigureDefinitions.All);
}
