using System.Security.Cryptography;
using HazardLedger.Api.Access;
using HazardLedger.Domain;
using HazardLedger.Projections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace HazardLedger.Api.Evidence;

/// <summary><c>PUT</c>, <c>GET</c> and <c>HEAD /v1/evidence/{sha256}</c>.</summary>
public static class EvidenceEndpoints
{
    private static readonly Problem Differs = new(422, new Refusal("digestDiffers", "文件内容与摘要不符。", "The bytes that came have another SHA-256."));
    private static readonly Problem NotAllowed = new(415, new Refusal("typeNotAllowed", "只接受 JPEG、PNG、WebP、GIF、HEIC 或 PDF 文件。", "Only JPEG, PNG, WebP, GIF, HEIC and PDF are taken, by content."));
    private static readonly Problem Busy = new(503, new Refusal("busy", "上传繁忙，请稍后再试。", "Too many uploads at once; come again."), RetryAfter: TimeSpan.FromSeconds(2));
    private static readonly Problem CutOff = new(400, new Refusal("cutOff", "上传中断。", "The upload ended too early."));
    private static readonly Problem Full = new(413, new Refusal("storeFull", "证据库已满，请联系管理员。", "The store of evidence is full; tell the administrator."));
    private static readonly Refusal QuotaUsedUp = new("quotaUsedUp", "该密钥今日的上传额度已用完。", "This key has used up its bytes of today.");

    /// <summary>Adds the <see cref="EvidenceStore"/>. Needs a singleton <c>NpgsqlDataSource</c> and <see cref="AccessComposition.AddAccess"/>.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services, EvidenceOptions options) =>
        services.AddSingleton(options).AddSingleton<EvidenceStore>().AddSingleton<UnclaimedEvidence>();

    /// <summary>Maps them.</summary>
    /// <param name="app">Where.</param>
    /// <param name="isCitedWithin">True when a hazard within the scope cites the digest (64 lower-case hexadecimal digits).</param>
    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder app, Func<string, Scope, Task<bool>> isCitedWithin)
    {
        app.MapPut("/v1/evidence/{sha256}", PutAsync).RequireAuthorization(AccessPolicy.Write).WithTags("evidence")
            .WithSummary("Bring a photograph or paper, up to 20 MiB; one that no event cites goes after some days").Accepts<Stream>("*/*").Produces<EvidenceReceipt>().Produces<EvidenceReceipt>(201);
        app.MapMethods("/v1/evidence/{sha256}", [HttpMethods.Get, HttpMethods.Head], (string sha256, HttpContext context, EvidenceStore store, CancellationToken ct) => GetAsync(sha256, context, store, isCitedWithin, ct))
            .RequireAuthorization(AccessPolicy.Read).WithTags("evidence").WithSummary("Fetch a file that a visible hazard cites, or that one uploaded");
        return app;
    }

    private static async Task<IResult> PutAsync(string sha256, HttpContext context, EvidenceStore store, CancellationToken ct)
    {
        if (Digest.TryParse(sha256) is not { } digest)
        {
            return Malformed();
        }

        if (context.Request.ContentLength > EvidenceStore.LargestFile)
        {
            return AccessProblems.TooLarge;
        }

        // The store counts the bytes of the file and stops; the server counts the framing of chunks as well, so its limit lies higher.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = EvidenceStore.LargestFile * 2;
        try
        {
            return await store.KeepAsync(sha256, context.Request.Body, context.Caller(), ct) switch
            {
                EvidenceOutcome.Kept => Results.Json(new EvidenceReceipt(digest.ToString(), Known: false), statusCode: StatusCodes.Status201Created),
                EvidenceOutcome.KnownAlready => Results.Json(new EvidenceReceipt(digest.ToString(), Known: true)),
                EvidenceOutcome.DigestDiffers => Differs,
                EvidenceOutcome.TooLarge => AccessProblems.TooLarge,
                EvidenceOutcome.TypeNotAllowed => NotAllowed,
                EvidenceOutcome.QuotaUsedUp => new Problem(429, QuotaUsedUp, RetryAfter: store.QuotaAnew),
                EvidenceOutcome.StoreFull => Full,
                EvidenceOutcome.Busy => Busy,
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? AccessProblems.TooLarge : CutOff;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException && context.RequestAborted.IsCancellationRequested)
        {
            return CutOff; // nobody is there to read it
        }
    }

    private static async Task<IResult> GetAsync(string sha256, HttpContext context, EvidenceStore store, Func<string, Scope, Task<bool>> isCitedWithin, CancellationToken ct)
    {
        if (Digest.TryParse(sha256) is null)
        {
            return Malformed();
        }

        var caller = context.Caller();
        if (await store.FindAsync(sha256, ct) is not { } kept
            || !(kept.UploadedBy.Contains(caller.Person, StringComparer.Ordinal) || await isCitedWithin(kept.Sha256, caller.Scope))
            || await store.OpenAsync(kept, ct) is not { } content)
        {
            return AccessProblems.NotFound;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-cache"; // asked again each time, because a key may be revoked
        return Results.Stream(content, kept.MediaType, kept.Sha256 + ExtensionOf(kept.MediaType), entityTag: new EntityTagHeaderValue($"\"{kept.Sha256}\""), enableRangeProcessing: true);
    }

    private static Problem Malformed() => AccessProblems.Invalid("sha256", $"{2 * SHA256.HashSizeInBytes} hexadecimal digits");

    private static string ExtensionOf(string mediaType) => mediaType switch
    {
        "image/jpeg" => ".jpg",
        "application/pdf" => ".pdf",
        _ => "." + mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..],
    };
}

/// <summary>The answer to an upload.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits: what an event cites.</param>
/// <param name="Known">True when the caller brought it before.</param>
public sealed record EvidenceReceipt(string Sha256, bool Known);
