using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;
using Problem = HazardLedger.Api.Http.Problem;

namespace HazardLedger.Api.Webhooks;

/// <summary>`/v1/webhooks`: administrators only, each within the own scope. A webhook sees what the key that made it may see, and lives as long as it.</summary>
public sealed class WebhookRoutes(WebhookStore store, WebhookQueue queue, Ledger ledger, IConfiguration configuration)
{
    private static readonly (string, string)[] Answers =
        [("200", "Done"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted"), ("404", "No such webhook in scope"), ("413", "Too large"), ("415", "Not JSON")];

    private static readonly (string, string)[] MadeAnswers = [("201", "Made; the secret is told this once"), .. Answers[1..]];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var hooks = app.MapGroup("/v1/webhooks").RequireAuthorization(AccessPolicy.Administer).WithTags("webhooks");
        hooks.MapPost("", (HttpContext http, WebhookRoutes routes) => routes.MakeAsync(http)).WithName("MakeWebhook")
            .WithMetadata(new DescribedBody(typeof(NewWebhook), false, MadeAnswers)).WithSummary("Send events to an address, signed by Standard Webhooks 1.0");
        hooks.MapGet("", (HttpContext http, WebhookRoutes routes) => routes.ListAsync(http)).WithName("ReadWebhooks").WithSummary("Webhooks within the own scope, oldest first");
        hooks.MapGet("/{id:guid}/deliveries", (HttpContext http, Guid id, WebhookRoutes routes) => routes.DeliveriesAsync(http, id)).WithName("ReadDeliveries")
            .WithSummary("What was and is to be delivered, newest event first, with all attempts");
        hooks.MapPost("/{id:guid}/revocations", (HttpContext http, Guid id, WebhookRoutes routes) => routes.RevokeAsync(http, id)).WithName("RevokeWebhook").WithSummary("Send nothing more, for ever");
        hooks.MapPost("/{id:guid}/secrets", (HttpContext http, Guid id, WebhookRoutes routes) => routes.RotateAsync(http, id)).WithName("RotateWebhookSecret")
            .WithSummary("A new secret; the one before signs beside it for a day");
        hooks.MapPost("/{id:guid}/redeliveries", (HttpContext http, Guid id, WebhookRoutes routes) => routes.RedeliverAsync(http, id)).WithName("RedeliverWebhook")
            .WithMetadata(new DescribedBody(typeof(Redelivery), false, Answers)).WithSummary("Send one event again");
        hooks.MapPost("/{id:guid}/replays", (HttpContext http, Guid id, WebhookRoutes routes) => routes.ReplayAsync(http, id)).WithName("ReplayWebhook")
            .WithMetadata(new DescribedBody(typeof(Replay), false, Answers)).WithSummary("Send all matching events from a position on again");
    }

    private async Task<IResult> MakeAsync(HttpContext http)
    {
        var (wanted, problem) = await ReadAsync<NewWebhook>(http, Check);
        if (wanted is null)
        {
            return problem!;
        }

        var caller = http.Caller();
        var (webhook, secret) = await store.AddAsync(wanted, Guid.TryParse(caller.Id, out var key) ? key : null, caller.Scope, caller.Person, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { webhook, secret }, EventJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private void Check(NewWebhook wanted, List<Fault> faults)
    {
        var allowPrivate = configuration.GetValue("Webhooks:AllowPrivate", false);
        var good = wanted.Url is { Length: <= 2000 } && Uri.TryCreate(wanted.Url, UriKind.Absolute, out var url) && url is { UserInfo: "", Fragment: "" }
            && (url.Scheme == Uri.UriSchemeHttps || (allowPrivate && url.Scheme == Uri.UriSchemeHttp))
            && (allowPrivate || !System.Net.IPAddress.TryParse(url.IdnHost, out var address) || PublicAddress.Is(address));
        Refuse(!good, Fault.Form("url", "https://…"));
        Refuse(wanted.Description is { Length: > 200 }, Fault.Form("description", "≤ 200"));
        Refuse(wanted.Types?.Any(type => !EventJson.EventTypes.ContainsKey(type) && !RuleJson.EventTypes.ContainsKey(type) && !ReportJson.EventTypes.ContainsKey(type)) == true, Fault.Form("types", "hazard_registered, …"));
        Refuse(wanted.Areas is { Count: > 200 } || wanted.Areas?.Any(area => area is not { Length: > 0 and <= 40 }) == true, Fault.Form("areas", "350304103, …"));
        var grades = Enum.GetValues<Grade>().Select(EventJson.Word).ToList();
        Refuse(wanted.Grades?.Any(grade => !grades.Contains(grade, StringComparer.Ordinal)) == true, Fault.Form("grades", string.Join(" | ", grades)));

        void Refuse(bool wrong, Fault fault)
        {
            if (wrong)
            {
                faults.Add(fault);
            }
        }
    }

    private async Task<IResult> ListAsync(HttpContext http)
    {
        var scope = http.Caller().Scope;
        return new Query(http).Problem() ?? Results.Json(
            new { items = (await store.AllAsync(http.RequestAborted)).Where(webhook => KeyEndpoints.IsWithin(webhook.Scope, scope)) }, EventJson.Options);
    }

    private async Task<IResult> DeliveriesAsync(HttpContext http, Guid id)
    {
        var query = new Query(http);
        var (before, limit) = (query.Number("before", 1, long.MaxValue) ?? long.MaxValue, (int)(query.Number("limit", 1, 500) ?? 100));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        return await FindAsync(http, id) is null ? Problem.Of(ProblemKind.NotFound) : Answer(await store.DeliveriesAsync(id, before, limit, http.RequestAborted));

        IResult Answer(List<Delivery> items) => Results.Json(
            new { items, next = items.Count == limit ? items[^1].Position : (long?)null }, EventJson.Options);
    }

    private async Task<IResult> RevokeAsync(HttpContext http, Guid id)
    {
        if (new Query(http).Problem() is { } problem)
        {
            return problem;
        }

        if (await FindAsync(http, id) is null)
        {
            return Problem.Of(ProblemKind.NotFound);
        }

        await store.RevokeAsync(id, http.Caller().Person, http.RequestAborted);
        return Results.Json(await store.FindAsync(id, http.RequestAborted), EventJson.Options);
    }

    private async Task<IResult> RotateAsync(HttpContext http, Guid id)
    {
        if (new Query(http).Problem() is { } problem)
        {
            return problem;
        }

        http.Response.Headers.CacheControl = "no-store";
        return await FindAsync(http, id) is not null && await store.RotateAsync(id, http.RequestAborted) is { } secret
            ? Results.Json(new { secret }, EventJson.Options, statusCode: StatusCodes.Status201Created) : Problem.Of(ProblemKind.NotFound);
    }

    private async Task<IResult> RedeliverAsync(HttpContext http, Guid id)
    {
        var (wanted, problem) = await ReadAsync<Redelivery>(http, static (_, _) => { });
        return wanted is null ? problem!
            : wanted.Position > 0 && await StandingAsync(http, id) is { } webhook && await queue.RedeliverAsync(webhook, wanted.Position, http.RequestAborted)
                ? Results.Json(new { queued = 1 }, EventJson.Options) : Problem.Of(ProblemKind.NotFound);
    }

    private async Task<IResult> ReplayAsync(HttpContext http, Guid id)
    {
        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var (wanted, problem) = await ReadAsync<Replay>(http, (replay, faults) =>
        {
            if (replay.From < 1 || replay.From > head)
            {
                faults.Add(Fault.Form("from", $"1–{head}"));
            }
        });
        return wanted is null ? problem!
            : await StandingAsync(http, id) is { } webhook ? Results.Json(new { queued = await queue.ReplayAsync(webhook, wanted.From, http.RequestAborted) }, EventJson.Options)
            : Problem.Of(ProblemKind.NotFound);
    }

    private async Task<Webhook?> FindAsync(HttpContext http, Guid id) =>
        await store.FindAsync(id, http.RequestAborted) is { } webhook && KeyEndpoints.IsWithin(webhook.Scope, http.Caller().Scope) ? webhook : null;

    private async Task<Webhook?> StandingAsync(HttpContext http, Guid id) => await FindAsync(http, id) is { RevokedAt: null } webhook ? webhook : null;

    private static async Task<(T? Read, IResult? Problem)> ReadAsync<T>(HttpContext http, Action<T, List<Fault>> check) where T : class
    {
        if (new Query(http).Problem() is { } unknown)
        {
            return (null, unknown);
        }

        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.CommandLimit, "application/json");
        if (unread is not null)
        {
            return (null, unread);
        }

        if (JsonBody.Parse(bytes, out var broken) is not { } body || body.Root.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            return (null, Problem.Faults([broken ?? Fault.Form("", "object")], ProblemKind.Malformed));
        }

        var (faults, shape) = (new List<Fault>(), Shape.Of(typeof(T)));
        Shape.RefuseUnknown(body.Root, faults, shape);
        var read = (T)shape.Read(body.Root, faults);
        if (faults.Count == 0)
        {
            check(read, faults);
        }

        return faults.Count == 0 ? (read, null) : (null, Problem.Faults(faults));
    }
}
