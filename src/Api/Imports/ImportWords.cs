using HazardLedger.Api.Hosting;

namespace HazardLedger.Api.Imports;

/// <summary>What stands after <c>import</c> on the command line.</summary>
/// <param name="Target">A file of NDJSON (also gzipped), a directory, or with a map a table, as a full path.</param>
/// <param name="Check">Compare with the figures that lie beside the data, in a ledger made for it.</param>
/// <param name="Profile">"historical" or "current".</param>
/// <param name="Host">Which ledger, as for the program itself.</param>
internal sealed record ImportWords(string Target, bool Check, string Profile, bool DryRun, HostSettings Host)
{
    /// <summary>What may be said.</summary>
    public const string Usage = "import FILE.ndjson|DIRECTORY|TABLE.csv|TABLE.xlsx [--map MAP.json] [--check] [--profile historical|current] [--dry-run] [--data DIR] [--urls ADDRESS]";

    /// <summary>Which columns of a table are what, as a full path; null when the target is no table.</summary>
    public string? Map { get; init; }

    // The directory in which the person stands; the program itself is started in another one.
    private const string From = "HAZARDLEDGER_FROM";

    /// <summary>Where relative paths begin.</summary>
    public static string Here => Environment.GetEnvironmentVariable(From) is { Length: > 0 } from ? from : Environment.CurrentDirectory;

    /// <summary>Reads the words, or says what is wrong with them.</summary>
    public static (ImportWords? Words, string? Fault) Parse(IReadOnlyList<string> words)
    {
        var (values, flags, targets) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
        for (var i = 0; i < words.Count; i++)
        {
            var pair = words[i].Split('=', 2);
            switch (pair[0])
            {
                case "--check" or "--dry-run" when pair.Length == 1:
                    flags.Add(pair[0]);
                    break;
                case "--profile" or "--data" or "--urls" or "--map" when pair.Length == 2 || i + 1 < words.Count:
                    values[pair[0]] = pair.Length == 2 ? pair[1] : words[++i];
                    break;
                case "--profile" or "--data" or "--urls" or "--map":
                    return (null, $"{pair[0]} needs a value.");
                case var option when option.StartsWith('-') || targets.Count > 0:
                    return (null, $"{words[i]} is not known here.");
                default:
                    targets.Add(Path.GetFullPath(words[i], Here));
                    break;
            }
        }

        var profile = values.GetValueOrDefault("--profile", "historical");
        var map = values.Remove("--map", out var said) ? Path.GetFullPath(said, Here) : null;
        return targets is not [var target] ? (null, "Nothing to import is named.")
            : profile is not ("historical" or "current") ? (null, "--profile is historical or current.")
            : !File.Exists(target) && !Directory.Exists(target) ? (null, $"There is no {target}.")
            : map is not null && !(File.Exists(map) && File.Exists(target)) ? (null, $"--map goes with a table: {map} or {target} is no file.")
            : (new(target, flags.Contains("--check"), profile, flags.Contains("--dry-run"), HostOf(values)) { Map = map }, null);
    }

    private static HostSettings HostOf(Dictionary<string, string> values) =>
        HostSettings.From([.. values.Where(pair => pair.Key != "--profile").SelectMany(pair => new[] { pair.Key, pair.Value })]);
}
