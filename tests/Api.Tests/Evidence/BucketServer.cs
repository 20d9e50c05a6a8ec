using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>Speaks as much S3 as evidence needs, over a real socket, and believes nobody: signatures and digests are computed again from what
/// arrived, apart from the code that made them. It is ours and no foreign storage; a foreign one is asked by <see cref="ForeignBucketTests"/>.</summary>
internal sealed class BucketServer : IAsyncDisposable
{
    private const string Secret = "bucket-secret";
    private readonly WebApplication app;

    private BucketServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>Objects by their path.</summary>
    public ConcurrentDictionary<string, (byte[] Bytes, string Type)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked, in order: method, path, range.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Answered to everything while it is not 0.</summary>
    public int Trouble { get; set; }

    /// <summary>Words of the configuration that lead here.</summary>
    public string[] Words =>
    [
        "--Evidence:Store=s3", $"--Evidence:Endpoint={Address}", "--Evidence:Bucket=papers", "--Evidence:Region=cn-north-1", "--Evidence:Prefix=e/",
        "--AWS_ACCESS_KEY_ID=bucket-key", $"--AWS_SECRET_ACCESS_KEY={Secret}",
    ];

    public static async Task<BucketServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new BucketServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        var (request, path) = (http.Request, http.Request.Path.Value!);
        Asked.Enqueue($"{request.Method} {path} {request.Headers.Range}".TrimEnd());
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body.ToArray()));
        http.Response.StatusCode = Trouble != 0 ? Trouble
            : !IsSigned(request) || digest != request.Headers["x-amz-content-sha256"] ? StatusCodes.Status403Forbidden
            : !path.StartsWith("/papers/", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            await ServeAsync(http, path, body.ToArray());
        }
    }

    private async Task ServeAsync(HttpContext http, string path, byte[] body)
    {
        switch (http.Request.Method, Objects.TryGetValue(path, out var kept))
        {
            case ("PUT", _):
                Objects[path] = (body, http.Request.ContentType!);
                return;
            case ("DELETE", _):
                Objects.TryRemove(path, out _);
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            case (_, false):
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            case ("HEAD", _):
                http.Response.ContentLength = kept.Bytes.Length;
                return;
            default:
                await Results.Bytes(kept.Bytes, kept.Type, enableRangeProcessing: true).ExecuteAsync(http);
                return;
        }
    }

    private static bool IsSigned(HttpRequest request)
    {
        var said = request.Headers.Authorization.ToString().Split(["AWS4-HMAC-SHA256 Credential=", ",SignedHeaders=", ",Signature="], StringSplitOptions.None);
        if (said is not ["", var credential, var names, var signature] || credential.Split('/') is not ["bucket-key", var day, "cn-north-1", "s3", "aws4_request"])
        {
            return false;
        }

        var text = new StringBuilder($"{request.Method}\n{request.Path}\n{request.QueryString.Value?.TrimStart('?')}\n");
        foreach (var name in names.Split(';'))
        {
            text.Append(name).Append(':').Append(request.Headers[name].ToString().Trim()).Append('\n');
        }

        text.Append('\n').Append(names).Append('\n').Append(request.Headers["x-amz-content-sha256"]);
        var hashed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        var key = new[] { day, "cn-north-1", "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (mac, part) => HMACSHA256.HashData(mac, Encoding.UTF8.GetBytes(part)));
        var signed = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{day}/cn-north-1/s3/aws4_request\n{hashed}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed))) == signature && names.Split(';').Contains("host");
    }
}
