using System.Globalization;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Dashboard.Reports;

/// <summary>A figure of an edition as a line says it.</summary>
/// <param name="Figure">Which one.</param>
/// <param name="Text">Its value.</param>
/// <param name="IsZero">Nothing stands in it.</param>
internal sealed record FigureLine(FigureDefinition Figure, string Text, bool IsZero);

/// <summary>The figures of an edition as people read them: one line a figure, its parts put together.</summary>
internal static class FigureText
{
    /// <summary>The lines in the order of the definitions. What an edition does not hold (a figure that came later, days over nothing) is left out.</summary>
    public static IEnumerable<FigureLine> Of(Phrasing words, IReadOnlyDictionary<string, decimal> figures) =>
        FigureDefinitions.All.Select(figure => (Figure: figure, Text: TextOf(words, figure, figures))).Where(line => line.Text is not null)
            .Select(line => new FigureLine(line.Figure, line.Text!, line.Text == "0"));

    /// <summary>One figure; null when the edition does not hold it.</summary>
    public static string? TextOf(Phrasing words, FigureDefinition figure, IReadOnlyDictionary<string, decimal> figures)
    {
        string Part(string name) => $"{figure.Name}.{name}";
        if (figures.TryGetValue(figure.Name, out var number))
        {
            return words.Count((long)number);
        }

        if (figures.TryGetValue(Part("denominator"), out var over))
        {
            var rate = new Rate((long)figures.GetValueOrDefault(Part("numerator")), (long)over);
            return $"{Phrasing.Percent(rate)} = {words.Division(rate)}";
        }

        return figures.TryGetValue(Part("yuan"), out var yuan) ? words.Count((long)yuan)
            : figures.TryGetValue(Part("median"), out var median) ? words.Say("days", median.ToString("0.#", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>The address of a figure's drill at the question of an edition.</summary>
    public static (string Name, string? Value)[] Question(ReportCompiled report, long position) =>
    [
        ("asOf", Phrasing.Day(report.AsOf)), ("from", Phrasing.Day(report.From)), ("knownAt", null), ("position", position.ToString(CultureInfo.InvariantCulture)),
        ("area", report.Scope.Area ?? "all"), ("sector", report.Scope.Sectors is { } sectors ? string.Join(',', sectors) : null), ("grade", Word(report.Scope.Grade)),
        ("sourceGroup", Word(report.Scope.SourceGroup)), ("enterprise", report.Scope.Enterprise), ("campaign", report.Scope.Campaign),
    ];

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } one ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.ToString()) : null;
}
