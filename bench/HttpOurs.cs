using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>The program itself, as it is shipped, on a ledger of the bench.</summary>
internal static class HttpOurs
{
    /// <summary>Hazards that stand there before the first request, ordered to be rectified.</summary>
    public const int Hazards = 4000;

    public static async Task RunAsync(string connection, string directory)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        var settings = new HostSettings { DataDirectory = directory, Urls = "http://127.0.0.1:0" };
        await using var app = Composition.Build(settings, open);
        var recorder = app.Services.GetRequiredService<Recorder>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Hazards), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (at, ct) =>
        {
            var id = Id(at);
            await recorder.RecordAsync(Lives.Request(id.ToString("N"), Lives.Registration(id, at), Lives.Step(id, 0), Lives.Step(id, 1)), ct);
        });
        var key = await AdministratorKey.EnsureAsync(directory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First() + " " + (await File.ReadAllTextAsync(key)).Trim());
        await app.WaitForShutdownAsync();
    }

    /// <summary>The id of a hazard that stands there.</summary>
    public static Guid Id(int at) => new(at + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
}
