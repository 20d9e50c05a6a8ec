using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Areas;
using HazardLedger.Projections;

namespace HazardLedger.Api.Access;

/// <summary><c>POST /v1/keys</c>, <c>GET /v1/keys</c>, <c>POST /v1/keys/{id}/revocations</c>: administrators only, and each within the own scope.</summary>
public static class KeyEndpoints
{
    // Routing would answer another type with a bare 415; ours is a problem with a code.
    private const string AnyType = "*/*";

    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Maps them. Needs <see cref="AccessComposition.AddAccess"/>.</summary>
    public static IEndpointRouteBuilder MapAccessKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/v1/keys").RequireAuthorization(AccessPolicy.Administer).WithTags("keys");
        keys.MapPost("", IssueAsync).Accepts<NewKey>("application/json", AnyType).Produces<KeyWithSecret>(201).WithSummary("Issue a key; its secret is shown this once");
        keys.MapGet("", ListAsync).Produces<KeyPage>().WithSummary("Keys within the own scope, oldest first");
        keys.MapPost("/{id:guid}/revocations", RevokeAsync).Produces<AccessKey>().WithSummary("Revoke a key for ever");
        return app;
    }

    private static async Task<IResult> IssueAsync(HttpContext context, AccessKeys keys, TimeProvider clock, CancellationToken ct)
    {
        if (new Query(context).Problem() is { } unknown)
        {
            return unknown;
        }

        var (key, problem) = await ReadAsync(context);
        if (key is null)
        {
            return problem!;
        }

        if (new NewKeyRules(clock).Faults(key) is { } faults)
        {
            return AccessProblems.Invalid(faults);
        }

        var caller = context.Caller();
        if (!IsWithin(key.Scope, caller.Scope))
        {
            return AccessProblems.BeyondOwnScope;
        }

        var issued = await keys.CreateAsync(key, caller.Person, ct);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(KeyWithSecret.Of(issued), Wire, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(HttpContext context, AccessKeys keys, string? after, CancellationToken ct)
    {
        const int page = 500;
        var from = Guid.Empty;
        var query = new Query(context);
        query.Text("after");
        if (query.Problem() is { } unknown)
        {
            return unknown;
        }

        if (after is not null && !Guid.TryParse(after, out from))
        {
            return AccessProblems.Invalid("after", "the id of a key");
        }

        var rows = await keys.ListAsync(from, page, ct);
        var scope = context.Caller().Scope;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new KeyPage([.. rows.Where(key => IsWithin(key.Scope, scope))], rows.Count == page ? rows[^1].Id : null), Wire);
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, AccessKeys keys, Guid id, CancellationToken ct)
    {
        if (new Query(context).Problem() is { } unknown)
        {
            return unknown;
        }

        var caller = context.Caller();
        return await keys.FindAsync(id, ct) is { } key && IsWithin(key.Scope, caller.Scope)
            ? Results.Json(await keys.RevokeAsync(id, caller.Person, ct), Wire)
            : AccessProblems.NotFound;
    }

    private static async Task<(NewKey? Key, IResult? Problem)> ReadAsync(HttpContext context)
    {
        var (bytes, unread) = await JsonBody.ReadAsync(context.Request, JsonBody.CommandLimit, "application/json");
        if (unread is not null)
        {
            return (null, unread);
        }

        if (JsonBody.Parse(bytes, out var broken) is null)
        {
            return (null, Http.Problem.Faults([broken!], ProblemKind.Malformed));
        }

        try
        {
            return JsonSerializer.Deserialize<NewKey>(bytes, Wire) is { } key
                ? (key, null)
                : (null, AccessProblems.Invalid("$", "an object is wanted"));
        }
        catch (JsonException e)
        {
            // The reader's own sentence names our types; the caller is told where, and what a key is made of.
            return (null, AccessProblems.Invalid(e.Path is null or "$" ? "$" : e.Path.TrimStart('$', '.'), "not a member of a key, missing, or of the wrong form"));
        }
    }

    // A key may be as wide as the one that issues it, never wider: nobody hands out what he does not have.
    internal static bool IsWithin(Scope inner, Scope outer) =>
        (outer.Areas.Count == 0 || (inner.Areas.Count > 0 && inner.Areas.All(area => outer.Areas.Any(ancestor => AreaCode.IsWithin(area, ancestor)))))
        && (outer.Sectors.Count == 0 || (inner.Sectors.Count > 0 && inner.Sectors.All(sector => outer.Sectors.Contains(sector, StringComparer.Ordinal))))
        && (outer.Party is null || string.Equals(outer.Party, inner.Party, StringComparison.Ordinal));
}

/// <summary>The answer that shows the secret, this once.</summary>
/// <param name="Secret">To be sent as <c>Authorization: Bearer …</c>.</param>
public sealed record KeyWithSecret(
    Guid Id,
    string Secret,
    string Name,
    string Person,
    string Organisation,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> Sectors,
    string? Enterprise,
    DateTimeOffset CreatedAt,
    DateOnly ExpiresOn,
    string CreatedBy)
{
    internal static KeyWithSecret Of(IssuedKey issued)
    {
        var key = issued.Key;
        return new(key.Id, issued.Secret, key.Name, key.Person, key.Organisation, key.Roles, key.Areas, key.Sectors, key.Enterprise, key.CreatedAt, key.ExpiresOn, key.CreatedBy);
    }

    internal IssuedKey ToIssuedKey() =>
        new(new AccessKey(Id, Name, Person, Organisation, Roles, Areas, Sectors, Enterprise, CreatedAt, ExpiresOn, CreatedBy, null, null), Secret);
}

/// <summary>A page of keys.</summary>
/// <param name="Next">Ask again with <c>after</c> set to it; null at the end.</param>
public sealed record KeyPage(IReadOnlyList<AccessKey> Items, Guid? Next);
