using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>Idempotency keys, versions and races on the wire.</summary>
public sealed class PreconditionTests
{
    [Fact]
    public async Task The_same_key_and_body_get_the_stored_answer_again_and_another_body_422()
    {
        await using var api = await RunningApi.StartAsync();
        var first = await api.PostAsync("/v1/hazards", Bodies.Register(), ("Idempotency-Key", "k-1"));
        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        var again = await api.PostAsync("/v1/hazards", Bodies.Register(), ("Idempotency-Key", "k-1"));
        again.Status.ShouldBe(HttpStatusCode.Created);
        again["recorded"].GetRawText().ShouldBe(first["recorded"].GetRawText());
        again.Location.ShouldBe(first.Location);
        again.ETag.ShouldBe(first.ETag);
        (await api.PostAsync("/v1/hazards", Bodies.Register(description: "另一处"), ("Idempotency-Key", "k-1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var other = await api.ClientWithAsync("recorder");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), other, ("Idempotency-Key", "k-1"))).Location.ShouldNotBe(first.Location);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered_under_its_key()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var report = Bodies.Completion(await api.UploadAsync());
        (await api.PostAsync($"{path}/completion-reports", report, ("Idempotency-Key", "k"))).Code.ShouldBe("notOrdered");
        (await api.PostAsync($"{path}/rectification-orders", Bodies.Order())).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/completion-reports", report, ("Idempotency-Key", "k"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task If_Match_reads_the_version_before_the_dot_and_a_stale_one_gets_412_with_the_present_ETag()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/notes", new { note = "一" }, ("If-Match", "\"1.20200101\""))).Status.ShouldBe(HttpStatusCode.Created);
        var stale = await api.PostAsync($"{path}/notes", new { note = "二" }, ("If-Match", "\"1\""));
        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.ETag.ShouldStartWith("\"2.");
        (await api.PostAsync($"{path}/notes", new { note = "二" }, ("If-Match", "\"soon\""))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_sixteen_that_name_the_same_version_exactly_one_wins_and_nobody_sees_a_500()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => api.PostAsync($"{path}/notes", new { note = $"第{i}条" }, ("If-Match", "\"1\""))));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(15);
    }

    [Fact]
    public async Task Sixteen_without_a_version_are_decided_on_the_newest_state_one_after_the_other()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/rectification-orders", Bodies.Order())).Status.ShouldBe(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => api.PostAsync($"{path}/gradings", Bodies.Grade("major"))));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.ServiceUnavailable);
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Natural_keys_are_claimed_once()
    {
        await using var api = await RunningApi.StartAsync();
        (await api.PostAsync("/v1/hazards", Bodies.Register(external: "A-1"))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync("/v1/hazards", Bodies.Register(external: "A-1"))).Code.ShouldBe("externalIdTaken");
        (await api.GetAsync("/v1/hazards?external=test:A-1"))["items"].GetArrayLength().ShouldBe(1);
        var paths = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            paths.Add((await api.PostAsync("/v1/hazards", Bodies.Register())).Location!);
            await api.PostAsync($"{paths[i]}/gradings", Bodies.Grade("major"));
        }

        (await api.PostAsync($"{paths[0]}/listings", Bodies.Listing("L-9"))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{paths[1]}/listings", Bodies.Listing("L-9"))).Code.ShouldBe("listingNoTaken");
    }
}
