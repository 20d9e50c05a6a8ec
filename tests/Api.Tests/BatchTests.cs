using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>Many commands in one request: each by itself, or all or none.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Each_item_is_answered_by_itself_and_a_refused_one_stops_nobody()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync("/v1/batches", new object[]
        {
            new { command = "registrations", body = Bodies.Register(external: "B-1"), idempotencyKey = "b/1" },
            new { external = new { system = "test", id = "B-1" }, command = "closures", body = new { kind = "rectified" } },
            new { external = new { system = "test", id = "B-1" }, command = "gradings", body = Bodies.Grade("general") },
            new { external = new { system = "test", id = "nobody" }, command = "notes", body = new { note = "x" } },
            new { command = "surprises", body = new { } },
        });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer["items"].EnumerateArray().Select(item => item.GetProperty("status").GetInt32()).ShouldBe([201, 409, 201, 404, 400]);
        answer["items.1.code"].GetString().ShouldBe("notAccepted");
        var again = await api.PostAsync("/v1/batches", new object[] { new { command = "registrations", body = Bodies.Register(external: "B-1"), idempotencyKey = "b/1" } });
        again["items.0.answer.id"].GetString().ShouldBe(answer["items.0.answer.id"].GetString());
    }

    [Fact]
    public async Task An_atomic_batch_stands_whole_or_not_at_all()
    {
        await using var api = await RunningApi.StartAsync();
        var named = new { system = "test", id = "C-1" };
        object[] good =
        [
            new { command = "registrations", body = Bodies.Register(external: "C-1") },
            new { external = named, command = "gradings", body = Bodies.Grade("major") },
            new { external = named, command = "rectification-orders", body = Bodies.Order() },
        ];
        var refused = await api.PostAsync("/v1/batches?mode=atomic", (object[])[.. good, new { external = named, command = "closures", body = new { kind = "rectified" } }]);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused["line"].GetInt32().ShouldBe(3);
        (await api.GetAsync("/v1/hazards?external=test:C-1"))["items"].GetArrayLength().ShouldBe(0);

        var recorded = await api.PostAsync("/v1/batches?mode=atomic", good, ("Idempotency-Key", "c"));
        recorded.Status.ShouldBe(HttpStatusCode.Created, recorded.Text);
        recorded["recorded"].GetArrayLength().ShouldBe(3);
        var positions = recorded["recorded"].EnumerateArray().Select(e => e.GetProperty("position").GetInt64()).ToList();
        positions.ShouldBe([positions[0], positions[0] + 1, positions[0] + 2]);
        (await api.PostAsync("/v1/batches?mode=atomic", good, ("Idempotency-Key", "c")))["recorded"].GetArrayLength().ShouldBe(3);
        (await api.GetAsync("/v1/figures"))["major.found"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Lines_of_NDJSON_are_a_batch_too_and_too_many_items_are_refused()
    {
        await using var api = await RunningApi.StartAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 3).Select(i => System.Text.Json.JsonSerializer.Serialize(new { command = "registrations", body = Bodies.Register(external: $"N-{i}") })));
        using var content = new StringContent(lines, System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await api.Client.PostAsync(new Uri("/v1/batches", UriKind.Relative), content);
        (await Answer.OfAsync(response))["items"].GetArrayLength().ShouldBe(3);
        (await api.PostAsync("/v1/batches", Enumerable.Range(0, 1001).Select(_ => new { command = "notes", body = new { } }))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync("/v1/batches", Array.Empty<object>())).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync("/v1/batches?mode=maybe", Array.Empty<object>())).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
