using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Feed;

/// <summary>One frame of a stream: an event with its id, or a comment that may move the id.</summary>
internal sealed record Frame(string? Id, string? Data, string? Comment)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Data!);

    public long Position => long.Parse(Id!.Split('.')[0]);
}

/// <summary>A client of server-sent events that reads what the wire says, line by line.</summary>
internal sealed class SseClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private SseClient(HttpResponseMessage response, Stream body) => (this.response, reader) = (response, new StreamReader(body));

    public HttpResponseMessage Response => response;

    public static async Task<SseClient> OpenAsync(HttpClient client, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, answer.Content.Headers.ContentType?.ToString());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next frame; null when the stream has ended.</summary>
    public async Task<Frame?> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var (id, data, comment) = ((string?)null, (string?)null, (string?)null);
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Length == 0)
            {
                if (id is not null || data is not null || comment is not null)
                {
                    return new(id, data, comment);
                }
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data.ShouldBeNull("one event has one line");
                data = line[6..];
            }
            else if (line.StartsWith(": ", StringComparison.Ordinal))
            {
                comment = line[2..];
            }
            else
            {
                line.ShouldStartWith("retry: ");
            }
        }

        return null;
    }

    /// <summary>The next event; comments before it are passed over.</summary>
    public async Task<Frame> EventAsync()
    {
        while (true)
        {
            var frame = (await NextAsync()).ShouldNotBeNull("the stream ended");
            if (frame.Data is not null)
            {
                return frame;
            }
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
