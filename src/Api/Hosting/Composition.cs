using System.Text.Json;
using FluentValidation;
using HazardLedger.Api.Access;
using HazardLedger.Api.Copies;
using HazardLedger.Api.Evidence;
using HazardLedger.Api.Exports;
using HazardLedger.Api.Feed;
using HazardLedger.Api.Forms;
using HazardLedger.Api.Http;
using HazardLedger.Api.Imports;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Api.Reports;
using HazardLedger.Api.Sweep;
using HazardLedger.Api.Webhooks;
using HazardLedger.Dashboard;
using HazardLedger.EventStore;
using HazardLedger.Projections.Audits;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Reports;

namespace HazardLedger.Api.Hosting;

/// <summary>The system on one page: what there is, and in which order a request meets it.</summary>
public static class Composition
{
    /// <summary>Builds the application on an open ledger; the caller starts and stops it.</summary>
    public static WebApplication Build(HostSettings settings, OpenLedger open)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. settings.Rest], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(Turnstile.Narrow);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // its keys lie in a folder for us alone (Pages)
        builder.Logging.AddFilter(typeof(CallerAuthentication).FullName, LogLevel.Warning); // else strangers fill the log, two lines a request
        builder.Services.AddSingleton(settings.Clock).AddSingleton(open.Source).AddSingleton(open.Ledger).AddSingleton(open.Figures).AddSingleton(open.Register).AddSingleton(open.Watch);
        AddReads(builder.Services);
        AddRecording(builder.Services, open.Ledger.Synthetic);
        AddSweep(builder, open.Ledger.Synthetic);
        builder.Services.AddWebhooks(WebhookSecrets.Open(builder.Configuration["Webhooks:Key"], settings.DataDirectory));
        builder.Services.AddAccess().AddEvidence(EvidenceOptions.From(builder.Configuration, Path.Combine(settings.DataDirectory, "evidence")));
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<UnclaimedEvidence>());
        builder.Services.AddSingleton<ProblemWriter>(static (http, problem) => Http.Problem.Of(problem).ExecuteAsync(http));
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddContract();
        builder.Services.AddTurnstile(builder.Configuration);
        Pages.Add(builder.Services, settings, open.Ledger);
        ValidatorOptions.Global.PropertyNameResolver = static (_, member, _) => member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);

        var app = builder.Build();
        open.Figures.Hindered = reason => TellOfFigures(app.Logger, reason);
        app.Use(Language.UseAsync);
        app.Use(Versions.StampEveryAsync);
        app.Use(Failures.AnswerAsync);
        app.UseRateLimiter();
        app.UseStatusCodePages(static context => Http.Problem.Of(ProblemKind.Of(context.HttpContext.Response.StatusCode)).ExecuteAsync(context.HttpContext));
        app.Use(HeadRequests.AsGetAsync);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Pages.RecogniseAsync);
        app.UseAuthorization();
        Map(app);
        return app;
    }

    private static void AddReads(IServiceCollection services) => services
        .AddSingleton<FigureReads>().AddSingleton<HazardRegister>().AddSingleton<HazardHistories>().AddSingleton<HazardAddress>()
        .AddSingleton<EvidenceFlags>().AddSingleton<EvidenceAudit>().AddSingleton<HazardRoutes>().AddSingleton<FigureRoutes>().AddSingleton<EventWalk>().AddSingleton<ExportRoutes>().AddSingleton<EventRoutes>()
        .AddSingleton<EventSight>().AddSingleton<EventFeed>().AddHostedService(static provider => provider.GetRequiredService<EventFeed>())
        .AddSingleton<FigureStream>()
        .AddSingleton<ProposalRegister>().AddSingleton<ProposalRoutes>()
        .AddSingleton<LedgerAudit>().AddSingleton<AuditRuns>().AddSingleton<EventListing>().AddSingleton<AuditRoutes>()
        .AddSingleton<CopyRoutes>().AddSingleton<FormRoutes>().AddSingleton<ReportCounting>().AddSingleton<ReportShelf>().AddSingleton<FiledCounts>().AddSingleton<ReportSteps>().AddSingleton<ReportDesk>().AddSingleton<ReportRoutes>().AddSingleton<PeriodReportRoutes>();

    private static void AddRecording(IServiceCollection services, bool synthetic) => services
        .AddSingleton<PolicyShelf>().AddSingleton<RuleRecorder>().AddSingleton<RuleDesk>().AddSingleton<PolicyRoutes>().AddSingleton<Simulation>().AddSingleton<SimulationRoutes>()
        .AddSingleton<StoryCache>().AddSingleton<Recorder>().AddSingleton<CommandAnswers>().AddSingleton<CommandDesk>().AddSingleton<Batches>()
        .AddSingleton<ImportStore>().AddSingleton<ImportDesk>().AddSingleton<ImportRoutes>()
        .AddSingleton(provider => new EvidenceGuard(synthetic ? null : async (digests, ct) =>
        {
            var known = await provider.GetRequiredService<EvidenceStore>().KnowsAsync(digests, ct);
            return [.. digests.Where(digest => !known.Contains(digest))];
        }));

    // A demonstration's days are those of its story, not those of the wall: nothing of today is recorded there.
    private static void AddSweep(WebApplicationBuilder builder, bool synthetic)
    {
        builder.Services.AddSingleton<OverdueSweep>().AddSingleton<DailySweep>();
        if (!synthetic && !string.Equals(builder.Configuration["Ledger:Sweep"], "off", StringComparison.OrdinalIgnoreCase))
        {
            builder.Services.AddHostedService(static provider => provider.GetRequiredService<DailySweep>());
        }
    }

    // One line when it begins and one when it is over, however long it lasts.
    private static void TellOfFigures(ILogger log, Exception? reason)
    {
        if (reason is not null)
        {
            log.LogWarning(reason, "The figures cannot read the ledger now; it is tried until they can, and until then they stand where they stood.");
        }
        else
        {
            log.LogWarning("The figures read the ledger again.");
        }
    }

    private static void Map(WebApplication app)
    {
        app.MapCommands();
        Batches.Map(app);
        ImportRoutes.Map(app);
        HazardRoutes.Map(app);
        FigureRoutes.Map(app);
        ExportRoutes.Map(app);
        EventRoutes.Map(app);
        ProposalRoutes.Map(app);
        AuditRoutes.Map(app);
        PolicyRoutes.Map(app);
        SimulationRoutes.Map(app);
        WebhookRoutes.Map(app);
        CopyRoutes.Map(app);
        FormRoutes.Map(app);
        ReportRoutes.Map(app);
        PeriodReportRoutes.Map(app);
        app.MapAccessKeys();
        var citations = new EvidenceCitations(app.Services.GetRequiredService<Npgsql.NpgsqlDataSource>(), app.Services.GetRequiredService<HazardRegister>(), app.Services.GetRequiredService<TimeProvider>());
        app.MapEvidence(citations.IsCitedWithinAsync);
        EvidenceAudit.Map(app);
        app.MapContract();
        app.MapDashboard(Pages.ScopeOf);
        app.MapGet("/health/live", static () => Results.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", Readiness.AnswerAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
