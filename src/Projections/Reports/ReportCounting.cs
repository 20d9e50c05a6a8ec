using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Reports;

/// <summary>Counts what a report says, from the figures and nothing else. The same scope, days and position give the same numbers for ever, whoever asks:
/// a report counts all that its scope names, and a key that does not see all of it does not see the report.</summary>
public sealed class ReportCounting(FigureReads figures)
{
    // What is no figure (the question itself, the groups) or follows from the others (a quotient, another unit).
    private static readonly HashSet<string> Left = new(["key", "from", "asOf", "position", "groups", "percent", "wanYuan"], StringComparer.Ordinal);

    /// <summary>Every figure of the question, by its path in the answer of `GET /v1/figures`. What has no value (days over nothing) is left out.</summary>
    public IReadOnlyDictionary<string, decimal> Figures(ReportScope scope, DateOnly from, DateOnly asOf, long position)
    {
        var flat = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        Flatten("", JsonSerializer.SerializeToElement(figures.Headline(Question(scope, from, asOf, position)), EventJson.Options), flat);
        return flat;
    }

    /// <summary>The flow statement: all unfinished hazards, from the day before the first one to asOf, by cause.</summary>
    public ReportFlow Flow(ReportScope scope, DateOnly from, DateOnly asOf, long position) =>
        FlowOf(figures.BridgeDays("stock.open", from.AddDays(-1), Question(scope, from, asOf, position)));

    /// <summary>From what was known at one position to what is known at a later one: every balance that moved, by cause.</summary>
    public IReadOnlyList<ReportFlow> Bridge(ReportScope scope, DateOnly from, DateOnly asOf, long before, long after)
    {
        var question = Question(scope, from, asOf, after);
        return
        [
            .. FigureDefinitions.All.Where(figure => figure.IsBalance).Select(figure => FlowOf(figures.BridgePositions(figure.Name, before, question)))
                .Where(flow => flow.Opening != flow.Closing),
        ];
    }

    /// <summary>True when every stored figure, counted again from the same question, is the same number.</summary>
    public bool Matches(ReportCompiled compiled, ReportEdition edition)
    {
        var again = Figures(compiled.Scope, compiled.From, compiled.AsOf, edition.Position);
        var flow = Flow(compiled.Scope, compiled.From, compiled.AsOf, edition.Position);
        return edition.Figures.All(figure => again.TryGetValue(figure.Key, out var value) && value == figure.Value)
            && (flow.Opening, flow.Closing, flow.Difference) == (edition.Flow.Opening, edition.Flow.Closing, edition.Flow.Difference)
            && flow.Movements.Count == edition.Flow.Movements.Count && flow.Movements.All(move => edition.Flow.Movements.GetValueOrDefault(move.Key) == move.Value);
    }

    private static FigureQuestion Question(ReportScope scope, DateOnly from, DateOnly asOf, long position) => new(from, asOf, position, Scope.Everything)
    {
        Area = scope.Area, Sectors = scope.Sectors ?? [], Grade = scope.Grade, SourceGroup = scope.SourceGroup, Party = scope.Enterprise, Campaign = scope.Campaign,
    };

    private static ReportFlow FlowOf(FigureBridge bridge) => new(
        bridge.Figure, bridge.Opening, bridge.Movements.Where(move => move.Amount != 0).ToDictionary(move => move.Cause, move => move.Amount, StringComparer.Ordinal),
        bridge.Closing, bridge.Difference);

    private static void Flatten(string path, JsonElement element, SortedDictionary<string, decimal> into)
    {
        foreach (var member in element.EnumerateObject().Where(member => !Left.Contains(member.Name)))
        {
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(name, member.Value, into);
            }
            else if (member.Value.ValueKind == JsonValueKind.Number)
            {
                into[name] = Plain(member.Value.GetDecimal());
            }
        }
    }

    // 14.50 and 14.5 are one number and two texts: without trailing zeros there is one text, and one hash.
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}

/// <summary>Who sees a report: keys that cover all that it counts.</summary>
public static class ReportScopes
{
    /// <summary>True when everything that the report counts may be seen within the scope.</summary>
    public static bool IsWithin(this ReportScope report, Scope scope) =>
        (scope.Areas.Count == 0 || (report.Area is { } area && scope.Areas.Any(own => AreaCode.IsWithin(area, own))))
        && (scope.Sectors.Count == 0 || (report.Sectors is { Count: > 0 } sectors && sectors.All(sector => scope.Sectors.Contains(sector, StringComparer.Ordinal))))
        && (scope.Party is null || string.Equals(scope.Party, report.Enterprise, StringComparison.Ordinal));
}
