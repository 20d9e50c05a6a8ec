using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>Who may see and record what: out of scope looks exactly like not there.</summary>
public sealed class ScopeTests
{
    [Fact]
    public async Task A_key_of_one_town_sees_and_records_only_there()
    {
        await using var api = await RunningApi.StartAsync();
        var ours = (await api.PostAsync("/v1/hazards", Bodies.Register("350304103"))).Location!;
        var theirs = (await api.PostAsync("/v1/hazards", Bodies.Register("350304001"))).Location!;
        var town = await api.ClientWithAsync("recorder", areas: "350304103");
        (await RunningApi.SendAsync(HttpMethod.Get, ours, null, town)).Status.ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { theirs, $"{theirs}/events", $"{theirs}/deadline", $"{theirs}/diff?from=v1&to=v1", $"{theirs}/figures" })
        {
            (await RunningApi.SendAsync(HttpMethod.Get, path, null, town)).Code.ShouldBe("notFound", path);
        }

        (await RunningApi.SendAsync(HttpMethod.Post, $"{theirs}/notes", new { note = "x" }, town)).Code.ShouldBe("notFound");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register("350304001"), town)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register("350304103"), town)).Status.ShouldBe(HttpStatusCode.Created);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/hazards?total=true", null, town))["total"].GetInt32().ShouldBe(2);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, town))["found"].GetInt32().ShouldBe(2);
        var page = (await RunningApi.SendAsync(HttpMethod.Get, "/v1/events", null, town))["items"].EnumerateArray().ToList();
        page.Select(e => e.GetProperty("position").GetInt64()).ShouldBe([2, 4], "neither the other town's nor the ledger's own");
        var lines = await RunningApi.SendAsync(HttpMethod.Get, "/v1/events", null, town, ("Accept", "application/x-ndjson"));
        lines.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(page.Select(e => e.GetRawText()));
        (await api.GetAsync("/v1/figures"))["found"].GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_correction_may_not_move_a_hazard_out_of_ones_own_reach()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register("350304103"))).Location!;
        var town = await api.ClientWithAsync("recorder", areas: "350304103");
        var move = new { field = "area", newValue = "350302001", reason = "记错" };
        (await RunningApi.SendAsync(HttpMethod.Post, $"{path}/corrections?propose=true", move, town)).Status.ShouldBe(HttpStatusCode.Created, "whoever may not do it may ask for it");
        var other = await api.ClientWithAsync("recorder", "P-31", areas: "350304103");
        (await RunningApi.SendAsync(HttpMethod.Post, $"{path}/proposals/1/approvals", "{}", other)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await api.PostAsync($"{path}/corrections", move)).Status.ShouldBe(HttpStatusCode.Created);
        (await RunningApi.SendAsync(HttpMethod.Get, path, null, town)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("reader", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("recorder", HttpStatusCode.Created)]
    public async Task Only_roles_that_record_may_post(string role, HttpStatusCode expected)
    {
        await using var api = await RunningApi.StartAsync();
        var client = await api.ClientWithAsync(role);
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client)).Status.ShouldBe(expected);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, client)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_told()
    {
        await using var api = await RunningApi.StartAsync();
        using var nobody = api.ClientOf(null);
        foreach (var path in new[] { "/v1/figures", "/v1/hazards", "/v1/events", "/v1/nothing" })
        {
            (await RunningApi.SendAsync(HttpMethod.Get, path, null, nobody)).Status.ShouldBe(HttpStatusCode.Unauthorized, path);
        }

        (await RunningApi.SendAsync(HttpMethod.Get, "/health/live", null, nobody)).Status.ShouldBe(HttpStatusCode.OK);
        (await RunningApi.SendAsync(HttpMethod.Get, "/health/ready", null, nobody)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_with_the_permission_to_import_may_a_body_say_who_acted_and_an_importer_must()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Bodies.Register();
        body["actor"] = new { person = "P-5", organisation = "OTHER", role = "inspector" };
        var recorder = await api.ClientWithAsync("recorder");
        var importer = await api.ClientWithAsync("importer", "P-8");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", body, recorder)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), importer)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var made = await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", body, importer);
        made["recorded.0.actor.person"].GetString().ShouldBe("P-5");
        made["recorded.0.channel"].GetString().ShouldBe("import");
    }
}
