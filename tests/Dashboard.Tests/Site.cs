using System.Net;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The pages on a real ledger with a made-up half year in it, served by Kestrel. Beside the open site there is one that asks for a key.</summary>
public sealed class Site : IAsyncLifetime
{
    /// <summary>The key that opens the guarded site: one town's.</summary>
    public const string Key = "hl_test_a-town-of-its-own";

    private LedgerDatabase _database = null!;
    private OpenLedger _open = null!;
    private WebApplication _app = null!;
    private WebApplication _guarded = null!;

    /// <summary>Address of the open site.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Address of the site that asks for a key.</summary>
    public string Guarded => _guarded.Urls.First();

    /// <summary>What the figures say.</summary>
    public FigureReads Figures => _app.Services.GetRequiredService<FigureReads>();

    /// <summary>What the register says.</summary>
    public HazardRegister Register => _app.Services.GetRequiredService<HazardRegister>();

    /// <summary>The question of a page that names nothing.</summary>
    public static FigureQuestion Question => new(new(2026, 1, 1), StoppedClock.Today, null, Scope.Everything) { Area = "350304" };

    /// <summary>Fetches a page without following where it leads.</summary>
    public static HttpClient Client(string address) => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(address) };

    /// <summary>Number of the hazard whose description begins so.</summary>
    public async Task<string> NumberOfAsync(string description)
    {
        var filter = new RegisterFilter(RegisterName.All, StoppedClock.Today) { Words = description };
        return ((RegisterPage)await Register.PageAsync(Scope.Everything, filter, null, 1)).Items[0].Number;
    }

    /// <summary>The hazard whose description is this.</summary>
    public async Task<RegisterItem> RowOfAsync(string description) =>
        ((RegisterPage)await Register.PageAsync(Scope.Everything, new(RegisterName.All, StoppedClock.Today), null, 500)).Items.Single(row => row.Description == description);

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync(synthetic: true);
        _open = await OpenLedger.OpenAsync(_database.App, CancellationToken.None);
        using var stories = new StoryCache(_open.Ledger);
        await HalfYear.RecordAsync(new Recorder(_open.Ledger, stories, new HazardHistories(_open.Ledger), new EvidenceGuard(null), new PolicyShelf(_open.Ledger), new StoppedClock()));
        (await _open.Figures.WaitForAsync((await _open.Ledger.HeadAsync()).Position, TimeSpan.FromMinutes(2))).ShouldBeTrue();
        _app = await StartAsync(_ => Scope.Everything);
        _guarded = await StartAsync(context => context.RequestServices.GetRequiredService<Edge.SignInCookie>().SecretOf(context) == Key ? new(["350304101"], [], null) : null);
    }

    public async ValueTask DisposeAsync()
    {
        // What failed to start is not there to be stopped.
        foreach (var part in new IAsyncDisposable?[] { _guarded, _app, _open, _database }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }
    }

    private async Task<WebApplication> StartAsync(Func<HttpContext, Scope?> scopeOf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(_open.Figures).AddSingleton(_open.Register).AddSingleton<FigureReads>().AddSingleton(_open.Ledger).AddSingleton<HazardHistories>()
            .AddSingleton(_database.App).AddSingleton<HazardRegister>().AddSingleton<ProposalRegister>().AddSingleton<TimeProvider>(new StoppedClock())
            .AddSingleton(new DashboardOptions { Synthetic = true, DefaultArea = "350304", PositionAt = _open.Ledger.PositionAtAsync, Opens = secret => Task.FromResult(secret == Key), ShowsStates = context => scopeOf(context) == Scope.Everything })
            .AddDashboard();
        var app = builder.Build();
        app.MapDashboard(scopeOf);
        await app.StartAsync();
        return app;
    }
}
