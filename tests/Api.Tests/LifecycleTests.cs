using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>The main path of a hazard over HTTP, with what each answer promises.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task A_major_hazard_goes_from_registration_through_listing_to_closing_and_every_answer_names_its_version()
    {
        await using var api = await RunningApi.StartAsync();
        var photo = await api.UploadAsync();
        var registered = await api.PostAsync("/v1/hazards", Bodies.Register());
        registered.Status.ShouldBe(HttpStatusCode.Created, registered.Text);
        var path = registered.Location!;
        registered["number"].GetString().ShouldBe($"350304-{Bodies.Today.Year}-000001");
        registered["recorded.0.type"].GetString().ShouldBe("hazard_registered");
        registered["recorded.0.actor.person"].GetString().ShouldBe("P-ADMIN");
        registered.ETag.ShouldBe($"\"1.{Bodies.Today:yyyyMMdd}\"");

        var inspector = await api.ClientWithAsync("administrator", "P-77", "HazardLedger");
        var version = 1;
        foreach (var (route, body, type) in Steps(photo))
        {
            // Whoever reports the completion does not inspect it.
            var client = route == "acceptance-inspections" ? inspector : api.Client;
            var answer = await RunningApi.SendAsync(HttpMethod.Post, $"{path}/{route}", body, client);
            answer.Status.ShouldBe(HttpStatusCode.Created, $"{route}: {answer.Text}");
            answer["recorded.0.type"].GetString().ShouldBe(type);
            answer["version"].GetInt32().ShouldBe(++version);
            answer.ETag.ShouldStartWith($"\"{version}.");
            answer.Position.ShouldBe(answer["recorded.0.position"].GetInt64());
        }

        await ReadsAgreeAsync(api, path, version, registered);
    }

    [Fact]
    public async Task A_refusal_teaches_its_code_clause_state_and_what_is_allowed_in_the_callers_language()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var refused = await api.PostAsync($"{path}/closures", new { kind = "rectified" });
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.MediaType.ShouldBe("application/problem+json");
        refused.Code.ShouldBe("notAccepted");
        refused["title"].GetString().ShouldBe("The hazard has not passed its acceptance.");
        refused["clause"].GetString().ShouldBe("WSL-65");
        refused["state.lifecycle"].GetString().ShouldBe("registered");
        refused["allowed"].EnumerateArray().Select(allowed => allowed.GetString()).ShouldContain("rectification-orders");
        using var chinese = api.ClientOf(api.Secret);
        chinese.DefaultRequestHeaders.AcceptLanguage.Clear();
        chinese.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        (await RunningApi.SendAsync(HttpMethod.Post, $"{path}/closures", new { kind = "rectified" }, chinese))["title"].GetString().ShouldBe("隐患尚未验收合格。");
    }

    [Fact]
    public async Task What_is_so_already_is_answered_200_with_nothing_recorded()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/gradings", Bodies.Grade("general"))).Status.ShouldBe(HttpStatusCode.Created);
        var again = await api.PostAsync($"{path}/gradings", Bodies.Grade("general"));
        again.Status.ShouldBe(HttpStatusCode.OK);
        again["recorded"].GetArrayLength().ShouldBe(0);
        again.ETag.ShouldStartWith("\"2.");
    }

    [Fact]
    public async Task A_number_that_the_database_no_longer_knows_to_have_given_is_passed_over()
    {
        await using var api = await RunningApi.StartAsync();
        var first = await api.PostAsync("/v1/hazards", Bodies.Register());
        await api.Database.ExecuteAsync("SET session_replication_role = replica; UPDATE hl.number SET last = 0; RESET session_replication_role"); // as after a power failure: drawing does not wait for the disk

        var second = await api.PostAsync("/v1/hazards", Bodies.Register());
        var third = await api.PostAsync("/v1/hazards", Bodies.Register());

        second.Status.ShouldBe(HttpStatusCode.Created, second.Text);
        new[] { first, second, third }.Select(answer => answer["number"].GetString()![^6..]).ShouldBe(["000001", "000002", "000003"]);
    }

    [Fact]
    public async Task A_merger_records_in_both_streams_at_consecutive_positions_or_in_neither()
    {
        await using var api = await RunningApi.StartAsync();
        var survivor = await api.PostAsync("/v1/hazards", Bodies.Register());
        var duplicate = await api.PostAsync("/v1/hazards", Bodies.Register());
        duplicate["similar"].GetArrayLength().ShouldBe(1);
        var merged = await api.PostAsync($"{duplicate.Location}/mergers", new { survivor = survivor["id"].GetString(), reason = "同一处" });
        merged.Status.ShouldBe(HttpStatusCode.Created, merged.Text);
        merged["recorded"].EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldBe(["hazard_merged", "duplicate_absorbed"]);
        merged["recorded.1.position"].GetInt64().ShouldBe(merged["recorded.0.position"].GetInt64() + 1);
        (await api.GetAsync(survivor.Location!))["version"].GetInt32().ShouldBe(2);
        (await api.GetAsync(duplicate.Location!))["mergedInto"].GetString().ShouldBe(survivor["id"].GetString());

        var third = await api.PostAsync("/v1/hazards", Bodies.Register());
        var into = await api.PostAsync($"{third.Location}/mergers", new { survivor = duplicate["id"].GetString(), reason = "同一处" });
        into.Code.ShouldBe("survivorIsGone");
        (await api.GetAsync(third.Location!))["version"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_entry_is_as_if_it_had_never_been_and_one_that_others_stand_on_is_kept()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var order = await api.PostAsync($"{path}/rectification-orders", Bodies.Order());
        var entry = order["recorded.0.position"].GetInt64();
        (await api.PostAsync($"{path}/completion-reports", Bodies.Completion(await api.UploadAsync()))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/entries/{entry}/cancellations", new { reason = "记错了隐患" })).Code.ShouldBe("contradictsLaterSteps");
        var completion = (await api.GetAsync($"{path}/events"))["items.2.position"].GetInt64();
        (await api.PostAsync($"{path}/entries/{completion}/cancellations", new { reason = "记错了隐患" })).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/entries/{entry}/cancellations", new { reason = "记错了隐患" })).Status.ShouldBe(HttpStatusCode.Created);
        (await api.GetAsync(path))["lifecycle"].GetString().ShouldBe("registered");
        (await api.PostAsync($"{path}/entries/999999/cancellations", new { reason = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ValidateOnly_says_what_would_be_recorded_and_records_nothing()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var would = await api.PostAsync($"{path}/gradings?validateOnly=true", Bodies.Grade("major"));
        would.Status.ShouldBe(HttpStatusCode.OK, would.Text);
        would["wouldRecord.0.type"].GetString().ShouldBe("hazard_graded");
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(1);
        (await api.PostAsync($"{path}/closures?validateOnly=true", new { kind = "rectified" })).Code.ShouldBe("notAccepted");
    }

    private static async Task ReadsAgreeAsync(RunningApi api, string path, int version, Answer registered)
    {
        var state = await api.GetAsync(path);
        state["lifecycle"].GetString().ShouldBe("closed");
        state["listings.0.status"].GetString().ShouldBe("delisted");
        state["listing"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await api.GetAsync($"{path}/events?expand=state"))["items"].GetArrayLength().ShouldBe(version);
        (await api.GetAsync($"{path}?version=1"))["lifecycle"].GetString().ShouldBe("registered");
        (await api.GetAsync($"{path}/diff?from=v1&to=v3"))["changes"].GetArrayLength().ShouldBeGreaterThan(2);
        (await api.GetAsync($"{path}/deadline"))["setBy.type"].GetString().ShouldBe("hazard_listed");
        (await api.GetAsync($"/v1/hazards/{registered["number"].GetString()}"))["id"].GetString().ShouldBe(registered["id"].GetString());
    }

    private static (string Route, object Body, string Type)[] Steps(string photo) =>
    [
        ("gradings", Bodies.Grade("major"), "hazard_graded"),
        ("rectification-orders", Bodies.Order(), "rectification_ordered"),
        ("listings", Bodies.Listing("L-1"), "hazard_listed"),
        ("listing-publications", new { listingNo = "L-1", medium = "区政府网站" }, "listing_published"),
        ("completion-reports", Bodies.Completion(photo), "rectification_completion_reported"),
        ("acceptance-inspections", Bodies.Acceptance("failed"), "acceptance_failed"),
        ("completion-reports", Bodies.Completion(photo), "rectification_completion_reported"),
        ("acceptance-inspections", Bodies.Acceptance(), "acceptance_passed"),
        ("delisting-requests", new { listingNo = "L-1" }, "delisting_requested"),
        ("delistings", new { listingNo = "L-1", ground = "rectified" }, "hazard_delisted"),
        ("closures", new { kind = "rectified" }, "hazard_closed"),
        ("notes", new { note = "已归档" }, "note_added"),
    ];
}
