using System.Net.Http.Headers;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;

namespace HazardLedger.Api.Imports;

/// <summary>An API to send an import to: the one that runs on the data directory, one started for the import, or one with a ledger of its own.</summary>
internal static class ImportHome
{
    /// <summary>Works with the API that listens already; where none does, with one started on the same data directory.</summary>
    public static async Task<int> WithAsync(HostSettings settings, Func<HttpClient, Task<int>> work)
    {
        var file = Path.Combine(settings.DataDirectory, AdministratorKey.FileName);
        var address = settings.Urls.Split(';')[0];
        if (File.Exists(file) && await ListensAsync(address))
        {
            using var client = await ClientAsync(address, file);
            return await work(client);
        }

        return await StartedAsync(settings with { Urls = "http://127.0.0.1:0" }, work);
    }

    /// <summary>Works with an empty ledger that is gone afterwards.</summary>
    public static async Task<int> WithFreshAsync(Func<HttpClient, Task<int>> work)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"hazardledger-check-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            // The database server may run as somebody else, who must get through to his part of it and needs to see nothing more.
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        try
        {
            return await StartedAsync(new HostSettings { DataDirectory = directory, Urls = "http://127.0.0.1:0" }, work);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> StartedAsync(HostSettings settings, Func<HttpClient, Task<int>> work)
    {
        await using var database = await LedgerDatabaseHome.OpenAsync(settings, Console.Error.WriteLine, CancellationToken.None);
        await using var ledger = await OpenLedger.OpenAsync(database.Source, CancellationToken.None);
        await using var app = Composition.Build(settings, ledger);
        var file = await AdministratorKey.EnsureAsync(settings.DataDirectory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await app.StartAsync();
        try
        {
            using var client = await ClientAsync(app.Urls.First(), file);
            return await work(client);
        }
        finally
        {
            await app.StopAsync();
        }
    }

    private static async Task<HttpClient> ClientAsync(string address, string keyFile)
    {
        var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(keyFile)).Trim());
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    private static async Task<bool> ListensAsync(string address)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false; // nobody there: the import starts its own
        }
    }
}
