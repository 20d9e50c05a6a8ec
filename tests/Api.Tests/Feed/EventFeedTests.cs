using System.Net;
using HazardLedger.Api.Feed;
using HazardLedger.Api.Tests.Sweep;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests.Feed;

/// <summary>`GET /v1/events` in its three forms, the live one above all.</summary>
public sealed class EventFeedTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_stream_tells_what_was_then_what_happens_in_order_and_resumes_by_its_last_id()
    {
        await using var api = await RunningApi.StartAsync();
        var first = await api.PostAsync("/v1/hazards", Bodies.Register());
        using (var client = await SseClient.OpenAsync(api.Client, "/v1/events"))
        {
            (await client.EventAsync()).Json.GetProperty("type").GetString().ShouldBe("ledger_opened");
            (await client.EventAsync()).Position.ShouldBe(first.Position!.Value);
            for (var i = 0; i < 20; i++)
            {
                var posted = await api.PostAsync($"{first.Location}/notes", new { note = $"{i}" });
                var told = await client.EventAsync();
                told.Position.ShouldBe(posted.Position!.Value);
                told.Data.ShouldBe(posted["recorded.0"].GetRawText(), "a stream says what the answer said");
            }
        }

        using var again = await SseClient.OpenAsync(api.Client, "/v1/events?after=0", lastId: $"{first.Position + 15}");
        (await again.EventAsync()).Position.ShouldBe(first.Position!.Value + 16, "the header knows better than the address");
        again.Response.Headers.GetValues("Ledger-Position").Single().ShouldBe($"{first.Position + 20}");
    }

    [Fact]
    public async Task A_stream_shows_a_key_only_its_own_areas_and_its_heartbeat_moves_the_mark_past_the_rest()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock);
        var town = await api.ClientWithAsync("reader", areas: "350304103");
        using var client = await SseClient.OpenAsync(town, "/v1/events");
        using var everything = await SseClient.OpenAsync(api.Client, "/v1/events?after=1");
        var theirs = await PostAsync(api, "350304001");
        var ours = await PostAsync(api, "350304103");
        (await client.EventAsync()).Position.ShouldBe(ours.Position!.Value);
        var later = await PostAsync(api, "350304001");
        foreach (var answer in new[] { theirs, ours, later })
        {
            (await everything.EventAsync()).Position.ShouldBe(answer.Position!.Value);
        }

        clock.MoveTo(Noon + Sse.Beat);
        var beat = (await client.NextAsync()).ShouldNotBeNull();
        (beat.Comment, beat.Id, beat.Data).ShouldBe(("heartbeat", $"{later.Position}", null));
    }

    [Fact]
    public async Task A_stream_ends_at_the_next_heartbeat_after_its_key_was_revoked()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock);
        var reader = await api.ClientWithAsync("reader", "P-99");
        using var client = await SseClient.OpenAsync(reader, "/v1/events");
        (await client.EventAsync()).Position.ShouldBe(1);
        var key = (await api.GetAsync("/v1/keys"))["items"].EnumerateArray().Single(key => key.GetProperty("person").GetString() == "P-99").GetProperty("id").GetString();
        (await api.PostAsync($"/v1/keys/{key}/revocations", new { })).Status.ShouldBe(HttpStatusCode.OK);
        await ListenersAsync(api, 1);
        clock.MoveTo(Noon + Sse.Beat);
        (await client.NextAsync())!.Comment.ShouldBe("heartbeat");
        (await client.NextAsync()).ShouldBeNull();
        await ListenersAsync(api, 0);
    }

    [Fact]
    public async Task Lines_go_up_to_the_head_and_pages_and_lines_say_the_same()
    {
        await using var api = await RunningApi.StartAsync();
        var hazard = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location;
        for (var i = 0; i < 7; i++)
        {
            await api.PostAsync($"{hazard}/notes", new { note = $"行 {i}" });
        }

        var page = await api.GetAsync("/v1/events?limit=500");
        var lines = await api.GetAsync("/v1/events", ("Accept", "application/x-ndjson"));
        lines.MediaType.ShouldBe("application/x-ndjson");
        lines.Position.ShouldBe(9);
        lines.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(page["items"].EnumerateArray().Select(item => item.GetRawText()));
        (await api.GetAsync("/v1/events?after=9", ("Accept", "application/x-ndjson"))).Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, application/*;q=0.5", "application/json")]
    [InlineData("application/json;q=0.2, application/x-ndjson;q=0.9", "application/x-ndjson")]
    [InlineData("application/json;q=0, */*;q=0.1", "application/x-ndjson")]
    [InlineData("text/html", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("??", null)]
    public async Task The_form_is_the_one_that_Accept_wants_most(string? accept, string? expected)
    {
        var api = await shared.OpenAsync();
        var answer = await api.GetAsync("/v1/events", accept is null ? [] : [("Accept", accept)]);
        (answer.Status, answer.Code).ShouldBe(expected is null ? (HttpStatusCode.NotAcceptable, "notAcceptable") : (HttpStatusCode.OK, null));
        answer.MediaType.ShouldBe(expected ?? "application/problem+json");
    }

    [Fact]
    public async Task Head_gives_the_headers_of_each_form_and_no_body()
    {
        await using var api = await RunningApi.StartAsync();
        foreach (var (path, form) in new[]
        {
            ("/v1/events", "application/json"), ("/v1/events", "application/x-ndjson"), ("/v1/events", "text/event-stream"), ("/v1/figures/stream", "text/event-stream"), ("/v1/figures", "application/json"),
        })
        {
            var answer = await RunningApi.SendAsync(HttpMethod.Head, path, null, api.Client, ("Accept", form));
            (answer.Status, answer.MediaType, answer.Text).ShouldBe((HttpStatusCode.OK, form, ""), path);
            answer.Position.ShouldBe(1, path);
        }
    }

    [Theory]
    [InlineData("/v1/events?after=99", null)]
    [InlineData("/v1/events?limit=5", null)]
    [InlineData("/v1/events", "yesterday")]
    [InlineData("/v1/figures/stream?knownAt=2026-06-17T00:00:00Z", null)]
    [InlineData("/v1/figures/stream?colour=red", null)]
    [InlineData("/v1/figures/stream", "12")]
    public async Task What_a_stream_cannot_mean_is_refused_before_it_begins(string path, string? lastId)
    {
        var api = await shared.OpenAsync();
        List<(string, string)> headers = [("Accept", "text/event-stream")];
        if (lastId is not null)
        {
            headers.Add(("Last-Event-ID", lastId));
        }

        var answer = await api.GetAsync(path, [.. headers]);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json");
    }

    internal static async Task ListenersAsync(RunningApi api, int count)
    {
        var feed = api.Services.GetRequiredService<EventFeed>();
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (feed.Listeners != count)
        {
            System.Diagnostics.Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromMinutes(2), "never so many listeners");
            await Task.Yield();
        }
    }

    private static async Task<Answer> PostAsync(RunningApi api, string area)
    {
        var body = Bodies.Register(area);
        body["occurredOn"] = "2026-06-17";
        var answer = await api.PostAsync("/v1/hazards", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer;
    }
}
