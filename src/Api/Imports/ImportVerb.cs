using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Imports.Sets;

namespace HazardLedger.Api.Imports;

/// <summary>`./run import FILE|DIR|TABLE --map MAP`: sends lines to the API of this data directory, with a bar that shows how far it is. `--check`
/// imports published data sets into a ledger made for it and compares its figures with those that lie beside them.</summary>
public static class ImportVerb
{
    private const int Done = 0;
    private const int SomethingRefused = 3;
    private const int Failed = 1;
    private const int BadWords = 2;

    /// <summary>Runs the verb.</summary>
    /// <returns>0: all imported, or all equal; 1: failed, or something differs; 2: the words make no sense; 3: imported, but some cases were refused.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var (words, fault) = ImportWords.Parse(args);
        if (words is null)
        {
            await Console.Error.WriteLineAsync($"{fault}\n{ImportWords.Usage}");
            return BadWords;
        }

        try
        {
            var sets = Directory.Exists(words.Target) ? DataSet.Find(words.Target) : [];
            return words.Check ? await CheckAsync(words, sets)
                : await ImportHome.WithAsync(words.Host, client => ImportAsync(client, words, words.Map is { } map ? [Table(words.Target, map)] : Sources(words.Target, sets)));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private static async Task<int> CheckAsync(ImportWords words, IReadOnlyList<DataSet> sets)
    {
        if (sets.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is nothing to check in {words.Target}: no expected.json lies there.");
            return BadWords;
        }

        return await ImportHome.WithFreshAsync(async client =>
        {
            var good = 0;
            foreach (var set in sets)
            {
                var bar = new ImportBar();
                good += await new SetCheck(client, bar.Say, bar.Show).RunAsync(set, CancellationToken.None) ? 1 : 0;
            }

            Console.WriteLine(good == sets.Count ? $"All {sets.Count} sets are equal in every figure." : $"{sets.Count - good} of {sets.Count} sets differ.");
            return good == sets.Count ? Done : Failed;
        });
    }

    private static async Task<int> ImportAsync(HttpClient client, ImportWords words, IReadOnlyList<(string Name, Func<IEnumerable<string>> Lines)> sources)
    {
        var refused = 0L;
        foreach (var (name, lines) in sources)
        {
            var (bar, all, sender) = (new ImportBar(), lines().LongCount(), new ImportSender(client));
            var report = await sender.SendAsync(lines(), $"profile={words.Profile}&dryRun={(words.DryRun ? "true" : "false")}", read => bar.Show(name, read, all), CancellationToken.None);
            refused += report.GetProperty("refused").GetInt64();
            bar.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {Count(report, "lines")} lines, {Count(report, "cases")} cases: {Count(report, "recorded")} {(words.DryRun ? "would be recorded" : "recorded")}, {Count(report, "already")} already there, {Count(report, "refused")} refused"));
            if (report.GetProperty("refused").GetInt64() > 0)
            {
                var file = Path.Combine(ImportWords.Here, $"{name}.refused.ndjson");
                RefusedFile.Write(file, lines(), await sender.RefusalsAsync(report.GetProperty("id").GetGuid(), CancellationToken.None));
                bar.Say($"  Refused lines with their reasons: {file}. Mend them there and import that file.");
            }
        }

        return refused == 0 ? Done : SomethingRefused;
    }

    private static List<(string Name, Func<IEnumerable<string>> Lines)> Sources(string target, IReadOnlyList<DataSet> sets) =>
        sets.Count > 0 ? [.. sets.Select(set => (set.Name, new Func<IEnumerable<string>>(() => SetMapping.Lines(set))))]
        : (List<(string, Func<IEnumerable<string>>)>)[.. Files(target).Select(file => (Path.GetFileName(file).Split('.')[0], new Func<IEnumerable<string>>(() => ReadLines(file))))];

    // The table becomes lines here, so that what is refused comes back as lines, which can be mended and sent without the map.
    private static (string Name, Func<IEnumerable<string>> Lines) Table(string target, string mapFile)
    {
        var (map, fault) = TableMap.Read(File.ReadAllBytes(mapFile));
        return map is null ? throw new InvalidDataException(fault!.English) : (Path.GetFileName(target).Split('.')[0], () => TableLinesOf(target, map));
    }

    private static IEnumerable<string> TableLinesOf(string target, TableMap map)
    {
        using var file = File.OpenRead(target);
        foreach (var line in ImportForm.Lines(file, target, map, CancellationToken.None).ToBlockingEnumerable())
        {
            yield return Encoding.UTF8.GetString(line.Utf8!);
        }
    }

    private static List<string> Files(string target)
    {
        List<string> files = File.Exists(target) ? [target]
            : [.. Directory.EnumerateFiles(target).Where(file => file.EndsWith(".ndjson", StringComparison.Ordinal) || file.EndsWith(".ndjson.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Count > 0 ? files : throw new IOException($"No .ndjson file lies in {target}.");
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        using var raw = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(raw, CompressionMode.Decompress) : raw);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Count(JsonElement report, string name) => report.GetProperty(name).GetInt64().ToString("N0", CultureInfo.InvariantCulture);
}
