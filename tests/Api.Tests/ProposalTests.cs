using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>What takes two people, over HTTP: one key proposes, another approves or refuses.</summary>
public sealed class ProposalTests
{
    private static readonly object NotFound = new { reason = "notFound", note = "现场查无此项" };

    private static Task<Answer> PostAsync(HttpClient client, string path, object? body = null, params (string, string)[] headers) =>
        RunningApi.SendAsync(HttpMethod.Post, path, body ?? "{}", client, headers);

    private static Task<Answer> GetAsync(HttpClient client, string path) => RunningApi.SendAsync(HttpMethod.Get, path, null, client);

    [Fact]
    public async Task One_recorder_proposes_and_another_approves()
    {
        await using var api = await RunningApi.StartAsync();
        var (first, second) = (await api.ClientWithAsync("recorder", "P-20"), await api.ClientWithAsync("recorder", "P-21"));
        var path = (await PostAsync(first, "/v1/hazards", Bodies.Register())).Location!;

        var alone = await PostAsync(first, $"{path}/voidings", NotFound);
        (alone.Status, alone.Code).ShouldBe((HttpStatusCode.Conflict, "secondPersonRequired"));
        alone["allowed.0"].GetString().ShouldBe("voidings?propose=true");

        var found = (await GetAsync(first, "/v1/figures"))["found"].GetInt64();
        var proposed = await PostAsync(first, $"{path}/voidings?propose=true", NotFound);
        proposed.Status.ShouldBe(HttpStatusCode.Created, proposed.Text);
        proposed["recorded.0.type"].GetString().ShouldBe("command_proposed");
        proposed["recorded.0.data.body.reason"].GetString().ShouldBe("notFound");
        (await GetAsync(first, "/v1/figures"))["found"].GetInt64().ShouldBe(found);
        var waiting = await GetAsync(second, path);
        waiting["lifecycle"].GetString().ShouldBe("registered");
        (waiting["proposals.0.n"].GetInt32(), waiting["proposals.0.command"].GetString(), waiting["proposals.0.state"].GetString(), waiting["proposals.0.proposedBy.person"].GetString())
            .ShouldBe((1, "voidings", "pending", "P-20"));

        (await PostAsync(first, $"{path}/proposals/1/approvals")).Code.ShouldBe("ownRequest");
        var approved = await PostAsync(second, $"{path}/proposals/1/approvals");
        approved.Status.ShouldBe(HttpStatusCode.Created, approved.Text);
        approved["recorded.0.type"].GetString().ShouldBe("hazard_voided");
        (approved["recorded.0.actor.person"].GetString(), approved["recorded.0.approvedBy.person"].GetString(), approved["recorded.0.note"].GetString()).ShouldBe(("P-20", "P-21", "现场查无此项"));
        (await PostAsync(second, $"{path}/proposals/1/approvals")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(second, path))["proposals.0.state"].GetString().ShouldBe("approved");
        (await GetAsync(first, "/v1/figures"))["found"].GetInt64().ShouldBe(found - 1);
    }

