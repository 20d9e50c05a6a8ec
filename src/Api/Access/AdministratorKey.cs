using System.Security.AccessControl;
using System.Security.Principal;
using HazardLedger.Domain;

namespace HazardLedger.Api.Access;

/// <summary>The first key of a ledger, without which nobody could issue any other.</summary>
public static class AdministratorKey
{
    /// <summary>Name of the file that holds its secret.</summary>
    public const string FileName = "admin.key";

    private const int GoodForDays = 366;

    /// <summary>Sees to it that the directory holds a good administrator's key: the one that is there, or a new one, which is said in one line.
    /// The file is for its owner alone (mode 0600; on Windows an ACL for the account that runs this).</summary>
    /// <returns>Path of the file.</returns>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static async Task<string> EnsureAsync(
        string directory, AccessKeys keys, TimeProvider clock, Action<string>? say = null, CancellationToken ct = default)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        var existed = File.Exists(path);
        if (existed && await keys.AuthenticateAsync((await File.ReadAllTextAsync(path, ct)).Trim(), ct) is { } caller && caller.Has(Roles.Administrator))
        {
            return path;
        }

        var others = await keys.AnyAsync(ct);
        var key = new NewKey("first administrator", "P-ADMIN", Actor.Keeper, [Roles.Administrator], [], LegalDay.Today(clock).AddDays(GoodForDays));
        var issued = await keys.CreateAsync(key, "start", ct);
        await WriteAsync(path, issued.Secret, ct);
        say?.Invoke((existed, others) switch
        {
            (true, _) => $"The administrator's key in {path} is not good for this ledger (any more); a new one is written there.",
            (false, true) => $"This ledger has keys but {path} was not there; a new administrator's key is written there. Revoke the lost one.",
            _ => $"The administrator's key is in {path}.",
        });
        return path;
    }

    // Written beside and renamed, so that a kill in the middle leaves the old file or the new one.
    private static async Task WriteAsync(string path, string secret, CancellationToken ct)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using (var file = new StreamWriter(beside, options))
            {
                if (OperatingSystem.IsWindows())
                {
                    KeepToOwner(beside);
                }

                await file.WriteLineAsync(secret.AsMemory(), ct);
            }

            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("windows")]
    private static void KeepToOwner(string path)
    {
        using var me = WindowsIdentity.GetCurrent();
        var rules = new FileSecurity();
        rules.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        rules.AddAccessRule(new FileSystemAccessRule(me.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        new FileInfo(path).SetAccessControl(rules);
    }
}
