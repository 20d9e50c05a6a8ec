using HazardLedger.EventStore;

namespace HazardLedger.Api.Evidence;

/// <summary>Where the bytes of evidence lie, under their digest. Whoever brings or removes holds the digest in the database.</summary>
/// <exception cref="LedgerUnavailableException">From every member, when the place cannot be reached.</exception>
internal interface IEvidencePlace
{
    /// <summary>True when all bytes of it are there.</summary>
    Task<bool> HoldsAsync(Digest digest, CancellationToken ct);

    /// <summary>Brings a file that was judged to its place; one that is there already stays.</summary>
    Task BringAsync(Digest digest, ArrivedFile file, CancellationToken ct);

    /// <summary>Its bytes as a stream that can seek; null when they are not there.</summary>
    Task<Stream?> OpenAsync(Digest digest, long length, CancellationToken ct);

    /// <summary>Takes it away; nothing happens when it is not there.</summary>
    Task RemoveAsync(Digest digest, CancellationToken ct);
}

/// <summary>A folder: <c>ab/abcd…</c> by digest.</summary>
internal sealed class EvidenceFolder(string root) : IEvidencePlace
{
    public Task<bool> HoldsAsync(Digest digest, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(digest)));

    public Task BringAsync(Digest digest, ArrivedFile file, CancellationToken ct)
    {
        file.MoveTo(PathOf(digest));
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(Digest digest, long length, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(Digest digest, CancellationToken ct)
    {
        try
        {
            File.Delete(PathOf(digest));
        }
        catch (DirectoryNotFoundException)
        {
            // Then it is not there.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException("A file of evidence cannot be removed.", e);
        }

        return Task.CompletedTask;
    }

    private string PathOf(Digest digest)
    {
        var name = digest.ToString();
        return Path.Combine(root, name[..2], name);
    }
}
