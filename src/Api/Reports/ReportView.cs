using HazardLedger.Api.Policies;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Reports;

namespace HazardLedger.Api.Reports;

/// <summary>Reports on the wire.</summary>
internal static class ReportView
{
    /// <summary>A line of the list: all but the figures.</summary>
    public static object Row(ShelvedReport report)
    {
        var (state, compiled, latest) = (report.State, report.State.Compiled!, report.State.Editions[^1]);
        return new
        {
            id = report.Id,
            number = compiled.Number,
            title = compiled.Title,
            version = report.Version,
            scope = compiled.Scope,
            from = compiled.From,
            asOf = compiled.AsOf,
            edition = state.Edition,
            knownAt = latest.KnownAt,
            position = latest.Position,
            status = report.Status,
        };
    }

    /// <summary>A whole report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="matches">Counts an edition again.</param>
    public static object Of(ShelvedReport report, Func<ReportEdition, bool> matches)
    {
        var (state, compiled) = (report.State, report.State.Compiled!);
        return new
        {
            id = report.Id,
            number = compiled.Number,
            title = compiled.Title,
            version = report.Version,
            scope = compiled.Scope,
            from = compiled.From,
            asOf = compiled.AsOf,
            status = report.Status,
            compiledBy = state.CompiledBy,
            signedBy = state.SignedBy,
            edition = state.Edition,
            matches = matches(state.Editions[^1]),
            editions = state.Editions.Select((edition, at) => new
            {
                edition = at + 1,
                knownAt = edition.KnownAt,
                position = edition.Position,
                generation = edition.Generation,
                currentGeneration = HazardPostings.Generation,
                matches = matches(edition),
                figures = edition.Figures,
                flow = edition.Flow,
            }),
            events = report.Events.Select(RuleView.Of),
        };
    }
}
