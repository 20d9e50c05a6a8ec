using System.Net;
using System.Security.Cryptography;

namespace HazardLedger.Api.Tests.Webhooks;

/// <summary>Several receivers, and several programs that send.</summary>
public sealed class WebhookCompanyTests
{
    private const string Private = "--Webhooks:AllowPrivate=true";

    [Fact]
    public async Task A_receiver_that_does_not_answer_keeps_nobody_else_waiting()
    {
        await using var mute = await Receiver.StartAsync();
        await using var ready = await Receiver.StartAsync();
        var released = new TaskCompletionSource();
        mute.Holds = _ => released.Task;
        await using var api = await RunningApi.StartAsync(arguments: Private);
        var (muted, _) = await WebhookTests.MakeAsync(api, new { url = mute.Url });
        var (heard, _) = await WebhookTests.MakeAsync(api, new { url = ready.Url });
        var first = await api.PostAsync("/v1/hazards", Bodies.Register());
        (await mute.NextAsync()).Id.ShouldBe($"evt_{first.Position}");
        (await ready.NextAsync()).Id.ShouldBe($"evt_{first.Position}");
        for (var i = 0; i < 3; i++)
        {
            var next = await api.PostAsync($"{first.Location}/notes", new { note = $"{i}" });
            (await ready.NextAsync()).Id.ShouldBe($"evt_{next.Position}");
        }

        released.SetResult();
        await WebhookTests.DeliveryAsync(api, muted, first.Position!.Value, attempts: 1);
        (await api.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM hl.delivery_attempt a JOIN hl.delivery_attempt m ON m.webhook = '{muted}' AND m.position = {first.Position} AND m.n = 1 WHERE a.webhook = '{heard}' AND a.at < m.at"))
            .ShouldBeGreaterThan(2, "all of that happened before the mute one was given up or answered");
    }

    [Fact]
    public async Task A_filter_by_area_takes_what_lies_in_it_and_a_replay_begins_where_it_is_told()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: Private);
        var (hook, _) = await WebhookTests.MakeAsync(api, new { url = receiver.Url, areas = new[] { "350304103" } });
        var outside = await api.PostAsync("/v1/hazards", Bodies.Register("350304001"));
        Answer[] inside = [await api.PostAsync("/v1/hazards", Bodies.Register("350304103")), await api.PostAsync("/v1/hazards", Bodies.Register("350304103"))];
        string[] ids = [(await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id];
        ids.Order(StringComparer.Ordinal).ShouldBe(inside.Select(answer => $"evt_{answer.Position}").Order(StringComparer.Ordinal));
        foreach (var answer in inside)
        {
            await WebhookTests.DeliveryAsync(api, hook, answer.Position!.Value, attempts: 1);
        }

        (await api.PostAsync($"/v1/webhooks/{hook}/redeliveries", new { position = outside.Position })).Status.ShouldBe(HttpStatusCode.NotFound, "not for this webhook, asked for or not");
        (await api.PostAsync($"/v1/webhooks/{hook}/replays", new { from = inside[1].Position }))["queued"].GetInt32().ShouldBe(1);
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{inside[1].Position}");
        await WebhookTests.DeliveryAsync(api, hook, inside[1].Position!.Value, attempts: 2);
        receiver.Waiting.ShouldBe(0, "nothing of before");

        var log = await api.GetAsync($"/v1/webhooks/{hook}/deliveries?limit=1");
        (log["items.0.position"].GetInt64(), log["next"].GetInt64()).ShouldBe((inside[1].Position!.Value, inside[1].Position!.Value), "newest first");
        var older = await api.GetAsync($"/v1/webhooks/{hook}/deliveries?limit=1&before={log["next"].GetInt64()}");
        (older["items.0.position"].GetInt64(), older["items.0.attempts.0.status"].GetInt32()).ShouldBe((inside[0].Position!.Value, 204));
    }

    [Fact]
    public async Task Two_programs_with_one_key_send_everything_and_keep_each_hazards_order()
    {
        const int Notes = 8;
        await using var receiver = await Receiver.StartAsync();
        var key = $"--Webhooks:Key={Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";
        await using var a = await RunningApi.StartAsync(arguments: [Private, key]);
        await using var b = await RunningApi.StartAsync(shared: a.Database, arguments: [Private, key]);
        var (_, secret) = await WebhookTests.MakeAsync(a, new { url = receiver.Url, types = new[] { "note_added" } });
        var hazards = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => a.PostAsync("/v1/hazards", Bodies.Register())));
        for (var i = 0; i < Notes; i++)
        {
            await Task.WhenAll(hazards.Select((hazard, at) => ((i + at) % 2 == 0 ? a : b).PostAsync($"{hazard.Location}/notes", new { note = $"{i}" })));
        }

        await a.Database.UntilAsync($"SELECT count(*) = {hazards.Length * Notes} AND NOT bool_or(pending) FROM hl.delivery");
        var came = new List<Received>();
        while (receiver.Waiting > 0)
        {
            came.Add(await receiver.NextAsync());
        }

        came.ShouldAllBe(message => message.IsSignedWith(secret));
        came.GroupBy(message => message.Json.GetProperty("hazard").GetGuid()).Count().ShouldBe(hazards.Length);
        foreach (var mine in came.GroupBy(message => message.Json.GetProperty("hazard").GetGuid()))
        {
            var positions = mine.Select(message => message.Json.GetProperty("position").GetInt64()).ToList();
            positions.ShouldBe([.. positions.Order()], "a later one never before an earlier one");
            positions.Distinct().Count().ShouldBe(Notes);
        }
    }

    [Fact]
    public async Task A_program_with_a_key_of_its_own_leaves_anothers_webhooks_to_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var a = await RunningApi.StartAsync(arguments: Private);
        await using var b = await RunningApi.StartAsync(shared: a.Database, arguments: Private);
        var (hookA, secretA) = await WebhookTests.MakeAsync(a, new { url = receiver.Url });
        var (hookB, secretB) = await WebhookTests.MakeAsync(b, new { url = receiver.Url });
        var posted = await b.PostAsync("/v1/hazards", Bodies.Register());
        Received[] both = [await receiver.NextAsync(), await receiver.NextAsync()];
        both.ShouldAllBe(message => message.Id == $"evt_{posted.Position}");
        (both.Count(message => message.IsSignedWith(secretA)), both.Count(message => message.IsSignedWith(secretB))).ShouldBe((1, 1));
        (await b.PostAsync($"/v1/webhooks/{hookA}/secrets", new { })).Status.ShouldBe(HttpStatusCode.NotFound, "it could not seal it so that the other can open it");
        (await b.PostAsync($"/v1/webhooks/{hookB}/secrets", new { })).Status.ShouldBe(HttpStatusCode.Created);
    }
}
