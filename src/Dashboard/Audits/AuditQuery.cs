using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Audits;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Audits;

/// <summary>Reads what a controller looks at: the feed of events, the last audit, and what stands out.</summary>
internal static class AuditQuery
{
    private const int Rows = 25;

    // How long a visitor waits for an audit before the page says that it goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // A page of an audit that runs asks again by itself, and needs no script for it.
    private const string Again = "3";

    /// <summary>An entry this many days late needs no reason yet.</summary>
    public static int LateAfterDays { get; } = new Policy().LateAfterDays;

    /// <summary>The page.</summary>
    public static async Task<IResult> ShowAsync(PageCall call)
    {
        var services = call.Context.RequestServices;
        var (runs, listing) = (services.GetRequiredService<AuditRuns>(), services.GetRequiredService<EventListing>());
        var (run, running) = (runs.LastOf(call.Scope), runs.RunningOf(call.Scope));
        var head = await listing.EndAsync(call.Aborted);
        var list = call.Query.Text("list") is { } word ? ListOf(call, run, word) : null;
        var (filter, late) = FilterOf(call);
        var (upTo, cursor) = (call.Query.Number("until"), call.Query.Number("cursor"));
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var last = Math.Min(upTo ?? head.Position, call.View.Position ?? head.Position);
        var page = await listing.PageAsync(call.Scope, filter, cursor is { } before ? Math.Min(before, last + 1) : last + 1, Rows, call.Aborted);
        call.Context.Response.Headers.CacheControl = "no-cache, no-store"; // a token is of use once
        var guard = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(call.Context);
        if (running is not null)
        {
            call.Context.Response.Headers["Refresh"] = Again;
        }

        var total = call.Figures.Headline(call.View.Question());
        var model = new AuditModel(
            head, run, running, MayRun(call.Context, call.Options), (guard.FormFieldName, guard.RequestToken!), total, list, new(page, filter, late, upTo, cursor is null));
        return call.Show<AuditPage, AuditModel>(call.SheetOf(call.Words["audit.title"], "/audit", "audit", total) with { Own = Own(model) }, model);
    }

    /// <summary>Begins an audit, waits for it a little, and shows the page.</summary>
    public static async Task<IResult> RunAsync(PageCall call)
    {
        if (!MayRun(call.Context, call.Options))
        {
            return Results.LocalRedirect(Edge.SignIn.AddressFor(call.Context, call.View.Language));
        }

        var terms = new AuditTerms(new Policy(), call.View.Today, Phrasing.DayOf);
        var walk = call.Context.RequestServices.GetRequiredService<AuditRuns>().Begin(call.Scope, terms);
        await Task.WhenAny(walk, Task.Delay(Patience, call.Aborted));
        if (walk.IsFaulted)
        {
            await walk; // what went wrong is told as everywhere else
        }

        return Results.LocalRedirect(call.View.Link("/audit"));
    }

    /// <summary>The parameters of the page that links keep.</summary>
    public static (string Name, string? Value)[] Own(AuditModel model) =>
    [
        ("type", model.Feed.Filter.Type), ("by", model.Feed.Filter.By), ("late", model.Feed.Late is { } late ? WordOf(late) : null), ("until", model.Feed.UpTo?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("list", model.List?.Word),
    ];

    /// <summary>A filter's word in an address.</summary>
    public static string WordOf(LateEntries late) => char.ToLowerInvariant(late.ToString()[0]) + late.ToString()[1..];

    // A demonstration shows everything to everybody; else whoever may audit over the API may do so here.
    private static bool MayRun(HttpContext context, DashboardOptions options) => options.Synthetic || options.MayAudit(context);

    private static (EventListFilter Filter, LateEntries? Late) FilterOf(PageCall call)
    {
        var late = call.Query.Word<LateEntries>("late");
        var filter = new EventListFilter
        {
            Area = call.View.Area, Type = call.Query.Text("type"), By = call.Query.Text("by"),
            LateFrom = late switch { null => null, LateEntries.Backdated => LateAfterDays + 1, _ => 1 },
            LateTo = late == LateEntries.Delayed ? LateAfterDays : null,
        };
        return (filter, late);
    }

    private static AuditedList? ListOf(PageCall call, AuditRun? run, string word)
    {
        var report = run?.Report;
        var paper = word.StartsWith("missing.", StringComparison.Ordinal) ? word["missing.".Length..] : null;
        if (word != "alone" && paper is null)
        {
            call.Query.Fault("list");
            return null;
        }

        var missing = report?.Missing.FirstOrDefault(kind => kind.Paper == paper);
        return word == "alone" ? new(word, report?.Alone.Count ?? 0, report?.Alone.Entries ?? []) : new(word, missing?.Count ?? 0, missing?.Entries ?? []);
    }
}
