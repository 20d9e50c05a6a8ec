using System.Text.RegularExpressions;

namespace HazardLedger.LocalPostgres;

/// <summary>A directory with initdb, pg_ctl and postgres of one version.</summary>
/// <param name="Directory">Absolute path, links resolved.</param>
/// <param name="Version">Major and minor, e.g. 17.10.</param>
public sealed partial record PostgresBinaries(string Directory, Version Version)
{
    /// <summary>The oldest major version HazardLedger runs on.</summary>
    public const int OldestMajor = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Full path of one of the programs.</summary>
    public string this[string program] => Path.Combine(Directory, Executable(program));

    /// <summary>Looks in the usual places, then installs (apt as root on Debian, else npm); says in one line what it took.</summary>
    /// <exception cref="LocalPostgresException">Nothing fits and nothing can be installed.</exception>
    public static async Task<PostgresBinaries> FindAsync(PostgresSearch search, CancellationToken cancellation)
    {
        var passedOver = new List<string>();
        var found = search.Allows("system") ? await InPlacesAsync(search, passedOver, cancellation) : null;
        if (found is null && search.Allows("apt") && await PostgresFromApt.InstallAsync(search, cancellation))
        {
            found = await InPlacesAsync(search, passedOver, cancellation);
        }

        if (found is null && search.Allows("npm") && search.Fits(PostgresFromNpm.Major))
        {
            found = await PostgresFromNpm.InstallAsync(search, cancellation);
        }

        if (found is not null)
        {
            search.Say?.Invoke($"PostgreSQL {found.Version} from {found.Directory}.");
        }

        return found ?? throw new LocalPostgresException(search.NothingFound(passedOver));
    }

    /// <summary>The binaries in one directory, or null when they are incomplete or do not say their version.</summary>
    public static async Task<PostgresBinaries?> InAsync(string directory, CancellationToken cancellation)
    {
        var server = Path.Combine(directory, Executable("postgres"));
        if (!File.Exists(server))
        {
            return null;
        }

        // A link in /usr/local/bin leads to the directory that has all the programs and, beside it, share/.
        var real = Path.GetDirectoryName(File.ResolveLinkTarget(server, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(server))!;
        if (!Needed.All(program => File.Exists(Path.Combine(real, Executable(program)))))
        {
            return null;
        }

        var answer = await Command.RunAsync([Path.Combine(real, Executable("postgres")), "--version"], cancellation);
        var version = VersionPattern().Match(answer.Output);
        return answer.Succeeded && version.Success
            ? new PostgresBinaries(real, new Version(int.Parse(version.Groups["major"].Value, null), version.Groups["minor"].Success ? int.Parse(version.Groups["minor"].Value, null) : 0))
            : null;
    }

    private static async Task<PostgresBinaries?> InPlacesAsync(PostgresSearch search, List<string> passedOver, CancellationToken cancellation)
    {
        foreach (var place in search.Places())
        {
            var candidate = await InAsync(place, cancellation);
            if (candidate is null)
            {
                continue;
            }

            if (search.Fits(candidate.Version.Major))
            {
                return candidate;
            }

            passedOver.Add($"{candidate.Version} in {candidate.Directory}");
        }

        return null;
    }

    private static string Executable(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    [GeneratedRegex(@"PostgreSQL\)?\s+(?<major>\d+)(\.(?<minor>\d+))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
