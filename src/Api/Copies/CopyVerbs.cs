using System.Globalization;
using System.IO.Compression;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Imports;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Copies;

/// <summary>`./run export FILE` writes the whole ledger of a data directory into a file; `./run restore FILE --data DIR` makes a second ledger from it.
/// A name that ends in .gz is compressed.</summary>
public static class CopyVerbs
{
    private const int Failed = 1;
    private const int BadWords = 2;

    /// <summary>Writes the file, through the API that runs on the directory or alone.</summary>
    public static async Task<int> ExportAsync(IReadOnlyList<string> words)
    {
        if (Read(words) is not var (target, host))
        {
            await Console.Error.WriteLineAsync("export FILE.ndjson[.gz] [--data DIR] [--urls ADDRESS] [--demo]");
            return BadWords;
        }

        return await SayingAsync(() => ImportHome.WithAsync(host, async client =>
        {
            client.DefaultRequestHeaders.Accept.ParseAdd("application/x-ndjson");
            using var answer = await client.GetAsync(new Uri("/v1/ledger/export", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            var waiting = target + ".part"; // a file of that name is a whole one
            await using (var file = Written(waiting, IsGz(target)))
            {
                await answer.Content.CopyToAsync(file);
            }

            File.Move(waiting, target, overwrite: true);
            Console.WriteLine($"The ledger stands in {target}. Evidence files are listed in it and not included: copy the folder 'evidence' too.");
            return 0;
        }));
    }

    /// <summary>Puts the file into the empty ledger of a directory and makes its postings and register from the events.</summary>
    public static async Task<int> RestoreAsync(IReadOnlyList<string> words)
    {
        if (Read(words) is not var (target, host))
        {
            await Console.Error.WriteLineAsync("restore FILE.ndjson[.gz] --data DIR");
            return BadWords;
        }

        return await SayingAsync(async () =>
        {
            var events = await RestoreAsync(host, target, Console.Error.WriteLine, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{events:N0} events were put back, each with the leaf that was recorded. Access keys are issued anew at the next start."));
            return 0;
        });
    }

    /// <summary>The same for a file and settings; returns the number of events.</summary>
    public static async Task<long> RestoreAsync(HostSettings host, string target, Action<string> say, CancellationToken ct)
    {
        LedgerCopyHead said;
        using (var first = new StreamReader(Opened(target)))
        {
            said = LedgerRestore.HeadOf(await first.ReadLineAsync(ct) ?? "");
        }

        var events = 0L;
        await using var database = await LedgerDatabaseHome.OpenAsync(host with { Demo = said.Synthetic }, say, ct, async owner =>
        {
            await using var source = NpgsqlDataSource.Create(owner);
            await using var file = Opened(target);
            events = await new LedgerRestore(source).RunAsync(file, ct: ct);
        });
        return events;
    }

    private static async Task<int> SayingAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException or LedgerCopyException or LedgerMismatchException or PostgresException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private static (string Target, HostSettings Host)? Read(IReadOnlyList<string> words) =>
        words.Count > 0 && !words[0].StartsWith('-') ? (Path.GetFullPath(words[0], ImportWords.Here), HostSettings.From([.. words.Skip(1)])) : null;

    private static bool IsGz(string name) => name.EndsWith(".gz", StringComparison.Ordinal);

    private static Stream Opened(string name) => IsGz(name) ? new GZipStream(File.OpenRead(name), CompressionMode.Decompress) : File.OpenRead(name);

    private static Stream Written(string name, bool compressed) => compressed ? new GZipStream(File.Create(name), CompressionLevel.Fastest) : File.Create(name);
}
