namespace HazardLedger.Projections.Figures;

/// <summary>The definitions as the table that docs/figures.md shows; a test compares the two.</summary>
public static class FigureTable
{
    /// <summary>GitHub's Markdown, one figure a row, ending without a line break.</summary>
    public static string Markdown() => string.Join('\n', FigureDefinitions.All.Select(figure =>
        $"| `{figure.Name}` | {figure.Chinese} | {figure.English} | {figure.SentenceZh} | {figure.SentenceEn} | {figure.Formula} |")
        .Prepend("|---|---|---|---|---|---|").Prepend("| figure | 名称 | name | 定义 | definition | formula |"));
}
