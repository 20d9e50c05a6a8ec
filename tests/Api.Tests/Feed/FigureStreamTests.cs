using HazardLedger.Api.Feed;
using HazardLedger.Api.Tests.Sweep;

namespace HazardLedger.Api.Tests.Feed;

/// <summary>Live figures: whole, when they changed, at midnight, and not otherwise.</summary>
public sealed class FigureStreamTests
{
    private static readonly DateTimeOffset BeforeMidnight = new(2026, 6, 17, 23, 59, 30, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_stream_begins_with_what_is_and_tells_each_change_as_the_figures_say_it()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = await SseClient.OpenAsync(api.Client, "/v1/figures/stream?groupBy=area");
        (await client.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(0);
        for (var found = 1; found <= 3; found++)
        {
            await api.PostAsync("/v1/hazards", Bodies.Register());
            var told = await client.EventAsync();
            told.Json.GetProperty("found").GetInt32().ShouldBe(found);
            told.Json.GetProperty("position").GetInt64().ShouldBe(told.Position);
            var asked = (await api.GetAsync($"/v1/figures?groupBy=area&position={told.Position}")).Body;
            foreach (var member in asked.EnumerateObject().Where(member => member.Name != "knownAt"))
            {
                told.Json.GetProperty(member.Name).GetRawText().ShouldBe(member.Value.GetRawText(), member.Name);
            }
        }
    }

    [Fact]
    public async Task Who_resumes_is_told_only_when_something_changed_meanwhile()
    {
        await using var api = await RunningApi.StartAsync();
        var hazard = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location;
        using var first = await SseClient.OpenAsync(api.Client, "/v1/figures/stream");
        var id = (await first.EventAsync()).Id!;
        await api.PostAsync($"{hazard}/notes", new { note = "changes no figure" });
        using var again = await SseClient.OpenAsync(api.Client, "/v1/figures/stream", id);
        await api.PostAsync("/v1/hazards", Bodies.Register());
        (await again.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(2, "the note was not worth an event");
        using var late = await SseClient.OpenAsync(api.Client, "/v1/figures/stream", id);
        (await late.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_keeps_to_the_scope_of_its_key()
    {
        await using var api = await RunningApi.StartAsync();
        var town = await api.ClientWithAsync("reader", areas: "350304103");
        using var everything = await SseClient.OpenAsync(api.Client, "/v1/figures/stream"); // the same question, with another answer
        using var client = await SseClient.OpenAsync(town, "/v1/figures/stream");
        (await everything.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(0);
        (await client.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(0);
        await api.PostAsync("/v1/hazards", Bodies.Register("350304001"));
        (await everything.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(1);
        await api.PostAsync("/v1/hazards", Bodies.Register("350304103"));
        (await client.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(1);
        (await everything.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_ends_at_the_next_heartbeat_after_its_key_was_revoked_and_no_other_does()
    {
        var clock = new StepClock(BeforeMidnight.AddHours(-12));
        await using var api = await RunningApi.StartAsync(clock);
        var reader = await api.ClientWithAsync("reader", "P-99");
        using var client = await SseClient.OpenAsync(reader, "/v1/figures/stream");
        using var other = await SseClient.OpenAsync(api.Client, "/v1/figures/stream");
        var id = (await client.EventAsync()).Id;
        (await other.EventAsync()).Id.ShouldBe(id);
        var key = (await api.GetAsync("/v1/keys"))["items"].EnumerateArray().Single(key => key.GetProperty("person").GetString() == "P-99").GetProperty("id").GetString();
        await api.PostAsync($"/v1/keys/{key}/revocations", new { });
        clock.MoveTo(clock.GetUtcNow() + Sse.Beat);
        var beat = (await client.NextAsync()).ShouldNotBeNull();
        (beat.Comment, beat.Id).ShouldBe(("heartbeat", id));
        (await client.NextAsync()).ShouldBeNull();
        (await other.NextAsync())!.Comment.ShouldBe("heartbeat");
        clock.MoveTo(clock.GetUtcNow() + Sse.Beat);
        (await NextAsTimePassesAsync(other, clock))!.Comment.ShouldBe("heartbeat");
    }

    // Whoever waits for the next beat may begin to wait only after the clock was moved.
    private static async Task<Frame?> NextAsTimePassesAsync(SseClient client, StepClock clock)
    {
        var next = client.NextAsync();
        while (!next.IsCompleted)
        {
            clock.MoveTo(clock.GetUtcNow() + Sse.Beat);
            await Task.Yield();
        }

        return await next;
    }

    [Fact]
    public async Task Midnight_is_one_event_with_the_new_day_in_its_id()
    {
        var clock = new StepClock(BeforeMidnight);
        await using var api = await RunningApi.StartAsync(clock, arguments: "--Ledger:Sweep=off");
        using var client = await SseClient.OpenAsync(api.Client, "/v1/figures/stream");
        (await client.EventAsync()).Id.ShouldBe("1.20260617");
        var midnight = new DateTimeOffset(2026, 6, 18, 0, 0, 0, TimeSpan.FromHours(8));
        while (!clock.IsAwaited(midnight))
        {
            await Task.Yield();
        }

        clock.MoveTo(midnight);
        var told = await client.EventAsync();
        told.Id.ShouldBe("1.20260618");
        told.Json.GetProperty("asOf").GetString().ShouldBe("2026-06-18");
    }
}
