using HazardLedger.Domain.Policies;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard;

/// <summary>What the composition root tells the pages, besides the projections.</summary>
public sealed record DashboardOptions
{
    /// <summary>A demonstration ledger: every page says so.</summary>
    public bool Synthetic { get; init; }

    /// <summary>The jurisdiction's own area, shown when a page names none; null for the whole ledger.</summary>
    public string? DefaultArea { get; init; }

    /// <summary>The last position recorded at or before an instant, 0 when there is none: what "as known at" stands on.</summary>
    public required Func<DateTimeOffset, CancellationToken, Task<long>> PositionAt { get; init; }

    /// <summary>The rules as recorded up to now, by which deadlines are explained and next steps offered.</summary>
    public Func<CancellationToken, Task<PolicyBook>> Rules { get; init; } = static _ => Task.FromResult(PolicyBook.BuiltIn);

    /// <summary>Follows the headline figures of the request's question, as server-sent events, for what a visitor may see; null when pages are
    /// not told of changes. Scripts cannot read the cookie that holds a key, so the pages' own stream stands beside the API's.</summary>
    public Func<HttpContext, Scope, Task<IResult>>? Follow { get; init; }

    /// <summary>Says whether a visitor may see the gallery of states: it is made-up material that looks like the ledger's own, of use to those who
    /// build or keep the pages. So it is shown on a demonstration, and elsewhere to administrators; everybody else finds no such page.</summary>
    public Func<HttpContext, bool> ShowsStates { get; init; } = static _ => false;
    /// <summary>True when the visitor's key is good for audits. A demonstration lets everybody begin one.</summary>
    public Func<HttpContext, bool> MayAudit { get; init; } = static _ => false;

    /// <summary>Says whether a key's secret opens this ledger; null when nobody can sign in.</summary>
    public Func<string, Task<bool>>? Opens { get; init; }
}
