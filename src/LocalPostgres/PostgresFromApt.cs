namespace HazardLedger.LocalPostgres;

/// <summary>PostgreSQL from Debian's own packages, for root on Debian and its kin. No system cluster is made or started.</summary>
internal static class PostgresFromApt
{
    private const string Settings = "/etc/postgresql-common/createcluster.d/hazardledger.conf";

    /// <summary>True when apt-get brought the package; the programs are then in their usual place.</summary>
    public static async Task<bool> InstallAsync(PostgresSearch search, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/etc/debian_version"))
        {
            return false;
        }

        search.Say?.Invoke("PostgreSQL is not installed here: installing Debian's package with apt-get.");
        // The lists may be old or missing; when they cannot be renewed the install below says what is wrong.
        await AptAsync(["update"], cancellation);
        if (!await InstallAsync("postgresql-common", cancellation))
        {
            return false;
        }

        // Between the two steps: the server's package makes and starts a cluster of its own unless this says no.
        Directory.CreateDirectory(Path.GetDirectoryName(Settings)!);
        await File.WriteAllTextAsync(Settings, "# HazardLedger runs clusters of its own.\ncreate_main_cluster = false\n", cancellation);
        return await InstallAsync("postgresql", cancellation);
    }

    private static Task<bool> InstallAsync(string package, CancellationToken cancellation) =>
        AptAsync(["install", "-y", "--no-install-recommends", package], cancellation);

    private static async Task<bool> AptAsync(string[] words, CancellationToken cancellation) =>
        (await Command.RunAsync(
            ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", .. words],
            cancellation,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" })).Succeeded;
}
