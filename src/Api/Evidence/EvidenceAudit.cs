using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Api.Evidence;

/// <summary><c>GET /v1/audits/evidence</c>: every file that two hazards cite, or that one hazard shows as before and as after, with the hazards
/// that the auditor may see. In the order of digests.</summary>
internal sealed class EvidenceAudit(NpgsqlDataSource source, EvidenceFlags flags, Ledger ledger, TimeProvider clock)
{
    private const int MostHazards = 500;

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/audits/evidence", (HttpContext http, EvidenceAudit audit) => audit.AnswerAsync(http))
        .RequireAuthorization(AccessPolicy.Audit).WithName("AuditEvidence").WithTags("audits").WithSummary("Files that deserve a second look, with the hazards that cite them");

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        var query = new Query(http);
        var (after, limit) = (query.Text("after") ?? "", (int)(query.Number("limit", 1, 500) ?? 100));
        if (after.Length > 0 && Digest.TryParse(after) is null)
        {
            query.Refuse(Fault.Form("after", "sha256"));
        }

        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var position = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var (digests, next) = await PageAsync(after.ToLowerInvariant(), limit, http.RequestAborted);
        var items = new List<object>();
        foreach (var sha256 in digests)
        {
            if (await ItemAsync(sha256, http.Caller().Scope, http.RequestAborted) is { } item)
            {
                items.Add(item);
            }
        }

        Versions.Stamp(http, null, clock.Today(), position);
        return Results.Json(new ListAnswer(items, next, position), EventJson.Options);
    }

    private async Task<object?> ItemAsync(string sha256, Scope scope, CancellationToken ct)
    {
        var citing = await flags.CitationsAsync([sha256], except: null, MostHazards, ct);
        var both = citing.Any(one => EvidenceView.AfterEqualsBefore(one.Story).Contains(sha256));
        var here = citing.Where(one => scope.Covers(one.Story.Now.Area, one.Story.Now.Sector, one.Story.Now.Enterprise ?? one.Story.Now.Site)).ToList();
        var marks = EvidenceFlags.Flags(citing.Select(one => one.Story.Now.MergedInto ?? one.Hazard).Distinct().Count() > 1, both);
        return marks.Count == 0 || here.Count == 0 ? null : new
        {
            sha256,
            flags = marks,
            hazards = here.Select(one => new { id = one.Hazard, number = one.Story.Now.Number, kinds = KindsOf(one.Story, sha256) }),
            beyondScope = citing.Count - here.Count,
        };
    }

    private static IEnumerable<string> KindsOf(Story story, string sha256) =>
        story.Ordered.SelectMany(fact => fact.Entry.Evidence).Where(cited => cited.Sha256 == sha256).Select(cited => cited.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // The first citation of each file that has a later one, and the files that are shown as before and as after: both by index, in order.
    private async Task<(IReadOnlyList<string> Digests, string? Next)> PageAsync(string after, int limit, CancellationToken ct)
    {
        var twice = await ReadAsync(
            """
            SELECT left(k.value, 64) FROM hl.key k
            WHERE k.kind = 'evidence' AND k.value COLLATE "C" > $1 || '0'
              AND EXISTS (SELECT FROM hl.key o WHERE o.kind = 'evidence' AND o.value COLLATE "C" > k.value COLLATE "C" AND o.value COLLATE "C" < left(k.value, 64) || '0')
              AND NOT EXISTS (SELECT FROM hl.key o WHERE o.kind = 'evidence' AND o.value COLLATE "C" >= left(k.value, 64) || '/' AND o.value COLLATE "C" < k.value COLLATE "C")
            ORDER BY k.value COLLATE "C" LIMIT $2
            """, after, limit, ct);
        var both = await ReadAsync(
            """SELECT DISTINCT left(k.value, 64) COLLATE "C" FROM hl.key k WHERE k.kind = 'afterEqualsBefore' AND k.value COLLATE "C" > $1 || '0' ORDER BY 1 LIMIT $2""", after, limit, ct);
        var page = twice.Concat(both).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(limit).ToList();
        return (page, page.Count == limit ? page[^1] : null);
    }

    private async Task<List<string>> ReadAsync(string sql, string after, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var digests = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            digests.Add(reader.GetString(0));
        }

        return digests;
    }
}
