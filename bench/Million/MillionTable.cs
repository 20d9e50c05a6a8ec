using System.Globalization;
using System.Text;

namespace HazardLedger.Bench;

/// <summary>Results of one or more sizes as people read them: a table with a column a size, and a plot of what grows.</summary>
internal static class MillionTable
{
    /// <summary>Prints the table; a whole run also becomes docs/figures-million.md and docs/figures-growth.svg.</summary>
    public static async Task WriteAsync(IReadOnlyList<MillionResult> results, bool whole)
    {
        if (results.Count == 0)
        {
            return;
        }

        var text = Text(results);
        Console.WriteLine(text);
        if (whole && Directory.Exists("docs"))
        {
            await File.WriteAllTextAsync("docs/figures-million.md", text);
            await File.WriteAllTextAsync("docs/figures-growth.svg", GrowthPlot.Of(results));
        }
    }

    private static string Text(IReadOnlyList<MillionResult> results)
    {
        var newest = results[^1];
        var text = new StringBuilder()
            .AppendLine("# A million hazards in PostgreSQL, end to end").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project bench -- million`, {newest.At:yyyy-MM-dd HH:mm} UTC, {newest.Machine}. Questions go over HTTP, one at a time, each with")
            .AppendLine("other parameters: milliseconds of processor time, program and PostgreSQL together, median / p99, then by the clock in brackets. A bar is for the million; **bold**")
            .AppendLine("missed it by processor time. What stands empty was not measured at that size.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| | bar |{string.Concat(results.Select(result => $" {result.Hazards:N0} hazards |"))}")
            .AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(results.Select(_ => "---|"))}")
            .AppendLine(Row("events", "", results, result => result.Events.ToString("N0", CultureInfo.InvariantCulture)))
            .AppendLine(Row("legs of figures", "", results, result => result.Legs.ToString("N0", CultureInfo.InvariantCulture)));
        foreach (var (what, bar) in results.Reverse().SelectMany(result => result.Beside).Select(told => (told.What, told.Bar)).Distinct())
        {
            text.AppendLine(Row(what, bar, results, result => result.Beside.FirstOrDefault(told => told.What == what) is { } told ? Marked(told.Value, told.Met == false && result == newest) : ""));
        }

        foreach (var (what, bar) in newest.Asked.Select(asked => (asked.What, asked.Bar)))
        {
            text.AppendLine(Row(what, bar is { } most ? string.Create(CultureInfo.InvariantCulture, $"p99 ≤ {most:0} ms") : "", results, result => result.Asked.FirstOrDefault(asked => asked.What == what) is { } asked
                ? Marked(string.Create(CultureInfo.InvariantCulture, $"{asked.CpuMedian:0.0} / {asked.CpuP99:0.0} ({asked.Median:0} / {asked.P99:0})"), asked.CpuP99 > bar && result == newest) : ""));
        }

        return text.ToString();
    }

    private static string Row(string what, string bar, IReadOnlyList<MillionResult> results, Func<MillionResult, string> cell) =>
        $"| {what} | {bar} |{string.Concat(results.Select(result => $" {cell(result)} |"))}";

    private static string Marked(string value, bool missed) => missed ? $"**{value}**" : value;
}
