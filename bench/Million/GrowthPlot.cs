using System.Globalization;
using System.Text;

namespace HazardLedger.Bench;

/// <summary>How the cost of the main questions grows with the ledger: both axes by powers of ten, a line a question, its name at its end.</summary>
internal static class GrowthPlot
{
    private const int Width = 960;
    private const int Height = 560;
    private const int Left = 60;
    private const int Right = 420;
    private const int Top = 30;
    private const int Bottom = 40;
    private static readonly string[] Colours = ["#1b6e8c", "#b4552d", "#2b7a4b", "#7a4b9a", "#8a6d1b", "#a3285f", "#3d5a80", "#5b7f2a", "#c0392b", "#17807e", "#555555", "#9c6644"];

    /// <summary>The plot as SVG, median processor time by number of hazards.</summary>
    public static string Of(IReadOnlyList<MillionResult> results)
    {
        var names = results[^1].Asked.Where(asked => asked.Plotted).Select(asked => asked.What).ToList();
        var all = results.SelectMany(result => result.Asked).Where(asked => asked.Plotted).Select(asked => asked.CpuMedian).ToList();
        var (least, most) = (Math.Floor(Math.Log10(all.Min())), Math.Ceiling(Math.Log10(all.Max())));
        var (first, last) = (Math.Log10(results[0].Hazards), Math.Log10(results[^1].Hazards));
        double X(int hazards) => Left + ((Math.Log10(hazards) - first) / Math.Max(1e-9, last - first) * (Width - Left - Right));
        double Y(double took) => Height - Bottom - ((Math.Log10(took) - least) / (most - least) * (Height - Top - Bottom));
        var svg = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">")
            .AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/><text x=\"{Left}\" y=\"18\" fill=\"#444\">median processor time of a question over HTTP (program and PostgreSQL), milliseconds, by number of hazards</text>");
        for (var power = least; power <= most; power++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{Y(Math.Pow(10, power)):0}\" x2=\"{Width - Right}\" y2=\"{Y(Math.Pow(10, power)):0}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(Math.Pow(10, power)) + 4:0}\" text-anchor=\"end\" fill=\"#666\">{Math.Pow(10, power):0.###}</text>");
        }

        foreach (var result in results)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{X(result.Hazards):0}\" y1=\"{Top}\" x2=\"{X(result.Hazards):0}\" y2=\"{Height - Bottom}\" stroke=\"#eee\"/><text x=\"{X(result.Hazards):0}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\" fill=\"#666\">{result.Hazards:N0}</text>");
        }

        AppendLines(svg, results, names, X, Y);
        return svg.AppendLine("</svg>").ToString();
    }

    // Names stand beside the lines' ends, moved apart where these lie close.
    private static void AppendLines(StringBuilder svg, IReadOnlyList<MillionResult> results, List<string> names, Func<int, double> x, Func<double, double> y)
    {
        const double Apart = 16;
        var lines = names.Select((name, at) => (Name: name, Colour: Colours[at % Colours.Length], Points: results
                .Select(result => (result.Hazards, Asked: result.Asked.FirstOrDefault(asked => asked.What == name))).Where(point => point.Asked is not null)
                .Select(point => (X: x(point.Hazards), Y: y(point.Asked!.CpuMedian), point.Asked.CpuMedian)).ToList()))
            .OrderBy(line => line.Points[^1].Y).ToList();
        var free = (double)Top;
        foreach (var (name, colour, points) in lines)
        {
            var label = Math.Max(points[^1].Y, free);
            free = label + Apart;
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0},{point.Y:0}")))}\"/>")
                .AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{points[^1].X:0}\" y1=\"{points[^1].Y:0}\" x2=\"{Width - Right + 14}\" y2=\"{label:0}\" stroke=\"{colour}\" stroke-width=\"0.7\"/>")
                .AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 18}\" y=\"{label + 4:0}\" fill=\"{colour}\">{name.Replace("&", "&amp;", StringComparison.Ordinal)}: {points[^1].CpuMedian:0.0}</text>");
        }
    }
}
