using System.Globalization;
using System.Text;

namespace HazardLedger.Bench;

/// <summary>Verdicts as people read them: a table, and a plot beside it.</summary>
internal static class Table
{
    private const int RowHeight = 34;
    private const int Left = 420;
    private const int Width = 900;

    public const string Head = "| work | bar | by the clock (spread) | by processor time | floor /s | ours /s | floor: server + client µs | ours: server + client µs | kept |\n|---|---|---|---|---|---|---|---|---|";

    public static string Row(Verdict v) => string.Create(CultureInfo.InvariantCulture,
        $"| {v.Line.What} | ≥ {v.Line.Bar:0.##} | **{v.Ratio:0.00}** ({v.Low:0.00}–{v.High:0.00}) | {v.ByProcessor:0.00} | {v.Floor.PerSecond:#,0} | {v.Ours.PerSecond:#,0} | {v.Floor.Server:0} + {v.Floor.Client:0} | {v.Ours.Server:0} + {v.Ours.Client:0} | {v.Kept} of {v.Rounds} |");

    /// <summary>Prints the table; a whole run also becomes docs/performance-NAME.md and .svg.</summary>
    public static void Write(string name, string setting, IReadOnlyList<Verdict> verdicts, bool whole)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project bench -- {name}`, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {setting}, {Machine.Words()}.")
            .AppendLine().AppendLine(Head);
        foreach (var verdict in verdicts)
        {
            text.AppendLine(Row(verdict));
        }

        Console.WriteLine(text);
        if (whole && Directory.Exists("docs"))
        {
            File.WriteAllText($"docs/performance-{name}.md", text.ToString());
            File.WriteAllText($"docs/performance-{name}.svg", Plot(verdicts));
        }
    }

    // A bar a row, in shares of the floor; the tick is what it must reach, the thin line the spread.
    private static string Plot(IReadOnlyList<Verdict> verdicts)
    {
        var most = Math.Max(1.2, verdicts.Max(v => Math.Max(v.High, v.Line.Bar)) * 1.05);
        int X(double ratio) => Left + (int)(ratio / most * (Width - Left - 60));
        var height = (verdicts.Count * RowHeight) + 30;
        var svg = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"13\">")
            .AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>")
            .AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{X(1)}\" y1=\"20\" x2=\"{X(1)}\" y2=\"{height}\" stroke=\"#999\" stroke-dasharray=\"3 3\"/><text x=\"{X(1)}\" y=\"14\" text-anchor=\"middle\" fill=\"#666\">floor = 1</text>");
        for (var i = 0; i < verdicts.Count; i++)
        {
            var (v, y) = (verdicts[i], (i * RowHeight) + 24);
            var colour = v.Ratio >= v.Line.Bar ? "#2b7a4b" : "#b4552d";
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 17}\" text-anchor=\"end\">{v.Line.What.Replace("&", "&amp;", StringComparison.Ordinal)}</text>")
                .AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y + 4}\" width=\"{X(v.Ratio) - Left}\" height=\"18\" fill=\"{colour}\"/>")
                .AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{X(v.Low)}\" y1=\"{y + 13}\" x2=\"{X(v.High)}\" y2=\"{y + 13}\" stroke=\"#111\"/>")
                .AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{X(v.Line.Bar)}\" y1=\"{y}\" x2=\"{X(v.Line.Bar)}\" y2=\"{y + 26}\" stroke=\"#111\" stroke-width=\"3\"/>")
                .AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{X(Math.Max(v.High, v.Line.Bar)) + 6}\" y=\"{y + 17}\">{v.Ratio:0.00}</text>");
        }

        return svg.AppendLine("</svg>").ToString();
    }
}
