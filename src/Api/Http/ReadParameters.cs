using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Forms;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Which query parameters a read takes, for the contract. The routes refuse all others.</summary>
internal static class ReadParameters
{
    private static readonly (string, string)[] Known = [("asOf", "day"), ("knownAt", "instant"), ("position", "number")];
    private static readonly (string, string)[] Filters =
    [
        ("from", "day"), ("area", "text"), ("sector", "text"), ("grade", Words<Grade>()), ("sourceGroup", Words<SourceGroup>()),
        ("source", Words<DiscoverySource>()), ("regulator", "text"), ("enterprise", "text"), ("campaign", "text"), ("foundBy", "text"),
    ];

    private static readonly (string, string)[] Registers =
    [
        ("register", Words<RegisterName>()), ("area", "text"), ("sector", "text"), ("grade", Words<Grade>()), ("sourceGroup", Words<SourceGroup>()), ("enterprise", "text"),
        ("q", "text"), ("external", "text"), ("sort", "text"),
    ];

    /// <summary>Names with kinds; empty for what takes none.</summary>
    public static IEnumerable<(string Name, string Kind)> Of(string path, string method) => (method, path) switch
    {
        ("GET", "v1/hazards") => [.. Registers, ("cursor", "text"), ("limit", "number"), ("total", "flag")],
        ("GET", "v1/hazards.csv" or "v1/hazards.xlsx" or "v1/hazards.ndjson") => Registers,
        ("GET", "v1/hazards/{id}") => [.. Known, ("version", "number")],
        ("GET", "v1/hazards/{id}/events") => [.. Known, ("expand", "state")],
        ("GET", "v1/hazards/{id}/deadline") => Known,
        ("GET", "v1/hazards/{id}/diff") => [("from", "text"), ("to", "text"), ("asOf", "day")],
        ("GET", "v1/hazards/{id}/figures") => [.. Known, .. Filters],
        ("GET", "v1/figures" or "v1/figures.csv" or "v1/figures.xlsx") => [.. Known, .. Filters, ("groupBy", Words<FigureGrouping>())],
        ("GET", "v1/figures/stream") => [("asOf", "day"), .. Filters, ("groupBy", Words<FigureGrouping>())],
        ("GET", "v1/figures/series") => [.. Known, .. Filters, ("interval", Words<FigureInterval>()), ("figures", "text")],
        ("GET", "v1/figures/bridge") => [.. Known, .. Filters, ("to", "day"), ("knownFrom", "instant"), ("knownTo", "instant"), ("figures", "text")],
        ("GET", "v1/figures/{figure}/hazards") => [.. Known, .. Filters, ("cursor", "number"), ("limit", "number")],
        ("GET", "v1/figures/{figure}/postings") => [.. Known, .. Filters, ("hazard", "text"), ("limit", "number")],
        ("GET", "v1/audits/evidence") => [("after", "text"), ("limit", "number")],
        ("GET", "v1/proposals") => [("state", Words<ProposalState>()), ("area", "text"), ("cursor", "text"), ("limit", "number")],
        ("GET", "v1/audits/invariants") => [("position", "number")],
        ("GET", "v1/policies") => [("area", "text"), ("on", "day"), .. Known[1..]],
        ("GET", "v1/calendars/{year}") => Known[1..],
        ("GET", "v1/forms/monthly/{month}") => [("area", "text"), ("by", Words<FormRows>()), .. Known[1..]],
        ("GET", "v1/reports") => [("area", "text"), ("before", "number"), ("limit", "number")],
        ("GET", "v1/period-reports") => [("month", "text"), ("area", "text"), .. Known[1..]],
        ("GET", "v1/events") => [("after", "number"), ("limit", "number")],
        ("GET", "v1/webhooks/{id}/deliveries") => [("before", "number"), ("limit", "number")],
        ("POST", "v1/batches") => [("mode", "each|atomic")],
        ("POST", "v1/imports") => [("profile", "historical|current"), ("dryRun", "flag"), ("id", "text")],
        ("GET", "v1/imports") => [("limit", "number")],
        ("GET", "v1/imports/{id}") => [("after", "number"), ("limit", "number")],
        _ => [],
    };

    private static string Words<T>() where T : struct, Enum => string.Join('|', Enum.GetValues<T>().Select(EventJson.Word));
}
