using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using HazardLedger.Api.Access;

namespace HazardLedger.Api.Tests.Access;

public sealed class KeyEndpointTests
{
    private static CancellationToken Ct => EdgeHost.Ct;

    [Fact]
    public async Task An_administrator_issues_lists_and_revokes()
    {
        await using var host = await EdgeHost.StartAsync();
        using var admin = host.Client((await host.IssueAsync(Roles.Administrator)).Secret);

        using var created = await admin.PostAsJsonAsync("/v1/keys", Wanted(), Ct);

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        created.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var key = await created.JsonAsync();
        using var recorder = host.Client(key.GetProperty("secret").GetString());
        (await recorder.GetAsync("/may/Write", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await recorder.PostAsJsonAsync("/v1/keys", Wanted(), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var list = await admin.GetStringAsync("/v1/keys", Ct);
        list.ShouldContain(key.GetProperty("id").GetString()!);
        list.ShouldNotContain("hlk_");
        list.ShouldNotContain("hash");

        using var revoked = await admin.PostAsync($"/v1/keys/{key.GetProperty("id").GetString()}/revocations", null, Ct);
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var first = (await revoked.JsonAsync()).GetProperty("revokedAt").GetDateTimeOffset();
        (await recorder.GetAsync("/may/Read", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await admin.PostAsync($"/v1/keys/{key.GetProperty("id").GetString()}/revocations", null, Ct);
        (await again.JsonAsync()).GetProperty("revokedAt").GetDateTimeOffset().ShouldBe(first);
        using var unknown = await admin.PostAsync($"/v1/keys/{Guid.NewGuid()}/revocations", null, Ct);
        (await unknown.ProblemAsync()).ShouldBe((404, "notFound"));
    }

    [Fact]
    public async Task Every_fault_of_a_wanted_key_is_told_at_once()
    {
        await using var host = await EdgeHost.StartAsync();
        using var admin = host.Client((await host.IssueAsync(Roles.Administrator)).Secret);
        var wanted = Wanted();
        (wanted["name"], wanted["roles"], wanted["areas"], wanted["expiresOn"]) = (" ", new JsonArray("king"), new JsonArray("a\u0007b"), "2026-06-16");

        using var answer = await admin.PostAsJsonAsync("/v1/keys", wanted, Ct);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.JsonAsync()).GetProperty("errors").EnumerateObject().Select(e => e.Name).Order().ShouldBe(["areas", "expiresOn", "name", "roles"]);
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("null", "invalid")]
    [InlineData("[]", "invalid")]
    [InlineData("{}", "invalid")]
    [InlineData("""{"name":"n","person":"p","organisation":"o","roles":["reader"],"areas":[],"expiresOn":"2026-13-01"}""", "invalid")]
    [InlineData("""{"name":"n","person":"p","organisation":"o","roles":["reader"],"areas":[],"expiresOn":"2026-12-01","id":"mine"}""", "invalid")]
    [InlineData("""{"name":"n","person":"p","organisation":"o","roles":null,"areas":[],"expiresOn":"2026-12-01"}""", "invalid")]
    [InlineData("""{"name":"n","person":"p","organisation":"o","roles":[null],"areas":[],"expiresOn":"2026-12-01"}""", "invalid")]
    [InlineData("""{"name":"n","person":"p","organisation":"o","roles":["reader"],"areas":[null],"expiresOn":"2026-12-01"}""", "invalid")]
    [InlineData("""{"name":"n","name":"m","person":"p","organisation":"o","roles":["reader"],"areas":[],"expiresOn":"2026-12-01"}""", "malformed")]
    [InlineData("""{"name":"\ud800","person":"p","organisation":"o","roles":["reader"],"areas":[],"expiresOn":"2026-12-01"}""", "malformed")]
    [InlineData("""{"name":"a\u0000","person":"p","organisation":"o","roles":["reader"],"areas":[],"expiresOn":"2026-12-01"}""", "malformed")]
    public async Task A_malformed_body_is_the_callers_fault_and_never_a_crash(string body, string code)
    {
        await using var host = await EdgeHost.StartAsync();
        using var admin = host.Client((await host.IssueAsync(Roles.Administrator)).Secret);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await admin.PostAsync("/v1/keys", content, Ct);

        (await answer.ProblemAsync()).ShouldBe((400, code));
    }

    [Fact]
    public async Task Too_much_and_something_else_than_JSON_are_refused()
    {
        await using var host = await EdgeHost.StartAsync();
        using var admin = host.Client((await host.IssueAsync(Roles.Administrator)).Secret);
        using var much = new StringContent("{\"name\":\"" + new string('x', 300_000), Encoding.UTF8, "application/json");
        using var text = new StringContent("hello", Encoding.UTF8, "text/plain");

        (await (await admin.PostAsync("/v1/keys", much, Ct)).ProblemAsync()).ShouldBe((413, "tooLarge"));
        (await (await admin.PostAsync("/v1/keys", text, Ct)).ProblemAsync()).ShouldBe((415, "unsupportedMediaType"));
        (await (await admin.GetAsync("/v1/keys?after=x", Ct)).ProblemAsync()).ShouldBe((400, "invalid"));
    }

    [Fact]
    public async Task An_administrator_of_a_district_hands_out_no_more_than_the_district()
    {
        await using var host = await EdgeHost.StartAsync();
        var everywhere = await host.IssueAsync(Roles.Reader);
        using var admin = host.Client((await host.IssueAsync(Roles.Administrator, "350304")).Secret);
        var (township, city, whole) = (Wanted(), Wanted(), Wanted());
        (township["areas"], city["areas"], whole["areas"]) = (new JsonArray("350304103"), new JsonArray("350304", "3503"), new JsonArray());

        (await admin.PostAsJsonAsync("/v1/keys", township, Ct)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await admin.PostAsJsonAsync("/v1/keys", city, Ct)).ProblemAsync()).ShouldBe((403, "beyondOwnScope"));
        (await (await admin.PostAsJsonAsync("/v1/keys", whole, Ct)).ProblemAsync()).ShouldBe((403, "beyondOwnScope"));
        (await admin.GetStringAsync("/v1/keys", Ct)).ShouldNotContain(everywhere.Key.Id.ToString());
        (await admin.PostAsync($"/v1/keys/{everywhere.Key.Id}/revocations", null, Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Problems_speak_the_callers_language()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");

        using var answer = await client.GetAsync("/may/Read", Ct);

        (await answer.JsonAsync()).GetProperty("title").GetString().ShouldBe("请提供有效的访问密钥。");
    }

    private static JsonObject Wanted() => new()
    {
        ["name"] = "tablet 7",
        ["person"] = "P-2042",
        ["organisation"] = "350304-EMB",
        ["roles"] = new JsonArray("recorder"),
        ["areas"] = new JsonArray("350304"),
        ["expiresOn"] = "2026-12-31",
    };
}
