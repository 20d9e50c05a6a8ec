using System.Net;
using HazardLedger.Api.Access;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>One photograph used twice: seen wherever it matters, and nobody is stopped.</summary>
public sealed class FlagTests
{
    [Fact]
    public async Task The_same_file_on_two_hazards_is_flagged_on_both_and_stops_nobody()
    {
        await using var api = await RunningApi.StartAsync();
        var (photo, own) = (await api.UploadAsync("twice"), await api.UploadAsync("once"));
        var (one, two) = (await RegisterAsync(api, "350304103"), await RegisterAsync(api, "350302001"));
        var first = await CiteAsync(api, one, photo, "after");
        (await CiteAsync(api, one, own, "after"))["flags"].GetArrayLength().ShouldBe(0);
        first["flags"].GetArrayLength().ShouldBe(0);
        var before = await api.GetAsync($"/v1/hazards/{one}");

        var second = await CiteAsync(api, two, photo, "before");

        (second.Status, second["flags.0.hazard"].GetGuid(), second["flags.0.sha256"].GetString(), Words(second["flags.0.flags"])).ShouldBe((HttpStatusCode.Created, two, photo, "sameFileElsewhere"));
        var after = await api.GetAsync($"/v1/hazards/{one}", ("If-None-Match", before.ETag!));
        after.Status.ShouldBe(HttpStatusCode.OK, "the flag came without an event of this hazard");
        (Words(after["evidence.0.flags"]), Words(after["evidence.1.flags"]), Words((await api.GetAsync($"/v1/hazards/{two}"))["evidence.0.flags"])).ShouldBe(("sameFileElsewhere", "", "sameFileElsewhere"));
        (await api.GetAsync($"/v1/hazards/{one}", ("If-None-Match", after.ETag!))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await api.GetAsync($"/v1/hazards/{one}?version=2"))["evidence.0.flags"].GetArrayLength().ShouldBe(0, "the past is told as it was known");
        (await api.PostAsync($"/v1/hazards/{one}/notes", new { note = "无妨" }, ("If-Match", after.ETag!))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_file_that_shows_before_and_after_is_flagged_even_in_one_entry()
    {
        await using var api = await RunningApi.StartAsync();
        var photo = await api.UploadAsync();
        var (one, two) = (await RegisterAsync(api, "350304103"), await RegisterAsync(api, "350304103"));
        await CiteAsync(api, one, photo, "before");

        var answer = await CiteAsync(api, one, photo, "after");

        Words(answer["flags.0.flags"]).ShouldBe("afterEqualsBefore");
        var files = (await api.GetAsync($"/v1/hazards/{one}"))["evidence"].EnumerateArray().ToList();
        files.Select(file => (file.GetProperty("kind").GetString(), Words(file.GetProperty("flags")))).ShouldBe([("before", "afterEqualsBefore"), ("after", "afterEqualsBefore")]);
        var other = await api.UploadAsync("other");
        var both = await api.PostAsync($"/v1/hazards/{two}/evidence", new { evidence = new[] { Cited(other, "after"), Cited(other, "before") } });
        Words(both["flags.0.flags"]).ShouldBe("afterEqualsBefore");
        (await AuditAsync(api)).ShouldBe(new[] { $"{photo} afterEqualsBefore {one}", $"{other} afterEqualsBefore {two}" }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_cancelled_as_entered_on_the_wrong_hazard_is_no_second_use()
    {
        await using var api = await RunningApi.StartAsync();
        var photo = await api.UploadAsync();
        var (wrong, right) = (await RegisterAsync(api, "350304103"), await RegisterAsync(api, "350304103"));
        var mistaken = await CiteAsync(api, wrong, photo, "after");
        Words((await CiteAsync(api, right, photo, "after"))["flags.0.flags"]).ShouldBe("sameFileElsewhere");

        (await api.PostAsync($"/v1/hazards/{wrong}/entries/{mistaken["position"].GetInt64()}/cancellations", new { reason = "录错隐患" })).Status.ShouldBe(HttpStatusCode.Created);

        (await api.GetAsync($"/v1/hazards/{right}"))["evidence.0.flags"].GetArrayLength().ShouldBe(0);
        (await AuditAsync(api)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Auditors_page_through_all_of_them_and_see_hazards_of_their_scope_only()
    {
        await using var api = await RunningApi.StartAsync();
        var (here, there) = (await RegisterAsync(api, "350304103"), await RegisterAsync(api, "350302001"));
        var photos = new List<string>();
        for (var n = 0; n < 7; n++)
        {
            photos.Add(await api.UploadAsync($"{n}"));
            await CiteAsync(api, here, photos[n], "after");
            await CiteAsync(api, there, photos[n], n == 3 ? "before" : "after");
        }

        await CiteAsync(api, here, photos[3], "before");
        await CiteAsync(api, there, await api.UploadAsync("only here"), "after");

        var all = await AuditAsync(api, limit: 2);
        all.Count.ShouldBe(7);
        all.ShouldBe(all.Order(StringComparer.Ordinal));
        all.ShouldContain(line => line.StartsWith($"{photos[3]} sameFileElsewhere,afterEqualsBefore ", StringComparison.Ordinal));
        var auditor = await api.ClientWithAsync(Roles.Auditor, areas: "350304");
        var item = (await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/evidence?limit=1", null, auditor))["items.0"];
        (item.GetProperty("hazards").GetArrayLength(), item.GetProperty("hazards")[0].GetProperty("id").GetGuid(), item.GetProperty("beyondScope").GetInt32()).ShouldBe((1, here, 1));
        var elsewhere = await api.ClientWithAsync(Roles.Auditor, areas: "350305");
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/evidence", null, elsewhere))["items"].GetArrayLength().ShouldBe(0);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/evidence", null, await api.ClientWithAsync(Roles.Recorder))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await api.GetAsync("/v1/audits/evidence?after=abc")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<List<string>> AuditAsync(RunningApi api, int limit = 100)
    {
        var lines = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await api.GetAsync($"/v1/audits/evidence?limit={limit}{(next.Length > 0 ? $"&after={next}" : "")}");
            page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
            lines.AddRange(page["items"].EnumerateArray().Select(item =>
                $"{item.GetProperty("sha256").GetString()} {Words(item.GetProperty("flags"))} {string.Join(' ', item.GetProperty("hazards").EnumerateArray().Select(hazard => hazard.GetProperty("id").GetString()))}"));
            next = page["next"].GetString();
        }

        return lines;
    }

    private static string Words(System.Text.Json.JsonElement flags) => string.Join(',', flags.EnumerateArray().Select(flag => flag.GetString()));

    private static object Cited(string sha256, string kind) => new { sha256, mediaType = "image/jpeg", kind };

    private static async Task<Guid> RegisterAsync(RunningApi api, string area) => (await api.PostAsync("/v1/hazards", Bodies.Register(area)))["id"].GetGuid();

    private static async Task<Answer> CiteAsync(RunningApi api, Guid hazard, string photo, string kind)
    {
        var answer = await api.PostAsync($"/v1/hazards/{hazard}/evidence", UnclaimedTests.Citing(photo, kind));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer;
    }
}
