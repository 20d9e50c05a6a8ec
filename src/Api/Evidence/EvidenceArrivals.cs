using System.Buffers;
using System.Security.Cryptography;
using HazardLedger.EventStore;

namespace HazardLedger.Api.Evidence;

/// <summary>The folder <c>arriving</c>: what comes lies there, in one buffer's worth of memory, until it is judged.</summary>
internal sealed class EvidenceArrivals
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);
    private readonly string arriving;

    /// <summary>Makes the folder, and clears away what uploads that were cut off left in it.</summary>
    public EvidenceArrivals(string root, TimeProvider clock)
    {
        arriving = Path.Combine(Path.GetFullPath(root), "arriving");
        MakeClosed(Path.GetFullPath(root));
        MakeClosed(arriving);
        foreach (var left in new DirectoryInfo(arriving).EnumerateFiles().Where(file => clock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > Abandoned))
        {
            left.Delete();
        }
    }

    /// <summary>Writes what comes into a file of its own until it ends, or is longer than allowed.</summary>
    public async Task<ArrivedFile> ReceiveAsync(Stream content, long longest, CancellationToken ct)
    {
        var file = Create();
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var start = new MemoryStream(MediaTypes.Enough);
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (file.Add(read) > longest)
                {
                    return file;
                }

                start.Write(buffer, 0, (int)Math.Min(read, MediaTypes.Enough - start.Length));
                hash.AppendData(buffer, 0, read);
                await WriteAsync(file, buffer.AsMemory(0, read), ct);
            }

            file.Judge(hash.GetHashAndReset(), MediaTypes.Of(start.ToArray()));
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task WriteAsync(ArrivedFile file, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            await file.Stream.WriteAsync(bytes, ct);
        }
        catch (IOException e)
        {
            throw new LedgerUnavailableException("The disk does not take the file.", e);
        }
    }

    private ArrivedFile Create()
    {
        var path = Path.Combine(arriving, Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new ArrivedFile(path, new FileStream(path, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException("The folder of evidence cannot be written.", e);
        }
    }

    internal static void MakeClosed(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>A file that came and is not yet kept; gone when disposed, unless it was moved to its place.</summary>
internal sealed class ArrivedFile(string path, FileStream stream) : IAsyncDisposable
{
    public FileStream Stream => stream;

    public long Length { get; private set; }

    public byte[] Digest { get; private set; } = [];

    public string? MediaType { get; private set; }

    /// <summary>True when it was not read to its end.</summary>
    public bool TooLarge => Digest.Length == 0;

    public long Add(int read) => Length += read;

    public void Judge(byte[] digest, string? mediaType) => (Digest, MediaType) = (digest, mediaType);

    /// <summary>On disk first, then under its name: whoever finds it finds all of it.</summary>
    public void MoveTo(string place)
    {
        try
        {
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            EvidenceArrivals.MakeClosed(Path.GetDirectoryName(place)!);
            if (!(new FileInfo(place) is { Exists: true } kept && kept.Length == Length))
            {
                File.Move(path, place, overwrite: true); // heals a file that is there and cannot be right
            }
        }
        catch (IOException e)
        {
            throw new LedgerUnavailableException("The disk does not take the file.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        File.Delete(path);
    }
}
