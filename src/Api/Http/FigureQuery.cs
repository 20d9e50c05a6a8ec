using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>A figure's question from query parameters. Defaults: asOf today, from 1 January of asOf's year, all that is known.</summary>
public static class FigureQuery
{
    /// <summary>Reads it; faults are the query's. A bridge calls asOf `to`.</summary>
    public static async Task<FigureQuestion> ReadAsync(
        Query query, Scope scope, Ledger ledger, DateOnly today, CancellationToken ct, bool grouped = false, bool bridged = false)
    {
        var known = AsKnown.From(query);
        var to = bridged ? query.Day("to") : null;
        if (to is not null && known.AsOf is not null)
        {
            query.Refuse(new("to", "to 与 asOf 只能填一个。", "Name to or asOf, not both."));
        }

        var asOf = to ?? known.AsOf ?? today;
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
            FoundBy = query.Text("foundBy"),
            GroupBy = grouped ? query.Word<FigureGrouping>("groupBy") ?? FigureGrouping.None : FigureGrouping.None,
        };
    }
}