    [Fact]
    public async Task A_refused_one_cannot_be_approved_and_what_was_never_proposed_is_unknown()
    {
        await using var api = await RunningApi.StartAsync();
        var (first, second) = (await api.ClientWithAsync("recorder", "P-20"), await api.ClientWithAsync("recorder", "P-21"));
        var path = (await PostAsync(first, "/v1/hazards", Bodies.Register())).Location!;
        (await PostAsync(second, $"{path}/proposals/1/approvals")).Code.ShouldBe("proposalUnknown");
        (await PostAsync(second, $"{path}/proposals/x/approvals")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(first, $"{path}/voidings?propose=true", NotFound)).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(first, $"{path}/voidings?propose=true", NotFound)).Status.ShouldBe(HttpStatusCode.OK, "asked twice, it waits once");
        (await PostAsync(second, $"{path}/proposals/1/refusals", new { })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(second, $"{path}/proposals/1/refusals", new { reason = "确有其事" })).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(second, $"{path}/proposals/1/approvals")).Code.ShouldBe("proposalSettled");
        (await GetAsync(second, path))["lifecycle"].GetString().ShouldBe("registered");
    }

    [Fact]
    public async Task An_approved_merger_records_in_both_streams()
    {
        await using var api = await RunningApi.StartAsync();
        var (first, second) = (await api.ClientWithAsync("recorder", "P-20"), await api.ClientWithAsync("recorder", "P-21"));
        var survivor = await PostAsync(first, "/v1/hazards", Bodies.Register());
        var duplicate = await PostAsync(first, "/v1/hazards", Bodies.Register());
        var body = new { survivor = survivor["id"].GetString(), reason = "同一处" };
        (await PostAsync(first, $"{duplicate.Location}/mergers?propose=true", new { survivor = Guid.NewGuid(), reason = "同一处" })).Code.ShouldBe("survivorUnknown");
        (await PostAsync(first, $"{duplicate.Location}/mergers?propose=true", body))["recorded"].GetArrayLength().ShouldBe(1);
        (await GetAsync(first, survivor.Location!))["version"].GetInt32().ShouldBe(1);
        var merged = await PostAsync(second, $"{duplicate.Location}/proposals/1/approvals");
        merged["recorded"].EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldBe(["hazard_merged", "duplicate_absorbed"]);
        merged["recorded"].EnumerateArray().Select(e => e.GetProperty("approvedBy").GetProperty("person").GetString()).ShouldBe(["P-21", "P-21"]);
        (await GetAsync(first, survivor.Location!))["proposals"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Proposing_can_be_tried_out_and_is_another_request_than_doing()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var would = await api.PostAsync($"{path}/voidings?propose=true&validateOnly=true", NotFound);
        would["wouldRecord.0.type"].GetString().ShouldBe("command_proposed");
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(1);
        (await api.PostAsync($"{path}/closures?propose=true&validateOnly=true", new { kind = "rectified" })).Code.ShouldBe("notAccepted");
        (await api.PostAsync($"{path}/notes?propose=true", new { note = "x" }, ("Idempotency-Key", "k"))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/notes?propose=true", new { note = "x" }, ("Idempotency-Key", "k")))["recorded"].GetArrayLength().ShouldBe(1);
        (await api.PostAsync($"{path}/notes", new { note = "x" }, ("Idempotency-Key", "k"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Nobody_proposes_or_decides_in_anothers_name()
    {
        await using var api = await RunningApi.StartAsync();
        var importer = await api.ClientWithAsync("importer", "P-8");
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var named = new { reason = "notFound", actor = new { person = "P-5", organisation = "OTHER", role = "inspector" } };
        (await PostAsync(importer, $"{path}/voidings?propose=true", named)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await api.PostAsync($"{path}/voidings?propose=true", named)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync($"{path}/voidings?propose=true", NotFound)).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(importer, $"{path}/proposals/1/approvals")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await api.PostAsync($"{path}/proposals/1/approvals", new { named.actor })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync("/v1/hazards?propose=true", Bodies.Register())).Code.ShouldBe("unknownParameter");
        (await api.PostAsync($"{path}/proposals/1/approvals?propose=true", new { })).Code.ShouldBe("unknownParameter");
    }

    [Fact]
    public async Task An_administrator_may_act_alone_and_the_entry_says_so()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var voided = await api.PostAsync($"{path}/voidings", NotFound);
        voided.Status.ShouldBe(HttpStatusCode.Created, voided.Text);
        voided["recorded.0.missing.0"].GetString().ShouldBe("secondPerson");
    }

    [Fact]
    public async Task What_waits_is_found_by_those_who_may_see_it()
    {
        await using var api = await RunningApi.StartAsync();
        var town = await api.ClientWithAsync("recorder", "P-30", areas: "350304103");
        var paths = new List<string>();
        foreach (var area in new[] { "350304103", "350304101", "350304103" })
        {
            paths.Add((await api.PostAsync("/v1/hazards", Bodies.Register(area))).Location!);
            (await api.PostAsync($"{paths[^1]}/voidings?propose=true", NotFound)).Status.ShouldBe(HttpStatusCode.Created);
        }

        (await api.GetAsync("/v1/proposals"))["items"].GetArrayLength().ShouldBe(3);
        (await api.GetAsync("/v1/proposals?area=350304101"))["items"].GetArrayLength().ShouldBe(1);
        var mine = await GetAsync(town, "/v1/proposals?limit=1");
        mine["items.0.proposal.command"].GetString().ShouldBe("voidings");
        var rest = await GetAsync(town, $"/v1/proposals?limit=5&cursor={mine["next"].GetString()}");
        rest["items"].GetArrayLength().ShouldBe(1);
        rest["next"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await PostAsync(town, $"{paths[1]}/proposals/1/approvals")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(town, $"{paths[0]}/proposals/1/approvals")).Status.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(town, $"{paths[2]}/proposals/1/refusals", new { reason = "确有其事" })).Status.ShouldBe(HttpStatusCode.Created);
        (await GetAsync(town, "/v1/proposals"))["items"].GetArrayLength().ShouldBe(0);
        (await GetAsync(town, "/v1/proposals?state=approved"))["items.0.number"].GetString().ShouldNotBeNull();
        (await GetAsync(town, "/v1/proposals?cursor=x")).Code.ShouldBe("badCursor");
    }

    [Fact]
    public async Task A_batch_neither_proposes_nor_approves()
    {
        await using var api = await RunningApi.StartAsync();
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        await api.PostAsync($"{made.Location}/voidings?propose=true", NotFound);
        var batch = await api.PostAsync("/v1/batches", new[] { new { hazard = made["id"].GetString(), command = "approvals", body = new { n = 1 } } });
        batch["items.0.status"].GetInt32().ShouldBe(400);
    }
}
