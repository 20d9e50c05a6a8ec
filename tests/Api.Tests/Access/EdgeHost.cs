using System.Net.Http.Headers;
using HazardLedger.Api.Access;
using HazardLedger.Api.Evidence;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HazardLedger.Api.Tests.Access;

/// <summary>A real server on 127.0.0.1 with keys and evidence, one endpoint for each policy, and a database of its own.</summary>
internal sealed class EdgeHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;

    private EdgeHost(WebApplication app, LedgerDatabase database, HandClock clock, string folder)
    {
        (this.app, Database, Clock, this.folder) = (app, database, clock, folder);
        Keys = app.Services.GetRequiredService<AccessKeys>();
        Address = new Uri(app.Urls.Single());
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public LedgerDatabase Database { get; }

    public HandClock Clock { get; }

    public AccessKeys Keys { get; }

    public Uri Address { get; }

    /// <summary>The folder of the evidence.</summary>
    public string Folder => Path.Combine(folder, "evidence");

    public EvidenceStore Evidence => app.Services.GetRequiredService<EvidenceStore>();

    /// <summary>Digests that a hazard cites, with the area where it stands.</summary>
    public Dictionary<string, string> Cited { get; } = new(StringComparer.Ordinal);

    public static async Task<EdgeHost> StartAsync(long quota = 1L << 40, int uploads = 32)
    {
        var database = await LedgerDatabase.CreateAsync();
        var clock = new HandClock(new DateTimeOffset(2026, 6, 17, 9, 0, 0, TimeSpan.FromHours(8)));
        var place = Directory.CreateTempSubdirectory("edge-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(database.App).AddSingleton<TimeProvider>(clock).AddAccess()
            .AddEvidence(new EvidenceOptions { Folder = Path.Combine(place, "evidence"), QuotaPerDay = quota, Uploads = uploads });
        var web = builder.Build();
        EdgeHost? host = null;
        web.Use(AnswerUnavailable);
        web.UseAuthentication();
        web.UseAuthorization();
        web.MapAccessKeys();
        web.MapEvidence((sha, scope) => Task.FromResult(host!.Cited.TryGetValue(sha, out var area) && scope.Covers(area, "any", null)));
        foreach (var policy in new[] { AccessPolicy.Read, AccessPolicy.Write, AccessPolicy.Import, AccessPolicy.Audit, AccessPolicy.Administer })
        {
            web.MapGet($"/may/{policy}", (HttpContext context) => context.Caller()).RequireAuthorization(policy);
        }

        web.MapGet("/open", (HttpContext context) => context.TryCaller()?.Person ?? "nobody").AllowAnonymous();
        web.MapGet("/silent", () => "says no policy");
        await web.StartAsync(Ct);
        return host = new EdgeHost(web, database, clock, place);
    }

    /// <summary>A client with that secret, or with none.</summary>
    public HttpClient Client(string? secret = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>A key of that role, for areas or for the whole ledger.</summary>
    public Task<IssuedKey> IssueAsync(string role, params string[] areas) =>
        Keys.CreateAsync(new NewKey($"a {role}", "P-2041", "350304-EMB", [role], areas, new DateOnly(2026, 12, 31)), "test", Ct);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task AnswerUnavailable(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (LedgerUnavailableException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
