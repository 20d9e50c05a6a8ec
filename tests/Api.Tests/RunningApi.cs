using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HazardLedger.Api.Tests;

/// <summary>The whole API on a real Kestrel at 127.0.0.1 with a database of its own, and a client that holds the administrator's key.</summary>
internal sealed class RunningApi : IAsyncDisposable
{
    private readonly LedgerDatabase _database;
    private readonly OpenLedger _open;
    private readonly WebApplication _app;
    private readonly DirectoryInfo _directory;

    private readonly bool _owns;

    private RunningApi(LedgerDatabase database, bool owns, OpenLedger open, WebApplication app, DirectoryInfo directory, string secret)
    {
        _owns = owns;
        (_database, _open, _app, _directory) = (database, open, app, directory);
        Address = new Uri(app.Urls.First());
        Secret = secret;
        Client = ClientOf(secret);
    }

    public Uri Address { get; }

    public string Secret { get; }

    public HttpClient Client { get; }

    public LedgerDatabase Database => _database;

    public IServiceProvider Services => _app.Services;

    /// <summary>What the program keeps outside of its database.</summary>
    public string Directory => _directory.FullName;

    /// <summary>Starts it, on a database of its own or, as a second process would, on that of another.</summary>
    public static async Task<RunningApi> StartAsync(TimeProvider? clock = null, bool synthetic = false, LedgerDatabase? shared = null, params string[] arguments)
    {
        var database = shared ?? await LedgerDatabase.CreateAsync(synthetic);
        var directory = System.IO.Directory.CreateTempSubdirectory("hazardledger-");
        var settings = new HostSettings
        {
            DataDirectory = directory.FullName, Urls = "http://127.0.0.1:0", Clock = clock ?? TimeProvider.System, Demo = synthetic, Rest = arguments,
        };
        var open = await OpenLedger.OpenAsync(database.App, CancellationToken.None);
        var app = Composition.Build(settings, open);
        var file = await AdministratorKey.EnsureAsync(directory.FullName, app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await app.StartAsync();
        return new(database, shared is null, open, app, directory, (await File.ReadAllTextAsync(file)).Trim());
    }

    /// <summary>A client with another key, or with none.</summary>
    public HttpClient ClientOf(string? secret)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    /// <summary>A key with these roles and areas, and a client that holds it.</summary>
    public async Task<HttpClient> ClientWithAsync(string role, string person = "P-7", string organisation = "350304-EMB", params string[] areas)
    {
        var made = await PostAsync("/v1/keys", new { name = $"{role} {person}", person, organisation, roles = new[] { role }, areas, expiresOn = "2199-01-01" });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return ClientOf(made.Body.GetProperty("secret").GetString());
    }

    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, Client, headers);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, Client, headers);

    public static async Task<Answer> SendAsync(HttpMethod method, string path, object? body, HttpClient client, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            var text = body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Uploads a small picture and returns its digest.</summary>
    public async Task<string> UploadAsync(string seed = "photo", HttpClient? client = null)
    {
        byte[] bytes = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. Encoding.UTF8.GetBytes(seed), .. new byte[32]];
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("image/jpeg");
        using var response = await (client ?? Client).PutAsync(new Uri($"/v1/evidence/{digest}", UriKind.Relative), content);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _open.DisposeAsync();
        if (_owns)
        {
            await _database.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string Text, string? ETag, string? Location, long? Position, string? MediaType, HttpResponseHeaders Headers)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement this[string path] => path.Split('.').Aggregate(Body, (element, name) => int.TryParse(name, out var index) ? element[index] : element.GetProperty(name));

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal) && type != "application/x-ndjson" && text.Length > 0
            ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        var position = response.Headers.TryGetValues("Ledger-Position", out var values) ? long.Parse(values.Single()) : (long?)null;
        return new(
            response.StatusCode, json, text, response.Headers.ETag?.ToString(), response.Headers.Location?.ToString(), position,
            response.Content.Headers.ContentType?.MediaType, response.Headers);
    }
}
