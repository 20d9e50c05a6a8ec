using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>Imports data sets into a ledger that is asked for nothing else, and compares its figures with those computed apart.</summary>
/// <param name="client">Speaks to the API with a key that may import and read everything.</param>
/// <param name="say">Gets lines for people.</param>
/// <param name="progress">Is told the set, the lines read and how many there are.</param>
internal sealed class SetCheck(HttpClient client, Action<string> say, Action<string, long, long> progress)
{
    /// <summary>True when every contradictory case was refused, every other one recorded, and every figure is equal.</summary>
    public async Task<bool> RunAsync(DataSet set, CancellationToken ct)
    {
        var lines = SetMapping.Lines(set).ToList();
        var sender = new ImportSender(client);
        var began = Stopwatch.GetTimestamp();
        var report = await sender.SendAsync(lines, "profile=historical", read => progress(set.Name, read, lines.Count), ct);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Name}: {lines.Count:N0} lines in {seconds:0.0} s ({lines.Count / seconds:N0} a second): {Count(report, "recorded"):N0} of {set.Cases.Count:N0} cases recorded, {Count(report, "refused"):N0} refused as contradictory"));

        var asExpected = await RefusalsAsync(sender, report, set, ct);
        if (Count(report, "recorded") + Count(report, "already") + Count(report, "refused") != set.Cases.Count)
        {
            say("  DIFFERENT: not every case was decided.");
            asExpected = false;
        }

        var verdict = await new SetComparison(client, set).CompareAsync();
        foreach (var difference in verdict.Differences)
        {
            say($"  DIFFERENT: {difference}");
        }

        say(string.Create(
            CultureInfo.InvariantCulture,
            $"  {verdict.Dates} dates, {verdict.Months} month ends, {verdict.Areas} areas, {verdict.Types} types: {verdict.Figures:N0} figures compared, {(verdict.Differences.Count == 0 ? "all equal" : $"{verdict.Differences.Count:N0} different")}"));
        return asExpected && verdict.Differences.Count == 0;
    }

    private async Task<bool> RefusalsAsync(ImportSender sender, JsonElement report, DataSet set, CancellationToken ct)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in await sender.RefusalsAsync(report.GetProperty("id").GetGuid(), ct))
        {
            var id = line.GetProperty("external").GetString()![(set.Name.Length + 1)..];
            refused.Add(id);
            say($"  refused: {id}, line {line.GetProperty("line").GetInt64()}: {line.GetProperty("reason").GetString()}");
        }

        foreach (var id in refused.Except(set.Contradictory).Concat(set.Contradictory.Except(refused)))
        {
            say($"  DIFFERENT: case {id} {(refused.Contains(id) ? "was refused and should not have been" : "contradicts itself and was not refused")}");
        }

        return refused.SetEquals(set.Contradictory);
    }

    private static long Count(JsonElement report, string name) => report.GetProperty(name).GetInt64();
}
