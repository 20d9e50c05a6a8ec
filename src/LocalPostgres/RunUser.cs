namespace HazardLedger.LocalPostgres;

/// <summary>
/// The account the server runs under. PostgreSQL refuses to run as root, so root hands it to an ordinary account;
/// everyone else runs it directly.
/// </summary>
internal sealed record RunUser
{
    private static readonly string[] Preferred = ["postgres", "hazardledger"];

    /// <summary>Words put before a command so that it runs under this account; empty when we are that account already.</summary>
    public IReadOnlyList<string> Prefix { get; private init; } = [];

    /// <summary><c>uid:gid</c> for chown, null when nothing has to change hands.</summary>
    public string? Owner { get; private init; }

    /// <summary>True when a child can be started as this account and told to end with us (util-linux setpriv and setsid).</summary>
    public bool DiesWithParent { get; private init; }

    public string[] Wrap(params IEnumerable<string> words) => [.. Prefix, .. words];

    /// <summary>As <see cref="Wrap"/>, with SIGINT (PostgreSQL's fast shutdown) when the starting thread ends, in a session of its own so that Ctrl-C stays ours.</summary>
    public string[] WrapServer(params IEnumerable<string> words) =>
        [.. Prefix.Count > 0 ? Prefix : ["setpriv"], "--pdeathsig", "INT", "setsid", .. words];

    /// <summary>Picks the owner of an existing cluster, else <c>postgres</c>, else an account made for the purpose.</summary>
    public static async Task<RunUser> ChooseAsync(string existingCluster, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            return new RunUser();
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new RunUser { DiesWithParent = await WorksAsync(["setpriv", "--pdeathsig", "INT", "setsid", "true"], cancellation) };
        }

        var (uid, gid, name) = await OwnerOfAsync(existingCluster, cancellation)
            ?? Preferred.Select(InPasswd).FirstOrDefault(found => found is not null)
            ?? await AddUserAsync(cancellation);
        return await ByAnyMeansAsync(uid, gid, name, cancellation);
    }

    private static async Task<RunUser> ByAnyMeansAsync(string uid, string gid, string name, CancellationToken cancellation)
    {
        string[] setpriv = ["setpriv", $"--reuid={uid}", $"--regid={gid}", "--clear-groups"];
        if (await WorksAsync([.. setpriv, "--pdeathsig", "INT", "setsid", "true"], cancellation))
        {
            return new RunUser { Prefix = setpriv, Owner = $"{uid}:{gid}", DiesWithParent = true };
        }

        string[] runuser = ["runuser", "-u", name, "--"];
        if (await WorksAsync([.. runuser, "true"], cancellation))
        {
            return new RunUser { Prefix = runuser, Owner = $"{uid}:{gid}" };
        }

        string[] su = ["su", name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"];
        return await WorksAsync([.. su, "true"], cancellation)
            ? new RunUser { Prefix = su, Owner = $"{uid}:{gid}" }
            : throw new LocalPostgresException($"PostgreSQL does not run as root and none of setpriv, runuser and su could run it as {name}: start HazardLedger as an ordinary user.");
    }

    private static async Task<bool> WorksAsync(string[] words, CancellationToken cancellation) =>
        (await Command.RunAsync(words, cancellation)).Succeeded;

    private static async Task<(string Uid, string Gid, string Name)?> OwnerOfAsync(string directory, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        // The long listing with numbers is the one form that GNU, BSD and busybox share.
        var listing = await Command.RunAsync(["ls", "-ldn", directory], cancellation);
        var words = listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return !listing.Succeeded || words.Length < 4 || words[2] == "0" ? null : (words[2], words[3], NameOf(words[2]) ?? words[2]);
    }

    private static IEnumerable<string[]> Passwd() =>
        File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4) : [];

    private static string? NameOf(string uid) => Passwd().FirstOrDefault(fields => fields[2] == uid)?[0];

    private static (string Uid, string Gid, string Name)? InPasswd(string name) =>
        Passwd().FirstOrDefault(fields => fields[0] == name) is { } fields ? (fields[2], fields[3], name) : null;

    private static async Task<(string Uid, string Gid, string Name)> AddUserAsync(CancellationToken cancellation)
    {
        const string name = "hazardledger";
        await Command.RunAsync(["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", "/usr/sbin/nologin", name], cancellation);
        return InPasswd(name) ?? throw new LocalPostgresException(
            "PostgreSQL does not run as root and no account could be made for it: add a user named postgres, or start HazardLedger as an ordinary user.");
    }
}
