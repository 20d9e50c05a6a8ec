using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Projections.Register;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The whole program on a real ledger of its own, with the keys of two people: pages in which work is done.</summary>
public sealed class Office : IAsyncLifetime
{
    private LedgerDatabase _database = null!;
    private OpenLedger _open = null!;
    private WebApplication _app = null!;
    private DirectoryInfo _directory = null!;
    private readonly ConcurrentDictionary<string, BrowserContextCookiesResult> _entered = new(StringComparer.Ordinal);

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What its register says.</summary>
    public HazardRegister Register => _app.Services.GetRequiredService<HazardRegister>();

    /// <summary>Key of a recorder of the county, P-1.</summary>
    public string First { get; private set; } = "";

    /// <summary>Key of another recorder of the county, P-2.</summary>
    public string Second { get; private set; } = "";

    /// <summary>Key of the ledger's administrator.</summary>
    public string Administrator { get; private set; } = "";

    /// <summary>Key of somebody who only reads.</summary>
    public string Reader { get; private set; } = "";

    /// <summary>The API with the first key.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync(synthetic: false);
        _directory = Directory.CreateTempSubdirectory("hazardledger-office-");
        var settings = new HostSettings { DataDirectory = _directory.FullName, Urls = "http://127.0.0.1:0", Clock = new StoppedClock(), Demo = false, Rest = ["--Ledger:Sweep=off"] };
        _open = await OpenLedger.OpenAsync(_database.App, CancellationToken.None);
        _app = Composition.Build(settings, _open);
        var file = await AdministratorKey.EnsureAsync(_directory.FullName, _app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await _app.StartAsync();
        Administrator = (await File.ReadAllTextAsync(file)).Trim();
        using var administrator = ClientOf(Administrator);
        (First, Second, Reader) = (await KeyAsync(administrator, "recorder", "P-1"), await KeyAsync(administrator, "recorder", "P-2"), await KeyAsync(administrator, "reader", "P-3"));
        Client = ClientOf(First);
    }

    /// <summary>Registers a hazard and returns its id and number.</summary>
    public async Task<(string Id, string Number)> FoundAsync(string description)
    {
        var made = await PostAsync("/v1/hazards", new
        {
            source = "publicReport", area = "350304101", sector = "fire", category = "thing", site = "SITE-1", place = "甲楼", description, discoverers = new[] { "P-1" },
        });
        return (made.GetProperty("id").GetString()!, made.GetProperty("number").GetString()!);
    }

    /// <summary>Posts a command as the first person.</summary>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The hazard as the API shows it.</summary>
    public Task<JsonElement> HazardAsync(string id) => Client.GetFromJsonAsync<JsonElement>($"/v1/hazards/{id}");

    /// <summary>A page of a window in which the holder of a key is signed in: by the form the first time, afterwards by the cookie that it gave.</summary>
    /// <param name="window">The window.</param>
    /// <param name="key">The key.</param>
    /// <param name="through">Another address that leads here.</param>
    public async Task<IPage> EnterAsync(IBrowserContext window, string key, string? through = null)
    {
        if (_entered.TryGetValue(key, out var kept))
        {
            await window.AddCookiesAsync([new() { Name = kept.Name, Value = kept.Value, Domain = kept.Domain, Path = kept.Path, HttpOnly = kept.HttpOnly, SameSite = kept.SameSite }]);
            return await window.NewPageAsync();
        }

        var page = await window.NewPageAsync();
        await page.GotoAsync((through ?? Address) + "/en/sign-in");
        await page.FillAsync("#key", key);
        await page.ClickThroughAsync("main button");
        page.Url.ShouldEndWith("/en/");
        _entered[key] = (await window.CookiesAsync()).Single(cookie => cookie.Name == "hl-key");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await (_app?.StopAsync() ?? Task.CompletedTask);
        foreach (var part in new IAsyncDisposable?[] { _app, _open, _database }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _directory?.Delete(recursive: true);
    }

    private HttpClient ClientOf(string key)
    {
        var client = new HttpClient { BaseAddress = new(Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<string> KeyAsync(HttpClient administrator, string role, string person)
    {
        using var made = await administrator.PostAsJsonAsync("/v1/keys", new { name = person, person, organisation = "350304-EMB", roles = new[] { role }, areas = new[] { "350304" }, expiresOn = "2099-01-01" });
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
    }
}
