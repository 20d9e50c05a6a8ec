using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using HazardLedger.Api.Access;
using HazardLedger.Api.Evidence;
using HazardLedger.Api.Tests.Access;

namespace HazardLedger.Api.Tests.Evidence;

public sealed class EvidenceTests
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

    private static CancellationToken Ct => EdgeHost.Ct;

    [Fact]
    public async Task What_was_brought_comes_back_as_it_was_and_is_never_run()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);

        (await PutAsync(client, Photo)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(client, Photo)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await client.GetAsync(At(Photo), Ct);

        (await answer.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Photo);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.ETag!.Tag.ShouldBe($"\"{Sha(Photo)}\"");
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, At(Photo)), Ct);
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, Photo.Length));
        using var same = new HttpRequestMessage(HttpMethod.Get, At(Photo)) { Headers = { IfNoneMatch = { answer.Headers.ETag } } };
        (await client.SendAsync(same, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        Files(host).ShouldBe([Sha(Photo)]);
    }

    [Fact]
    public async Task It_is_shown_to_who_brought_it_and_to_who_may_see_a_hazard_that_cites_it()
    {
        await using var host = await EdgeHost.StartAsync();
        var other = new NewKey("x", "P-9", "o", [Roles.Reader], ["350304"], new DateOnly(2026, 12, 31));
        using var here = host.Client((await host.Keys.CreateAsync(other, "test", Ct)).Secret);
        using var there = host.Client((await host.Keys.CreateAsync(other with { Areas = ["350302"] }, "test", Ct)).Secret);
        using var owner = host.Client((await host.IssueAsync(Roles.Recorder, "350304")).Secret);
        await PutAsync(owner, Photo);

        (await owner.GetAsync(At(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync(At(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.Cited[Sha(Photo)] = "350304103";
        (await here.GetAsync(At(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await there.GetAsync(At(Photo), Ct)).ProblemAsync()).ShouldBe((404, "notFound"));
        (await host.Client().GetAsync(At(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await here.PutAsync(At(Photo), new ByteArrayContent(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Other_bytes_other_types_and_too_many_bytes_leave_nothing()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);
        byte[] page = [.. "<svg onload=alert(1)>"u8], tooLong = new byte[EvidenceStore.LargestFile + 1], longest = new byte[EvidenceStore.LargestFile];
        Photo.CopyTo(tooLong, 0);
        Photo.CopyTo(longest, 0);

        (await (await client.PutAsync(At(Photo), new ByteArrayContent(Photo[..^1]), Ct)).ProblemAsync()).ShouldBe((422, "digestDiffers"));
        (await (await PutAsync(client, page)).ProblemAsync()).ShouldBe((415, "typeNotAllowed"));
        (await (await PutAsync(client, [])).ProblemAsync()).ShouldBe((415, "typeNotAllowed"));
        (await (await PutAsync(client, tooLong)).ProblemAsync()).ShouldBe((413, "tooLarge"));
        using var chunked = new HttpRequestMessage(HttpMethod.Put, At(tooLong)) { Content = new ByteArrayContent(tooLong), Headers = { TransferEncodingChunked = true } };
        (await (await client.SendAsync(chunked, Ct)).ProblemAsync()).ShouldBe((413, "tooLarge"));
        Files(host).ShouldBeEmpty();
        (await host.Database.ScalarAsync<long>("SELECT count(*) FROM hl.evidence")).ShouldBe(0);

        (await PutAsync(client, longest)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("..%2f..%2fetc%2fpasswd", 400)]
    [InlineData("abc", 400)]
    [InlineData("zz04d1d9e2bd2b3a2b7f2b0c6a9f4f8f3b6e5d4c3b2a19080706050403020100", 400)]
    [InlineData("0104d1d9e2bd2b3a2b7f2b0c6a9f4f8f3b6e5d4c3b2a19080706050403020100%00", 400)]
    [InlineData("../keys", 405)]
    public async Task Only_a_digest_names_a_file(string name, int status)
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);
        using var content = new ByteArrayContent(Photo);

        using var answer = await client.PutAsync(new Uri(host.Address, "/v1/evidence/" + name), content, Ct);

        ((int)answer.StatusCode).ShouldBe(status);
        Files(host).ShouldBeEmpty();
    }

    [Fact]
    public async Task Types_are_told_by_content_alone()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);
        (byte[] Start, string Type)[] kinds =
        [
            ([0x89, .. "PNG\r\n\x1a\n"u8, 0, 0], "image/png"), ([.. "RIFF\0\0\0\0WEBPVP8 "u8], "image/webp"), ([.. "GIF89a"u8], "image/gif"),
            ([.. "%PDF-1.7\n"u8], "application/pdf"), ([0, 0, 0, 24, .. "ftypheic"u8, 0], "image/heic"),
        ];
        byte[][] others = [[.. "RIFF\0\0\0\0WAVEfmt "u8], [0, 0, 0, 24, .. "ftypisom"u8], [0xFF, 0xD8], [.. " %PDF-1.7"u8], [.. "PK\x03\x04"u8], [.. "RIFF"u8]];

        foreach (var (start, type) in kinds)
        {
            (await PutAsync(client, start)).StatusCode.ShouldBe(HttpStatusCode.Created, type);
            using var answer = await client.GetAsync(At(start), Ct);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        }

        foreach (var other in others)
        {
            (await PutAsync(client, other)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact]
    public async Task A_digest_is_known_when_it_was_uploaded_and_its_file_is_there()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);
        await PutAsync(client, Photo);

        (await host.Evidence.KnowsAsync([Sha(Photo), Sha([1]), "../../etc/passwd"], Ct)).ShouldBe([Sha(Photo)]);
        File.Delete(Path.Combine(host.Folder, Sha(Photo)[..2], Sha(Photo)));
        (await host.Evidence.KnowsAsync([Sha(Photo)], Ct)).ShouldBeEmpty();
        (await client.GetAsync(At(Photo), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(client, Photo)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Evidence.KnowsAsync([Sha(Photo)], Ct)).ShouldBe([Sha(Photo)]);
    }

    [Fact]
    public async Task A_quota_holds_against_many_at_once_costs_nothing_twice_and_begins_anew_at_midnight()
    {
        byte[] Nth(int n) => [.. "%PDF-"u8, .. Encoding.ASCII.GetBytes(n.ToString("D5"))]; // ten bytes each
        await using var host = await EdgeHost.StartAsync(quota: 50);
        using var client = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => PutAsync(client, Nth(n))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(5);
        var refused = answers.Where(a => a.StatusCode != HttpStatusCode.Created).ToList();
        refused.ShouldAllBe(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        refused[0].Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(15));
        Files(host).Count.ShouldBe(5);
        var kept = Enumerable.Range(0, 20).First(n => answers[n].StatusCode == HttpStatusCode.Created);
        (await PutAsync(client, Nth(kept))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var other = host.Client((await host.IssueAsync(Roles.Recorder)).Secret);
        (await PutAsync(other, Nth(99))).StatusCode.ShouldBe(HttpStatusCode.Created);
        host.Clock.Move(TimeSpan.FromHours(15));
        (await PutAsync(client, Nth(100))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_upload_that_is_cut_off_leaves_nothing_and_frees_its_place()
    {
        await using var host = await EdgeHost.StartAsync(uploads: 1);
        var secret = (await host.IssueAsync(Roles.Recorder)).Secret;
        using var client = host.Client(secret);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Address.Host, host.Address.Port, Ct);
            var start = $"PUT {At(Photo)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\nContent-Length: {Photo.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(start), .. Photo[..1000]], Ct);
            await UntilAsync(async () => (await client.GetAsync("/open", Ct)).IsSuccessStatusCode && Files(host).Count == 1);
            (await (await PutAsync(client, Photo)).ProblemAsync()).ShouldBe((503, "busy"));
        }

        await UntilAsync(async () => (await PutAsync(client, Photo)).StatusCode == HttpStatusCode.Created);
        Files(host).ShouldBe([Sha(Photo)]);
    }

    // Asks again until it is so; each question is a round trip, which is pace enough.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    // What the caller calls it is nobody's concern: the content decides.
    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, byte[] bytes) =>
        await client.PutAsync(At(bytes), new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, Ct);

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string At(byte[] bytes) => "/v1/evidence/" + Sha(bytes);

    private static List<string> Files(EdgeHost host) => !Directory.Exists(host.Folder) ? [] : [.. Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];
}
