using HazardLedger.Api.Evidence;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>The examples that the Amazon S3 API Reference publishes under "Examples: Signature Calculations", to the letter.</summary>
public sealed class RequestSignatureTests
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private static readonly DateTimeOffset At = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/test.txt", "Range", "bytes=0-9", RequestSignature.NoBytes, "host;range;x-amz-content-sha256;x-amz-date", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("GET", "/?lifecycle", null, null, RequestSignature.NoBytes, "host;x-amz-content-sha256;x-amz-date", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "/?max-keys=2&prefix=J", null, null, RequestSignature.NoBytes, "host;x-amz-content-sha256;x-amz-date", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Published_requests_get_their_published_signatures(string method, string path, string? header, string? value, string digest, string names, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), "https://examplebucket.s3.amazonaws.com" + path);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        Sign(request, digest);

        request.Headers.NonValidated["Authorization"].ToString().ShouldBe($"AWS4-HMAC-SHA256 Credential={Key}/20130524/us-east-1/s3/aws4_request,SignedHeaders={names},Signature={signature}");
    }

    [Fact]
    public void The_published_upload_gets_its_published_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "https://examplebucket.s3.amazonaws.com/test$file.text");
        request.Headers.Date = At;
        request.Headers.Add("x-amz-storage-class", "REDUCED_REDUNDANCY");

        Sign(request, "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"); // "Welcome to Amazon S3."

        request.Headers.NonValidated["Authorization"].ToString().ShouldEndWith(
            "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    private static void Sign(HttpRequestMessage request, string digest) =>
        new RequestSignature(Key, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1").Sign(request, digest, At);
}
