using System.Text.Json;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>A ledger of so many hazards in PostgreSQL, made by the rules and measured end to end: the bars of docs/figures.md, and what grows with size.</summary>
internal static class MillionBench
{
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    /// <summary>Measures one size, or all three with their growth. A kept directory holds the ledgers and the results for the next run.</summary>
    /// <param name="words">[hazards] [--keep DIRECTORY] [--build-only]: makes the ledgers and measures nothing, [--tell-only]: writes what was kept.</param>
    public static async Task<int> RunAsync(string[] words)
    {
        var at = Array.IndexOf(words, "--keep");
        var keep = at >= 0 && at + 1 < words.Length ? Path.GetFullPath(words[at + 1]) : null;
        int[] sizes = words is [var first, ..] && int.TryParse(first, out var one) ? [one] : Sizes;
        if (words.Contains("--tell-only"))
        {
            await MillionTable.WriteAsync(Results(keep!), whole: true);
            return 0;
        }

        await using var server = await BenchServer.StartAsync(keep);
        foreach (var size in sizes)
        {
            var name = $"hazards_{size}";
            var runtime = await server.KeptLedgerAsync(name);
            var built = await BuiltAsync(server, name, runtime, size);
            if (!words.Contains("--build-only"))
            {
                await MeasureAsync(server, name, runtime, size, built);
            }
        }

        await MillionTable.WriteAsync([.. Results(server.Home).Where(result => sizes.Contains(result.Hazards))], whole: sizes == Sizes);
        return 0;
    }

    private static async Task<Told> BuiltAsync(BenchServer server, string name, string runtime, int size)
    {
        var pace = await MillionBuild.RunAsync(server, name, runtime, size);
        var path = Path.Combine(server.Home, $"built-{size}.json");
        if (pace.Events == 0)
        {
            return JsonSerializer.Deserialize<Told>(await File.ReadAllTextAsync(path))!;
        }

        var (events, seconds) = (pace.Events, pace.Took.TotalSeconds);
        var told = new Told("recorded through the rules", "well under an hour", MillionParts.Say(
            $"{seconds / 60:0.0} min, {events / seconds:#,0} events/s; processor time an event: {pace.Server.TotalMicroseconds / events:0} µs PostgreSQL + {pace.Client.TotalMicroseconds / events:0} µs program"), seconds < 2400);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(told));
        await Console.Error.WriteLineAsync(told.Value);
        return told;
    }

    // What was measured is kept after each part: an export of everything may take minutes, an audit longer.
    private static async Task MeasureAsync(BenchServer server, string name, string runtime, int size, Told built)
    {
        await using var source = NpgsqlDataSource.Create(server.Owner(name));
        var (events, legs, loaded) = await MillionParts.LoadAsync(runtime);
        var directory = Directory.CreateDirectory(Path.Combine(server.Home, $"program-{size}"));
        var result = new MillionResult(DateTime.UtcNow, Machine.Words(), size, events, legs, [built], []);
        using (var program = await MillionServed.StartAsync(runtime, directory.FullName))
        {
            var started = new Told("start-up of the program until it answers", "≤ 15 s", MillionParts.Say($"{program.StartUp.TotalSeconds:0.0} s, then {program.Held / 1e6:0} MB of memory"), program.StartUp.TotalSeconds <= 15);
            result = result with { Beside = [.. result.Beside, started, .. loaded, MillionParts.Posting(), .. await MillionParts.DiskAsync(source, events)] };
            result = result with { Asked = await new MillionQuestions(program, server, source, size).AskAsync() };
            await KeepAsync(server, result);
            foreach (var export in MillionParts.Exports(size, events))
            {
                result = result with { Beside = [.. result.Beside, await MillionParts.ExportAsync(program, export)] };
                await KeepAsync(server, result);
            }
        }

        result = result with { Beside = [.. result.Beside, .. await MillionParts.RebuildAsync(server, name, events)] };
        await KeepAsync(server, result);
    }

    private static Task KeepAsync(BenchServer server, MillionResult result) =>
        File.WriteAllTextAsync(Path.Combine(server.Home, $"result-{result.Hazards}.json"), JsonSerializer.Serialize(result));

    private static List<MillionResult> Results(string home) =>
        [.. Directory.EnumerateFiles(home, "result-*.json").Select(path => JsonSerializer.Deserialize<MillionResult>(File.ReadAllText(path))!).OrderBy(result => result.Hazards)];
}
