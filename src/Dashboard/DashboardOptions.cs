using HazardLedger.Domain.Policies;
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

    /// <summary>True when the visitor's key is good for audits. A demonstration lets everybody begin one.</summary>
    public Func<HttpContext, bool> MayAudit { get; init; } = static _ => false;

    /// <summary>Says whether a key's secret opens this ledger; null when nobody can sign in.</summary>
    public Func<string, Task<bool>>? Opens { get; init; }
}
