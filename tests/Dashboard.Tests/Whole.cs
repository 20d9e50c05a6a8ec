using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Projections.Audits;
using HazardLedger.Projections.Histories;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Pages and API of one program on the made-up half year, with a published report and its restatement: what the one shows the other must say.</summary>
public sealed class Whole : IAsyncLifetime
{
    private LedgerDatabase _database = null!;
    private OpenLedger _open = null!;
    private WebApplication _app = null!;
    private DirectoryInfo _directory = null!;

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The API with the administrator's key.</summary>
    public HttpClient Api { get; private set; } = null!;

    /// <summary>Key of a recorder, P-1, who has compiled the report.</summary>
    public string First { get; private set; } = "";

    /// <summary>Key of another recorder, P-2, who has signed it.</summary>
    public string Second { get; private set; } = "";

    /// <summary>Id of the report that was published and restated.</summary>
    public string Report { get; private set; } = "";

    /// <summary>Its audits.</summary>
    public AuditRuns Audits => _app.Services.GetRequiredService<AuditRuns>();

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync(synthetic: true);
        _directory = Directory.CreateTempSubdirectory("hazardledger-whole-");
        _open = await OpenLedger.OpenAsync(_database.App, CancellationToken.None);
        using (var stories = new StoryCache(_open.Ledger))
        {
            await HalfYear.RecordAsync(new Recorder(_open.Ledger, stories, new HazardHistories(_open.Ledger), new EvidenceGuard(null), new PolicyShelf(_open.Ledger), new StoppedClock()));
        }

        (await _open.Figures.WaitForAsync((await _open.Ledger.HeadAsync()).Position, TimeSpan.FromMinutes(2))).ShouldBeTrue();
        var settings = new HostSettings { DataDirectory = _directory.FullName, Urls = "http://127.0.0.1:0", Clock = new StoppedClock(), Demo = false, Rest = ["--Ledger:Sweep=off"] };
        _app = Composition.Build(settings, _open);
        var file = await AdministratorKey.EnsureAsync(_directory.FullName, _app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await _app.StartAsync();
        Api = ClientOf((await File.ReadAllTextAsync(file)).Trim());
        (First, Second) = (await KeyAsync("P-1"), await KeyAsync("P-2"));
        await ReportAsync();
    }

    /// <summary>The API with a key.</summary>
    public HttpClient ClientOf(string key)
    {
        var client = new HttpClient { BaseAddress = new(Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Api?.Dispose();
        await (_app?.StopAsync() ?? Task.CompletedTask);
        foreach (var part in new IAsyncDisposable?[] { _app, _open, _database }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _directory?.Delete(recursive: true);
    }

    // Compiled by one, signed by the other, published; then something of that time became known, and it was restated.
    private async Task ReportAsync()
    {
        using var first = ClientOf(First);
        using var second = ClientOf(Second);
        var compiled = await PostAsync(first, "/v1/reports", new { title = "2026年5月情况通报", asOf = "2026-05-31", area = "350304" });
        Report = compiled.GetProperty("report").GetString()!;
        await PostAsync(second, $"/v1/reports/{Report}/signatures", new { office = "局长" });
        await PostAsync(first, $"/v1/reports/{Report}/publications", new { medium = "门户网站" });
        await PostAsync(first, "/v1/hazards", new
        {
            source = "publicReport", area = "350304101", sector = "fire", category = "thing", site = "SITE-1", place = "迟到之楼", description = "五月已发现而六月才登记",
            discoverers = new[] { "P-1" }, occurredOn = "2026-05-25",
        });
        await PostAsync(second, $"/v1/reports/{Report}/restatements", new { reason = "迟报一条" });
        await PostAsync(first, "/v1/period-reports", new { area = "350304001", month = "2026-05", count = 0 });
        await PostAsync(first, "/v1/period-reports", new { area = "350304101", month = "2026-05", count = 2 });
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<string> KeyAsync(string person)
    {
        var made = await PostAsync(Api, "/v1/keys", new { name = person, person, organisation = "350304-EMB", roles = new[] { "recorder" }, areas = new[] { "350304" }, expiresOn = "2099-01-01" });
        return made.GetProperty("secret").GetString()!;
    }
}
