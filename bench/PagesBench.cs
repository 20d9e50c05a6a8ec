using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Recording;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Bench;

/// <summary>How long a page takes from the request to its last byte, in this process over loopback: reading, counting and writing, one request
/// at a time. On the demonstration ledger, on the day of its published figures; or on a ledger that lies on a server already.</summary>
internal static partial class PagesBench
{
    private const int WarmUps = 15;
    private const int Rounds = 120;
    private const double DemonstrationBar = 50;
    private const double LargeBar = 150;

    /// <summary>Prints the table; 0 when every page keeps within its bar.</summary>
    /// <param name="connection">Owner's connection string of a ledger that is there; null makes the demonstration.</param>
    /// <param name="demonstration">That ledger is a demonstration.</param>
    public static async Task<int> RunAsync(string? connection, bool demonstration)
    {
        var home = BenchServer.Temporary("hazardledger-pages-");
        var settings = new HostSettings
        {
            DataDirectory = Path.Combine(home.FullName, "data"), Urls = "http://127.0.0.1:0", Connection = connection, Demo = connection is null || demonstration,
            Clock = connection is null ? new DayOfTheFigures() : TimeProvider.System, Rest = ["--Ledger:Sweep=off"],
        };
        await using (var database = await LedgerDatabaseHome.OpenAsync(settings, Console.Error.WriteLine, CancellationToken.None))
        await using (var open = await OpenLedger.OpenAsync(database.Source, CancellationToken.None))
        await using (var app = Composition.Build(settings, open))
        {
            if (connection is null)
            {
                await DemonstrationLoad.RunAsync(open.Ledger, app.Services.GetRequiredService<Recorder>(), CancellationToken.None);
            }

            await app.StartAsync();
            var kept = await MeasureAsync(app, settings, open.Ledger.Synthetic, connection is null ? DemonstrationBar : LargeBar, (await open.Ledger.HeadAsync()).Position);
            await app.StopAsync();
            home.Delete(recursive: true);
            return kept ? 0 : 1;
        }
    }

    private static async Task<bool> MeasureAsync(WebApplication app, HostSettings settings, bool synthetic, double bar, long position)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.First()) };
        if (!synthetic)
        {
            await SignInAsync(client, await AdministratorKey.EnsureAsync(settings.DataDirectory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock));
        }

        var paths = await PathsAsync(client, app.Services.GetRequiredService<HazardRegister>(), settings.Clock);
        var took = paths.ToDictionary(path => path, _ => new List<double>(), StringComparer.Ordinal);
        var bytes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var path in paths)
            {
                var since = Stopwatch.GetTimestamp();
                bytes[path] = (await client.GetByteArrayAsync(new Uri(path, UriKind.Relative))).Length;
                if (round >= 0)
                {
                    took[path].Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                }
            }
        }

        Print(paths, took, bytes, bar, position);
        return took.Values.All(times => At(times, 0.95) <= bar);
    }

    private static async Task SignInAsync(HttpClient client, string keyFile)
    {
        var token = Token().Match(await client.GetStringAsync(new Uri("/en/sign-in", UriKind.Relative))).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("key", (await File.ReadAllTextAsync(keyFile)).Trim()), new("return", "/en/"), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri("/en/sign-in", UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
    }

    // The hazard with the longest story among the major ones: it is the one that people open.
    private static async Task<List<string>> PathsAsync(HttpClient client, HazardRegister register, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var major = (RegisterPage)await register.PageAsync(Scope.Everything, new(RegisterName.All, today) { Grade = Domain.Hazards.Grade.Major }, null, 200);
        var longest = major.Items.MaxBy(item => item.Version) ?? throw new InvalidOperationException("This ledger has no major hazard to look at.");
        var paper = Paper().Match(await client.GetStringAsync(new Uri($"/zh/hazards/{longest.Number}", UriKind.Relative))).Value;
        List<string> paths =
        [
            "/zh/", "/en/", "/zh/?asOf=2026-04-30", "/zh/wall", "/zh/hazards", "/zh/hazards?register=all&sort=deadline", "/zh/hazards?register=all&q=%E6%B6%88%E9%98%B2",
            $"/zh/hazards/{longest.Number}", $"/zh/hazards/{longest.Number}?version=3", "/zh/figures/found", "/zh/figures/overdue?sector=fire", $"/zh/figures/found?hazard={longest.Id}",
            "/zh/work?list=overdue", "/zh/supervision", "/zh/deadlines", "/zh/forms/monthly", "/zh/forms/monthly?by=area", "/zh/figures/definitions",
        ];
        return paper.Length == 0 ? paths : [.. paths, WebUtility.HtmlDecode(paper)];
    }

    private static void Print(List<string> paths, Dictionary<string, List<double>> took, Dictionary<string, int> bytes, double bar, long position)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"`dotnet run -c Release --project bench -- pages`, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, ledger position {position:#,0}, {Rounds} requests a page, {Machine.Words()}.")
            .AppendLine().AppendLine(CultureInfo.InvariantCulture, $"| page | KB | p50 ms | p95 ms (≤ {bar:0}) | most ms |").AppendLine("|---|---|---|---|---|");
        foreach (var path in paths)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {WebUtility.UrlDecode(path).Replace("|", "\\|", StringComparison.Ordinal)} | {bytes[path] / 1024.0:0.0} | {At(took[path], 0.5):0.0} | {(At(took[path], 0.95) <= bar ? "" : "**missed** ")}{At(took[path], 0.95):0.0} | {took[path].Max():0.0} |");
        }

        Console.WriteLine(text);
    }

    // Nearest rank.
    private static double At(List<double> times, double share) => times.Order().ElementAt((int)Math.Ceiling(share * times.Count) - 1);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("/zh/hazards/[^\"/]+/papers/[^\"]+")]
    private static partial Regex Paper();

    private sealed class DayOfTheFigures : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 17, 9, 20, 0, TimeSpan.Zero);
    }
}
