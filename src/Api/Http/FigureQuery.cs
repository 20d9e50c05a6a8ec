using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>A figure's question from query parameters. Defaults: asOf today, from 1 January of asOf's year, all that is known.</summary>
public static class FigureQuery
{
    /// <summary>Reads it; faults are the query's.</summary>
    public static async Task<FigureQuestion> ReadAsync(Query query, Scope scope, Ledger ledger, DateOnly today, CancellationToken ct, bool grouped = false)
    {
        var known = AsKnown.From(query);
        var asOf = known.AsOf ?? today;
        var from = query.Day("from") ?? new DateOnly(asOf.Year, 1, 1);
        if (from > asOf)
        {
            query.Refuse(new("from", "from 不得晚于 asOf。", "from must not be after asOf."));
        }

        return new FigureQuestion(from, asOf, await known.PositionAsync(ledger, ct), scope)
        {
            Area = query.Text("area"),
            Sectors = query.List("sector"),
            Grade = query.Word<Grade>("grade"),
            SourceGroup = query.Word<SourceGroup>("sourceGroup"),
            Source = query.Word<DiscoverySource>("source"),
            Regulator = query.Text("regulator"),
            Party = query.Text("enterprise"),
            Campaign = query.Text("campaign"),
            GroupBy = grouped ? query.Word<FigureGrouping>("groupBy") ?? FigureGrouping.None : FigureGrouping.None,
        };
    }
}
