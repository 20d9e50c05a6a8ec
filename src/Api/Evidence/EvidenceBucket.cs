using System.Net;
using System.Net.Http.Headers;
using HazardLedger.EventStore;

namespace HazardLedger.Api.Evidence;

/// <summary>A bucket of an S3-compatible storage: one object a file, named by its digest. Four plain requests; no client library.</summary>
internal sealed class EvidenceBucket : IEvidencePlace, IDisposable
{
    private readonly BucketOptions options;
    private readonly TimeProvider clock;
    private readonly RequestSignature signature;
    private readonly HttpClient http;

    public EvidenceBucket(BucketOptions options, TimeProvider clock)
    {
        (this.options, this.clock) = (options, clock);
        signature = new RequestSignature(options.AccessKey, options.Secret, options.Region);
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
        {
            Timeout = TimeSpan.FromSeconds(100),
        };
    }

    public async Task<bool> HoldsAsync(Digest digest, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Head, digest, ct);
        return answer.StatusCode != HttpStatusCode.NotFound;
    }

    public async Task BringAsync(Digest digest, ArrivedFile file, CancellationToken ct)
    {
        file.Stream.Position = 0;
        using var content = new StreamContent(file.Stream);
        content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType!);
        content.Headers.ContentLength = file.Length;
        using var answer = await SendAsync(HttpMethod.Put, digest, ct, content);
        Expect(answer, HttpStatusCode.OK);
    }

    public async Task<Stream?> OpenAsync(Digest digest, long length, CancellationToken ct) =>
        await HoldsAsync(digest, ct) ? new BucketStream((from, count, token) => PartAsync(digest, from, count, token), length) : null;

    public async Task RemoveAsync(Digest digest, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Delete, digest, ct);
        _ = answer.StatusCode == HttpStatusCode.NotFound || Expect(answer, HttpStatusCode.NoContent, HttpStatusCode.OK);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> PartAsync(Digest digest, long from, long count, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Get, digest, ct, range: new RangeHeaderValue(from, from + count - 1));
        Expect(answer, HttpStatusCode.PartialContent);
        return answer;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Digest digest, CancellationToken ct, HttpContent? content = null, RangeHeaderValue? range = null)
    {
        using var request = new HttpRequestMessage(method, AddressOf(digest)) { Content = content };
        request.Headers.Range = range;
        if (options.SessionToken is { } token)
        {
            request.Headers.Add("x-amz-security-token", token);
        }

        // The digest of what is sent is known already: it is its name.
        signature.Sign(request, content is null ? RequestSignature.NoBytes : digest.ToString(), clock.GetUtcNow());
        try
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            _ = answer.StatusCode == HttpStatusCode.NotFound || Expect(answer, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.PartialContent);
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new LedgerUnavailableException("The storage of evidence cannot be reached.", e);
        }
    }

    private Uri AddressOf(Digest digest)
    {
        var at = new UriBuilder(options.Endpoint);
        var root = at.Path.TrimEnd('/');
        at.Host = options.PathStyle ? at.Host : $"{options.Bucket}.{at.Host}";
        at.Path = options.PathStyle ? $"{root}/{options.Bucket}/{options.Prefix}{digest}" : $"{root}/{options.Prefix}{digest}";
        return at.Uri;
    }

    // A storage that does not know our key, or our bucket, takes nothing: that is for whoever runs the program, not for the caller.
    private static bool Expect(HttpResponseMessage answer, params ReadOnlySpan<HttpStatusCode> good)
    {
        if (good.Contains(answer.StatusCode))
        {
            return true;
        }

        var status = (int)answer.StatusCode;
        answer.Dispose();
        throw new LedgerUnavailableException($"The storage of evidence answers {status}.");
    }
}

/// <summary>An object read piece by piece from wherever it is sought to, so that a caller who wants a range costs no more than it.</summary>
/// <param name="part">Fetches so many bytes from a place.</param>
/// <param name="length">Length of the whole object.</param>
internal sealed class BucketStream(Func<long, long, CancellationToken, Task<HttpResponseMessage>> part, long length) : Stream
{
    private const long Piece = 1024 * 1024;
    private HttpResponseMessage? answer;
    private Stream? open;
    private long at;
    private long until;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => at;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => at, _ => length };
        ArgumentOutOfRangeException.ThrowIfNegative(to, nameof(offset));
        if (to != at)
        {
            Close(to);
        }

        return at;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (at >= length || buffer.Length == 0)
        {
            return 0;
        }

        if (open is null)
        {
            until = at + Math.Min(Piece - (at % Piece), length - at);
            answer = await part(at, until - at, cancellationToken);
            open = await answer.Content.ReadAsStreamAsync(cancellationToken);
        }

        var read = await open.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            at += read;
            return read;
        }

        if (at < until)
        {
            throw new EndOfStreamException("The storage ended an object before its end.");
        }

        Close(at);
        return await ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Close(at);
        base.Dispose(disposing);
    }

    private void Close(long to)
    {
        answer?.Dispose();
        (answer, open, at) = (null, null, to);
    }
}
