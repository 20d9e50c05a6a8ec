using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>The import as a conversation: watched while it runs, cut off in the middle, asked by somebody else.</summary>
public sealed class ImportHttpTests
{
    [Fact]
    public async Task It_is_watched_while_the_sender_is_still_writing()
    {
        await using var api = await RunningApi.StartAsync();
        var id = Guid.CreateVersion7();
        using var body = new HeldBody(Lines.Text([.. Lines.Case("W-1"), .. Lines.Case("W-2", closed: "2019-01-01"), .. Lines.Case("W-3")]) + "\n");
        var sending = api.Client.PostAsync(new Uri($"/v1/imports?profile=historical&id={id}", UriKind.Relative), body, TestContext.Current.CancellationToken);
        var running = await UntilAsync(api, id, answer => answer.Body.TryGetProperty("cases", out var cases) && cases.GetInt64() == 2);
        running["state"].GetString().ShouldBe("running");
        running.Count("lines").ShouldBe(12);
        body.Finish();
        using var response = await sending;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var done = await api.GetAsync($"/v1/imports/{id}");
        (done["state"].GetString(), done.Count("recorded"), done.Count("refused")).ShouldBe(("done", 2, 1));
        done["refusals.items.0.external"].GetString().ShouldBe("elsewhere:W-2");
    }

    [Fact]
    public async Task Cut_off_in_the_middle_it_keeps_what_was_whole_and_goes_on_when_sent_again()
    {
        await using var api = await RunningApi.StartAsync();
        var id = Guid.CreateVersion7();
        using var gone = new CancellationTokenSource();
        using var body = new HeldBody(Lines.Text([.. Lines.Case("X-1"), .. Lines.Case("X-2"), Lines.Registered("X-3")]) + "\n");
        var sending = api.Client.PostAsync(new Uri($"/v1/imports?profile=historical&id={id}", UriKind.Relative), body, gone.Token);
        await UntilAsync(api, id, answer => answer.Body.TryGetProperty("recorded", out var recorded) && recorded.GetInt64() == 2);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(sending);
        var stopped = await UntilAsync(api, id, answer => answer["state"].GetString() == "stopped");
        (stopped.Count("recorded"), stopped.Count("refused")).ShouldBe((2, 0));
        var again = await api.Client.ImportAsync(Lines.Text([.. Lines.Case("X-1"), .. Lines.Case("X-2"), .. Lines.Case("X-3")]));
        (again.Count("already"), again.Count("recorded"), again.Count("refused")).ShouldBe((2, 1, 0));
    }

    [Fact]
    public async Task Who_may_not_import_may_not_and_nobody_sees_the_imports_of_others()
    {
        await using var api = await RunningApi.StartAsync();
        using var reader = await api.ClientWithAsync("reader");
        using var recorder = await api.ClientWithAsync("recorder");
        (await reader.ImportAsync(Lines.Text(Lines.Case("Y-1")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await recorder.ImportAsync(Lines.Text(Lines.Case("Y-1")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var one = await api.ClientWithAsync("importer", "P-1", "350304-EMB", "350304");
        using var other = await api.ClientWithAsync("importer", "P-2", "350304-EMB", "350304");
        var report = await one.ImportAsync(Lines.Text([.. Lines.Case("Y-1"), Lines.Line("Y-2", "registrations", ElsewhereInProvince, "y/2")]));
        (report.Count("recorded"), report["refusals.items.0.code"].GetString()).ShouldBe((1, "outsideScope"));
        var path = $"/v1/imports/{report["id"].GetString()}";
        (await RunningApi.SendAsync(HttpMethod.Get, path, null, one)).Status.ShouldBe(HttpStatusCode.OK);
        (await RunningApi.SendAsync(HttpMethod.Get, path, null, other)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/imports", null, other))["items"].GetArrayLength().ShouldBe(0);
        (await api.GetAsync("/v1/imports"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Every_refused_line_comes_back_in_pages_or_as_lines()
    {
        await using var api = await RunningApi.StartAsync();
        var report = await api.Client.ImportAsync(Lines.Text([.. Enumerable.Range(0, 250).SelectMany(i => Lines.Case($"Z-{i}", closed: "2019-01-01"))]));
        report.Count("refused").ShouldBe(250);
        var (seen, path) = (new List<long>(), $"/v1/imports/{report["id"].GetString()}");
        for (long? after = 0; after is { } from;)
        {
            var page = await api.GetAsync($"{path}?limit=90&after={from}");
            seen.AddRange(page["refusals.items"].EnumerateArray().Select(line => line.GetProperty("line").GetInt64()));
            after = page["refusals"].TryGetProperty("next", out var next) && next.ValueKind == System.Text.Json.JsonValueKind.Number ? next.GetInt64() : null;
        }

        seen.ShouldBe(Enumerable.Range(0, 250).Select(i => (i * 4L) + 3));
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new("application/x-ndjson"));
        using var lines = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);
        lines.Content.Headers.ContentType?.MediaType.ShouldBe("application/x-ndjson");
        (await lines.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(250);
    }

    [Theory]
    [InlineData("?profile=guess", "application/x-ndjson", HttpStatusCode.BadRequest)]
    [InlineData("?surprise=1", "application/x-ndjson", HttpStatusCode.BadRequest)]
    [InlineData("?id=7", "application/x-ndjson", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_makes_no_import_is_refused_before_it_begins(string query, string mediaType, HttpStatusCode status)
    {
        await using var api = await RunningApi.StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        using var response = await api.Client.PostAsync(new Uri("/v1/imports" + query, UriKind.Relative), content, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        (await api.GetAsync("/v1/imports"))["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_id_begins_one_import()
    {
        await using var api = await RunningApi.StartAsync();
        var query = $"?profile=historical&id={Guid.CreateVersion7()}";
        (await api.Client.ImportAsync(Lines.Text(Lines.Case("V-1")), query)).Status.ShouldBe(HttpStatusCode.OK);
        (await api.Client.ImportAsync(Lines.Text(Lines.Case("V-2")), query)).Code.ShouldBe("keyReused");
    }

    private static readonly Dictionary<string, object?> ElsewhereInProvince = new(Bodies.Register(area: "350302103"))
    {
        ["occurredOn"] = "2019-03-01", ["actor"] = new { person = "P-9", organisation = "OLD-REGISTER", role = "recorder" },
    };

    private static async Task<Answer> UntilAsync(RunningApi api, Guid import, Func<Answer, bool> holds)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await api.GetAsync($"/v1/imports/{import}");
            if (answer.Status == HttpStatusCode.OK && holds(answer))
            {
                return answer;
            }

            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(2), answer.Text);
        }
    }

    /// <summary>Sends its text and then waits, as a slow register does, until it is told that this is all.</summary>
    private sealed class HeldBody : HttpContent
    {
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly string _text;

        public HeldBody(string text)
        {
            _text = text;
            Headers.ContentType = new("application/x-ndjson");
        }

        public void Finish() => _finished.TrySetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_text), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await _finished.Task.WaitAsync(cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
