using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Api.Evidence;

/// <summary>Signs requests the way S3 and what speaks like it want them signed: AWS Signature Version 4, in the Authorization header
/// (Amazon S3 API Reference, "Authenticating Requests: Using the Authorization Header"). Every header that the request has is signed.</summary>
/// <param name="accessKey">Id of the key.</param>
/// <param name="secret">Secret of the key.</param>
/// <param name="region">Such as <c>us-east-1</c>.</param>
internal sealed class RequestSignature(string accessKey, string secret, string region)
{
    /// <summary>SHA-256 of no bytes at all, in hexadecimal: what a request without a body says of it.</summary>
    public const string NoBytes = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds <c>x-amz-date</c>, <c>x-amz-content-sha256</c> and <c>Authorization</c>.</summary>
    /// <param name="request">With an absolute address and all its own headers; those of its content are not signed.</param>
    /// <param name="contentSha256">64 lower-case hexadecimal digits.</param>
    /// <param name="at">The present instant.</param>
    public void Sign(HttpRequestMessage request, string contentSha256, DateTimeOffset at)
    {
        var instant = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.Add("x-amz-date", instant);
        request.Headers.Add("x-amz-content-sha256", contentSha256);
        var headers = SignedHeaders(request);
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical = string.Join('\n',
            [request.Method.Method, PathOf(request.RequestUri!), QueryOf(request.RequestUri!), .. headers.Select(header => $"{header.Name}:{header.Value}"), "", names, contentSha256]);
        var scope = $"{instant[..8]}/{region}/s3/aws4_request";
        var signature = Convert.ToHexStringLower(Mac(KeyOf(instant[..8]), string.Join('\n', Algorithm, instant, scope, Sha256(canonical))));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={accessKey}/{scope},SignedHeaders={names},Signature={signature}");
    }

    private byte[] KeyOf(string day) =>
        Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), region), "s3"), "aws4_request");

    private static List<(string Name, string Value)> SignedHeaders(HttpRequestMessage request) =>
    [
        .. request.Headers.NonValidated.Where(header => !header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) && !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(',', header.Value.Select(value => value.Trim()))))
            .Append((Name: "host", Value: request.RequestUri!.IsDefaultPort ? request.RequestUri.Host : request.RequestUri.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal),
    ];

    private static string PathOf(Uri address) =>
        string.Join('/', address.AbsolutePath.Split('/').Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part))));

    private static string QueryOf(Uri address) => string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2)).Select(pair => (Name: Encoded(pair[0]), Value: pair.Length > 1 ? Encoded(pair[1]) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
