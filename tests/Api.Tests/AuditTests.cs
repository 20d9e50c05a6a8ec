using System.Net;
using System.Text.Json;
using Npgsql;

namespace HazardLedger.Api.Tests;

/// <summary>`GET /v1/audits/invariants`: a sound ledger passes, and what somebody did behind the ledger's back is found.</summary>
public sealed class AuditTests
{
    private static async Task<string> StoriesAsync(RunningApi api)
    {
        var photo = await api.UploadAsync();
        var inspector = await api.ClientWithAsync("recorder", "P-11");
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        foreach (var (route, body) in new[]
        {
            ("gradings", Bodies.Grade("major")), ("rectification-orders", Bodies.Order()), ("listings", Bodies.Listing("L-1")), ("completion-reports", Bodies.Completion(photo)),
            ("acceptance-inspections", Bodies.Acceptance()), ("delistings", new { listingNo = "L-1", ground = "rectified" }), ("closures", new { kind = "rectified" }),
        })
        {
            var client = route == "acceptance-inspections" ? inspector : api.Client;
            var answer = await RunningApi.SendAsync(HttpMethod.Post, $"{path}/{route}", body, client, ("Idempotency-Key", route));
            answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        }

        var late = new { occurredOn = Bodies.Today.AddDays(-40).ToString("yyyy-MM-dd"), lateReason = "补录纸质台账", note = "说明" };
        var second = Bodies.Register("350304101");
        second["discoveredOn"] = Bodies.Today.AddDays(-60).ToString("yyyy-MM-dd");
        var other = (await api.PostAsync("/v1/hazards", second)).Location!;
        (await api.PostAsync($"{other}/notes", late)).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{other}/notes?propose=true", new { note = "待批" })).Status.ShouldBe(HttpStatusCode.Created);
        var voided = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{voided}/voidings", new { reason = "notFound" })).Status.ShouldBe(HttpStatusCode.Created);
        return path;
    }

    private static async Task<string[]> BrokenAsync(RunningApi api)
    {
        var audit = await api.GetAsync("/v1/audits/invariants");
        audit.Status.ShouldBe(HttpStatusCode.OK, audit.Text);
        return [.. audit["invariants"].EnumerateArray().Where(law => !law.GetProperty("holds").GetBoolean()).Select(law => law.GetProperty("id").GetString()!)];
    }

    [Fact]
    public async Task A_sound_ledger_holds_every_law_at_any_position()
    {
        await using var api = await RunningApi.StartAsync();
        await StoriesAsync(api);
        var audit = await api.GetAsync("/v1/audits/invariants");
        audit.Status.ShouldBe(HttpStatusCode.OK, audit.Text);
        audit["holds"].GetBoolean().ShouldBeTrue(audit.Text);
        audit["position"].GetInt64().ShouldBe(audit.Position!.Value);
        (audit["checked.streams"].GetInt32(), audit["checked.events"].GetInt32()).ShouldBe((3, 8 + 3 + 2));
        audit["invariants"].EnumerateArray().Select(law => law.GetProperty("id").GetString()).ShouldContain("I10");
        audit["digests.memory"].GetString().ShouldBe(audit["digests.replay"].GetString());
        (audit["late.count"].GetInt32(), audit["waiting"].GetInt32()).ShouldBe((1, 1));
        (audit["missing.0.paper"].GetString(), audit["missing.0.count"].GetInt32()).ShouldBe(("secondPerson", 1));
        (audit["alone.entries.0.act"].GetString(), audit["alone.entries.0.said"].GetBoolean()).ShouldBe(("void", true));
        audit["alone.entries.0.link"].GetString()!.ShouldStartWith("/v1/hazards/");
        for (var position = 0; position < audit.Position; position += 3)
        {
            var before = await api.GetAsync($"/v1/audits/invariants?position={position}");
            before["holds"].GetBoolean().ShouldBeTrue(before.Text);
            before["position"].GetInt64().ShouldBe(position);
        }
    }

    [Fact]
    public async Task It_is_the_auditors_and_can_be_followed_line_by_line()
    {
        await using var api = await RunningApi.StartAsync();
        await StoriesAsync(api);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/invariants", null, await api.ClientWithAsync("recorder"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var town = await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/invariants", null, await api.ClientWithAsync("auditor", areas: "350304101"));
        (town["holds"].GetBoolean(), town["checked.streams"].GetInt32()).ShouldBe((true, 1));
        var lines = (await api.GetAsync("/v1/audits/invariants", ("Accept", "application/x-ndjson"))).Text.TrimEnd().Split('\n');
        JsonSerializer.Deserialize<JsonElement>(lines[^1]).GetProperty("holds").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_row_a_changed_posting_and_a_changed_event_are_found()
    {
        await using var api = await RunningApi.StartAsync();
        await StoriesAsync(api);
        await RunAsync(api, "UPDATE hl.register SET place = 'elsewhere' WHERE position = (SELECT max(position) FROM hl.register)");
        (await BrokenAsync(api)).ShouldBe(["I7"]);
        await RunAsync(api, "ALTER TABLE hl.posting DISABLE TRIGGER USER; UPDATE hl.posting SET amount = amount + 1 WHERE position = 2; ALTER TABLE hl.posting ENABLE TRIGGER USER");
        (await BrokenAsync(api)).ShouldBe(["I7", "L3"]);
        await RunAsync(api, "ALTER TABLE es.mt_events DISABLE TRIGGER USER; UPDATE es.mt_events SET headers = jsonb_set(headers, '{actor,person}', '\"P-11\"') WHERE type = 'rectification_completion_reported'; ALTER TABLE es.mt_events ENABLE TRIGGER USER");
        (await BrokenAsync(api)).ShouldBe(["O", "I7", "I9", "L3"]);
        await RunAsync(api, "ALTER TABLE es.mt_events DISABLE TRIGGER USER; DELETE FROM es.mt_events WHERE type = 'acceptance_passed'; ALTER TABLE es.mt_events ENABLE TRIGGER USER");
        var broken = await BrokenAsync(api);
        broken.ShouldContain("V");
        broken.ShouldContain("I2");
        broken.ShouldContain("I3");
        await RunAsync(api, "ALTER TABLE es.mt_events DISABLE TRIGGER USER; DELETE FROM es.mt_events WHERE type = 'hazard_closed'; ALTER TABLE es.mt_events ENABLE TRIGGER USER");
        (await BrokenAsync(api)).ShouldContain("L2");
    }

    [Fact]
    public async Task More_enterprises_than_one_answer_shows_and_hazards_of_several_campaigns_break_no_law()
    {
        await using var api = await RunningApi.StartAsync();
        for (var batch = 0; batch < 6; batch++)
        {
            var lines = Enumerable.Range(100 * batch, 100).Select(at => new { command = "registrations", body = OfCampaigns(at), idempotencyKey = $"c/{at}" }).ToArray<object>();
            (await api.PostAsync("/v1/batches", lines)).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await BrokenAsync(api)).ShouldBeEmpty();
    }

    private static Dictionary<string, object?> OfCampaigns(int at)
    {
        var body = Bodies.Register();
        (body["site"], body["campaigns"]) = ($"SITE-{at}", new[] { "first", "second" });
        return body;
    }

    // A superuser can do this; the running program cannot.
    private static async Task RunAsync(RunningApi api, string sql)
    {
        await using var command = new NpgsqlCommand(sql, await api.Database.Owner.OpenConnectionAsync());
        await command.ExecuteNonQueryAsync();
        await command.Connection!.DisposeAsync();
    }
}
