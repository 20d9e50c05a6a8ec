using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using HazardLedger.Api.Evidence;
using Microsoft.Extensions.Configuration;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>The bytes in a bucket: the same promises as in a folder.</summary>
public sealed class BucketTests
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 2_500_000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task What_was_brought_lies_in_the_bucket_and_comes_back_whole_or_in_part()
    {
        await using var bucket = await BucketServer.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: bucket.Words);

        (await PutAsync(api, Photo)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(api, Photo)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var whole = await api.Client.GetAsync(At(Photo));

        (await whole.Content.ReadAsByteArrayAsync()).ShouldBe(Photo);
        (whole.Content.Headers.ContentType!.MediaType, whole.Headers.ETag!.Tag, whole.Headers.AcceptRanges.Single()).ShouldBe(("image/jpeg", $"\"{Sha(Photo)}\"", "bytes"));
        bucket.Objects.ShouldHaveSingleItem().Key.ShouldBe($"/papers/e/{Sha(Photo)}");
        bucket.Asked.Clear();
        using var part = new HttpRequestMessage(HttpMethod.Get, At(Photo)) { Headers = { Range = new RangeHeaderValue(2_000_000, 2_000_009) } };
        using var some = await api.Client.SendAsync(part);
        some.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await some.Content.ReadAsByteArrayAsync()).ShouldBe(Photo[2_000_000..2_000_010]);
        bucket.Asked.Where(asked => asked.StartsWith("GET", StringComparison.Ordinal)).ShouldBe([$"GET /papers/e/{Sha(Photo)} bytes=2000000-2097151"]);
        bucket.Asked.Clear();
        using var head = await api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, At(Photo)));
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, Photo.Length));
        bucket.Asked.ShouldAllBe(asked => asked.StartsWith("HEAD", StringComparison.Ordinal));
        Directory.EnumerateFiles(Path.Combine(api.Directory, "evidence"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_citation_needs_the_object_and_what_nobody_cites_leaves_the_bucket()
    {
        await using var bucket = await BucketServer.StartAsync();
        var clock = new Access.HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock, arguments: bucket.Words);
        var (cited, idle) = (await api.UploadAsync("cited"), await api.UploadAsync("idle"));
        var hazard = await api.PostAsync("/v1/hazards", Bodies.Register());

        (await api.PostAsync($"/v1/hazards/{hazard["id"].GetGuid()}/evidence", UnclaimedTests.Citing(cited))).Status.ShouldBe(HttpStatusCode.Created);
        clock.Move(TimeSpan.FromDays(31));

        (await UnclaimedTests.SweepAsync(api)).ShouldBe(1);
        bucket.Objects.Keys.ShouldBe([$"/papers/e/{cited}"]);
        (await api.PostAsync($"/v1/hazards/{hazard["id"].GetGuid()}/evidence", UnclaimedTests.Citing(idle))).Code.ShouldBe("evidenceUnknown");
        bucket.Objects.Clear();
        (await api.Client.GetAsync(new Uri($"/v1/evidence/{cited}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_bucket_in_trouble_is_answered_503_and_nothing_is_said_to_be_kept(int trouble)
    {
        await using var bucket = await BucketServer.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: bucket.Words);
        bucket.Trouble = trouble;

        using var answer = await PutAsync(api, Photo);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await api.Database.ScalarAsync<long>("SELECT count(*) FROM hl.evidence")).ShouldBe(0);
        bucket.Trouble = 0;
        (await PutAsync(api, Photo)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public void A_configuration_that_lacks_something_says_what()
    {
        Should.Throw<InvalidOperationException>(() => Options("Evidence:Store=s3")).Message.ShouldContain("Evidence:Endpoint");
        Should.Throw<InvalidOperationException>(() => Options("Evidence:Store=s3", "Evidence:Endpoint=http://x", "Evidence:Bucket=b")).Message.ShouldContain("AWS_ACCESS_KEY_ID");
        Should.Throw<InvalidOperationException>(() => Options("Evidence:Store=ftp")).Message.ShouldContain("ftp");
        Should.Throw<InvalidOperationException>(() => Options("Evidence:UnclaimedDays=1"));
        Options("Evidence:Store=folder", "Evidence:UnclaimedDays=7").ShouldBe(new EvidenceOptions { Folder = "f", UnclaimedDays = 7 });
        Options("Evidence:Store=s3", "Evidence:Endpoint=http://x", "Evidence:Bucket=b", "AWS_ACCESS_KEY_ID=k", "AWS_SECRET_ACCESS_KEY=hush").Bucket!.ToString().ShouldNotContain("hush");
    }

    private static EvidenceOptions Options(params string[] said) => EvidenceOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(said.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1])).Build(), "f");

    internal static async Task<HttpResponseMessage> PutAsync(RunningApi api, byte[] bytes) => await api.Client.PutAsync(At(bytes), new ByteArrayContent(bytes));

    internal static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static Uri At(byte[] bytes) => new("/v1/evidence/" + Sha(bytes), UriKind.Relative);
}
