using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace HazardLedger.Api.Imports;

/// <summary>Sends lines to an API over HTTP and follows how far it is.</summary>
/// <param name="client">Speaks to the API with a key that may import; without a time limit.</param>
internal sealed class ImportSender(HttpClient client)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>Sends them all and returns the report.</summary>
    /// <param name="lines">JSON texts without line feeds.</param>
    /// <param name="query">Such as "profile=historical&amp;dryRun=true".</param>
    /// <param name="progress">Is told the number of lines read, now and then and at the end.</param>
    /// <exception cref="HttpRequestException">The API cannot be reached, or does not take the import; the message says why.</exception>
    public async Task<JsonElement> SendAsync(IEnumerable<string> lines, string query, Action<long> progress, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = FollowAsync(id, progress, over.Token);
        try
        {
            using var body = new Body(lines);
            using var response = await client.PostAsync(new Uri($"/v1/imports?id={id}&{query}", UriKind.Relative), body, ct);
            var report = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"{(int)response.StatusCode} {report.GetProperty("title").GetString()}", null, response.StatusCode);
            }

            progress(report.GetProperty("lines").GetInt64());
            return report;
        }
        finally
        {
            await over.CancelAsync();
            await following;
        }
    }

    /// <summary>Every refused line of an import, in order.</summary>
    public async Task<IReadOnlyList<JsonElement>> RefusalsAsync(Guid import, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/imports/{import}");
        request.Headers.Accept.Add(new("application/x-ndjson"));
        using var response = await client.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return [.. (await response.Content.ReadAsStringAsync(ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private async Task FollowAsync(Guid id, Action<long> progress, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Glance);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                using var response = await client.GetAsync(new Uri($"/v1/imports/{id}?limit=1", UriKind.Relative), ct);
                if (response.StatusCode == HttpStatusCode.OK && (await response.Content.ReadFromJsonAsync<JsonElement>(ct)).TryGetProperty("lines", out var read))
                {
                    progress(read.GetInt64());
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            // The import itself tells how it ended; a bar that stands still does no harm.
        }
    }

    private sealed class Body : HttpContent
    {
        private readonly IEnumerable<string> _lines;

        public Body(IEnumerable<string> lines)
        {
            _lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
            foreach (var line in _lines)
            {
                await writer.WriteAsync(line);
                await writer.WriteAsync('\n');
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
